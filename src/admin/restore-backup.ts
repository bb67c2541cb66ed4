import type { Database } from "bun:sqlite";
import { chmodSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigProblem } from "../config.ts";
import { openAlone } from "../db/apart.ts";
import { MIGRATIONS, migrate, versionOf } from "../db/open.ts";
import { type BackupHead, DATABASE_NAME, fileName, KEY_NAME, type Manifest } from "./backup-content.ts";
import { BackupDamaged, FormatTooNew, PassphraseWrong } from "./backup-file.ts";
import { refusalOf } from "./backup-pack.ts";
import { brokenPages, countTables, eachFile, lostReferences } from "./backup-store.ts";
import { type Place, takePlace } from "./restore-folder.ts";
import { chooseKey, type KeyChoice, type KeySources } from "./restore-key.ts";
import { type Revived, revive } from "./restore-revive.ts";
import { same, type Unpacked, unpackInto } from "./restore-unpack.ts";

export type RestoreOrder = KeySources & { file: string; dataDir: string; passphrase: string | null };
export type Restored = { unpacked: Unpacked; revived: Revived; choice: KeyChoice };

/** The backup cannot be restored; why, in a sentence. */
export class NotRestored extends Error {}

/**
 * Restores a backup into a new folder, in the process that was asked: it waits for the disk. The folder is complete, verified and held
 * when this returns, and as before when it throws: ConfigProblem (what was asked does not fit), NotRestored (the backup does not).
 */
export function restore(order: RestoreOrder, { pid, now }: { pid: number; now: number }): Restored {
  if (!statSync(order.file, { throwIfNoEntry: false })?.isFile()) throw new ConfigProblem(78, `there is no backup ${order.file}`);
  let place: Place | null = null;
  try {
    place = takePlace(order.dataDir, pid);
    const unpacked = unpackInto(place.staging, order.file, order.passphrase, refuseNewer);
    const restored = { unpacked, ...bringToLife(place.staging, unpacked, order, now) };
    place.settle();
    return restored;
  } catch (error) {
    place?.abandon();
    throw worded(error, order);
  }
}

function refuseNewer({ schema, by }: BackupHead) {
  if (schema > MIGRATIONS.length)
    throw new ConfigProblem(78, `the backup was made by a newer Parlo (${by}; its version ${schema}, ours ${MIGRATIONS.length}): restore it with that one`);
}

function bringToLife(folder: string, { head, manifest, key }: Unpacked, order: RestoreOrder, now: number) {
  const path = join(folder, DATABASE_NAME);
  const db = openAlone(path);
  try {
    verifyDatabase(db, head, manifest);
    migrate(db);
    verifyFiles(db, folder, manifest);
    const choice = chooseKey(db, key, order);
    const revived = revive(db, { forgetSecrets: choice.forget, backupOf: head.at }, now);
    if (choice.keep !== null) writeKey(join(folder, KEY_NAME), choice.keep);
    return { choice, revived };
  } finally {
    db.close();
    chmodSync(path, 0o600);
  }
}

// Nothing here knows the tables: they may be those of an older Parlo.
function verifyDatabase(db: Database, { schema }: BackupHead, { tables }: Manifest) {
  same(versionOf(db), schema, "the version of the database");
  same(brokenPages(db, 1), [], "what is wrong with the database");
  same(lostReferences(db, 1), [], "what points to nothing");
  same(countTables(db), tables, "the rows of the tables");
}

function verifyFiles(db: Database, folder: string, { missing, damaged, files }: Manifest) {
  const [lost, spoiled] = [new Set(missing), new Set(damaged)];
  let there = 0;
  for (const { sha256, size } of eachFile(db)) {
    if (lost.has(sha256)) continue;
    const found = statSync(join(folder, fileName(sha256)), { throwIfNoEntry: false });
    same(spoiled.has(sha256) && found ? size : found?.size, size, `the size of ${sha256}`);
    there++;
  }
  same(there, files.count, "the files that the database names");
}

function writeKey(path: string, key: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, `${key}\n`, { mode: 0o600 });
}

function worded(error: unknown, { file, dataDir }: RestoreOrder): unknown {
  if (error instanceof BackupDamaged) return new NotRestored(`${file} cannot be restored: ${error.message}. Nothing was written.`);
  if (error instanceof FormatTooNew) return new ConfigProblem(78, `the backup was made by a newer Parlo: ${error.message}. Restore it with that one`);
  if (error instanceof PassphraseWrong)
    return new ConfigProblem(
      78,
      error.given ? `the passphrase does not open ${file}` : `${file} is sealed: set PARLO_BACKUP_PASSPHRASE, or name a variable with --passphrase-env NAME`,
    );
  const { code, message } = error as { code?: string; message: string };
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code ?? ""))
    return new NotRestored(`${file} cannot be restored: its database is damaged (${message}). Nothing was written.`);
  return refusalOf(error, dataDir) ? new NotRestored(`${file} was not restored into ${dataDir}: ${message}. Nothing was written.`) : error;
}
