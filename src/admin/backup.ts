import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, realpathSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { Background } from "../db/background.ts";
import { versionOf } from "../db/open.ts";
import { build } from "../http/build.ts";
import { Refusal } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import { audit, type Who } from "./audit.ts";
import type { BackupHead } from "./backup-content.ts";
import { looksLikeBackup } from "./backup-file.ts";
import { type NotPacked, type Packed, refusalOf } from "./backup-pack.ts";
import { usedBytes } from "./backup-store.ts";
import { keyText } from "./seal.ts";
import { setting } from "./settings.ts";
import { apart } from "./work.ts";

export type BackupOrder = {
  /** An absolute path; null: a name of its own in the folder's `backups`. */
  file: string | null;
  /** With one it is sealed and holds the key of the folder's secrets; without, it has no key. */
  passphrase: string | null;
};
export type BackedUp = Packed & { file: string; sealed: boolean };

/** So much room is left for those who write while it is made. */
const SPARE_BYTES = 64 * 1024 * 1024;
const HEAD_BYTES = 256;

/**
 * Makes one file of the whole workspace while it runs: the database as it is at one moment, and every file that it names. Nobody waits
 * for it; files that are removed meanwhile are removed after. Throws Refusal: no room, no right to write, one runs already.
 */
export async function backup(workspace: Workspace, background: Background, order: BackupOrder, who: Who): Promise<BackedUp> {
  const at = workspace.clock();
  const backups = join(workspace.config.dataDir, "backups");
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const file = order.file ?? join(backups, `parlo-${stamp(at)}.parlo`);
  checkTarget(workspace.config.dataDir, backups, file);
  return workspace.filesKept.during(async () => {
    const copy = join(backups, "copy.part");
    await copyDatabase(workspace, background, copy);
    const packed = await apart(background, {
      do: "pack",
      dataDir: workspace.config.dataDir,
      copy,
      to: file,
      head: headOf(workspace, at),
      sealed: sealedWith(workspace, order),
      spareBytes: SPARE_BYTES,
    });
    if ("refused" in packed) throw refusal(packed);
    const { bytes, files } = packed;
    await workspace.write((db) =>
      audit(
        db,
        { who, action: "backup.made", subject: "workspace", after: { file, bytes, files: files.count, sealed: order.passphrase !== null } },
        workspace.clock(),
      ),
    );
    return { ...packed, file, sealed: order.passphrase !== null };
  });
}

// Its permissions are given before anything is in it.
async function copyDatabase({ config, db }: Workspace, background: Background, copy: string) {
  const path = join(config.dataDir, "parlo.db");
  try {
    rmSync(copy, { force: true });
    const { bavail, bsize } = statfsSync(dirname(copy));
    const { bytes = 0 } = usedBytes.get(db) ?? {};
    if (bavail * bsize < bytes + SPARE_BYTES) throw refusal({ refused: "backup.no-room", facts: { path: dirname(copy) } });
    writeFileSync(copy, "", { mode: 0o600 });
    chmodSync(copy, 0o600);
    await apart(background, { do: "copy", path, to: copy });
  } catch (error) {
    rmSync(copy, { force: true });
    const refused = refusalOf(error, copy);
    throw refused ? refusal(refused) : error;
  }
}

function headOf({ db }: Workspace, at: number): BackupHead {
  return { schema: versionOf(db), by: build(), at, name: setting(db, "name") };
}

function sealedWith({ config, dice }: Workspace, { passphrase }: BackupOrder) {
  return passphrase === null ? null : { passphrase, salt: dice.token(), key: keyText(config.dataDir, config.keyFile) };
}

// Never over something that is no backup, and never among what the folder itself lives of.
function checkTarget(dataDir: string, backups: string, file: string) {
  const folder = dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw refusal({ refused: "backup.no-folder", facts: { path: folder } });
  const real = `${realpathSync(folder)}${sep}`;
  const inside = real.startsWith(`${realpathSync(dataDir)}${sep}`) && !real.startsWith(`${realpathSync(backups)}${sep}`);
  if (inside) throw refusal({ refused: "backup.in-the-folder", facts: { path: file } });
  if (existsSync(file) && !mayBeReplaced(file)) throw refusal({ refused: "backup.not-a-backup", facts: { path: file } });
}

function mayBeReplaced(path: string): boolean {
  const found = statSync(path);
  if (!found.isFile()) return false;
  const file = openSync(path, "r");
  try {
    const head = new Uint8Array(HEAD_BYTES);
    return found.size === 0 || looksLikeBackup(head.subarray(0, readSync(file, head)));
  } finally {
    closeSync(file);
  }
}

const refusal = ({ refused, facts }: NotPacked) => new Refusal(409, refused, facts);

// 2026-11-20 084512, in UTC: names sort as they came.
function stamp(at: number): string {
  const [day = "", time = ""] = Temporal.Instant.fromEpochMilliseconds(at).toString({ smallestUnit: "second" }).split("T");
  return `${day}-${time.replace(/\D/g, "")}`;
}
