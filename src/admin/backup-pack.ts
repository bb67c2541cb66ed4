import type { Database } from "bun:sqlite";
import { closeSync, constants, fdatasyncSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { openToRead } from "../db/apart.ts";
import { pathOf } from "../files/keep.ts";
import { partsOf } from "../files/read.ts";
import { type BackupHead, DATABASE_NAME, fileName, HEAD_NAME, KEY_NAME, MANIFEST_NAME, type Manifest } from "./backup-content.ts";
import { type Packer, packerOf } from "./backup-file.ts";
import { countTables, eachFile } from "./backup-store.ts";
import { TAR_END, tarHeader, tarPadding } from "./backup-tar.ts";
import { syncFolder } from "./sync-folder.ts";

/** What the Worker is asked: make one file of a copy of the database and of the files that it names. */
export type Pack = {
  do: "pack";
  dataDir: string;
  /** The copy; it goes away when all is done, or has failed. */
  copy: string;
  to: string;
  head: BackupHead;
  /** With these it is sealed, and holds the folder's key. */
  sealed: { passphrase: string; salt: string; key: string } | null;
  /** So much room is left on the disk, for those who write meanwhile. */
  spareBytes: number;
};

export type Packed = { bytes: number; files: { count: number; bytes: number }; missing: string[]; damaged: string[] };
/** Why it could not be done, as a key of the catalogue with its facts. */
export type NotPacked = { refused: string; facts: Record<string, string | number> };

/** So often what was written is brought to the disk: what gathers for too long holds up everybody's writes when it goes. */
const SYNC_BYTES = 16 * 1024 * 1024;
/** And then nothing for so long, so that others get at the disk and the processor. */
const REST_MS = 20;

/** Leaves a whole file at `to` or none. */
export function pack(order: Pack): Packed | NotPacked {
  const unfinished = `${order.to}.part`;
  try {
    const packed = writeAll(order, unfinished);
    renameSync(unfinished, order.to);
    syncFolder(dirname(order.to));
    return packed;
  } catch (error) {
    const refused = refusalOf(error, order.to);
    if (refused) return refused;
    throw error;
  } finally {
    for (const path of [unfinished, order.copy]) if (statSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path);
  }
}

function writeAll({ dataDir, copy, head, sealed, spareBytes, to }: Pack, unfinished: string): Packed {
  rmSync(unfinished, { force: true });
  const out = outputTo(unfinished, spareBytes, to);
  const db = openToRead(copy);
  try {
    const packer = packerOf(out.put, sealed);
    const text = (name: string, content: string) => put(packer, name, Buffer.from(content), head.at);
    text(HEAD_NAME, `${JSON.stringify(head)}\n`);
    if (sealed) text(KEY_NAME, `${sealed.key}\n`);
    const database = putFile(packer, DATABASE_NAME, copy, head.at);
    if (!database) throw new Error("the copy of the database is gone");
    const { files, missing, damaged } = putFiles(packer, db, dataDir, head.at);
    text(MANIFEST_NAME, `${JSON.stringify({ database, tables: countTables(db), files, missing, damaged } satisfies Manifest)}\n`);
    packer.write(TAR_END);
    packer.end();
    return { bytes: out.finish(), files, missing, damaged };
  } finally {
    db.close();
    out.close();
  }
}

function putFiles(packer: Packer, db: Database, dataDir: string, at: number) {
  const missing: string[] = [];
  const damaged: string[] = [];
  const files = { count: 0, bytes: 0 };
  for (const { sha256, size } of eachFile(db)) {
    const found = putFile(packer, fileName(sha256), pathOf(dataDir, sha256), at);
    if (!found) {
      missing.push(sha256);
      continue;
    }
    if (found.sha256 !== sha256 || found.size !== size) damaged.push(sha256);
    files.count++;
    files.bytes += found.size;
  }
  return { files, missing, damaged };
}

function put(packer: Packer, name: string, bytes: Uint8Array, at: number) {
  packer.write(tarHeader(name, bytes.length, at));
  packer.write(bytes);
  packer.write(tarPadding(bytes.length));
}

// Null when there is no such file. It cannot grow or shrink meanwhile: kept files never change, and the copy is ours.
function putFile(packer: Packer, name: string, path: string, at: number): { sha256: string; size: number } | null {
  const file = openedForReading(path);
  if (file === null) return null;
  try {
    const { size } = fstatSync(file);
    const digest = new Bun.CryptoHasher("sha256");
    let read = 0;
    packer.write(tarHeader(name, size, at));
    for (const part of partsOf(file)) {
      digest.update(part);
      packer.write(part);
      read += part.length;
    }
    if (read !== size) throw new Error(`${path} changed while it was copied`);
    packer.write(tarPadding(size));
    return { sha256: digest.digest("hex"), size };
  } finally {
    closeSync(file);
  }
}

function openedForReading(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (["ENOENT", "ELOOP"].includes(codeOf(error))) return null;
    throw error;
  }
}

class NoRoom extends Error {}

function outputTo(path: string, spareBytes: number, to: string) {
  const file = openSync(path, "wx", 0o600);
  let written = 0;
  let synced = 0;
  const sync = () => {
    fdatasyncSync(file);
    synced = written;
    const { bavail, bsize } = statfsSync(dirname(to));
    if (bavail * bsize < spareBytes) throw new NoRoom();
  };
  return {
    put: (bytes: Uint8Array) => {
      for (let from = 0; from < bytes.length; ) from += writeSync(file, bytes, from);
      written += bytes.length;
      if (written - synced < SYNC_BYTES) return;
      sync();
      Bun.sleepSync(REST_MS);
    },
    /** It is on the disk now. Gives its size. */
    finish: () => {
      sync();
      fsyncSync(file);
      return written;
    },
    close: () => closeSync(file),
  };
}

const NO_ROOM = new Set(["ENOSPC", "EDQUOT", "EFBIG", "SQLITE_FULL"]);
const FORBIDDEN = new Set(["EACCES", "EPERM", "EROFS", "ENOENT", "ENOTDIR", "EEXIST", "EISDIR", "ERR_FS_EISDIR", "SQLITE_CANTOPEN", "SQLITE_READONLY"]);
const codeOf = (error: unknown) => String((error as { code?: string }).code ?? "");

/** What an administrator can do something about: the disk, the rights. Null for what is a bug. */
export function refusalOf(error: unknown, path: string): NotPacked | null {
  const code = codeOf(error);
  if (error instanceof NoRoom || NO_ROOM.has(code)) return { refused: "backup.no-room", facts: { path: dirname(path) } };
  return FORBIDDEN.has(code) ? { refused: "backup.not-writable", facts: { path, code } } : null;
}
