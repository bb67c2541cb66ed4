import { closeSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BackupHead, DATABASE_NAME, HEAD_NAME, KEY_NAME, MANIFEST_NAME, type Manifest, sha256Of } from "./backup-content.ts";
import { BackupDamaged, unpack } from "./backup-file.ts";
import { type Entry, tarEntries } from "./backup-tar.ts";

/** Neither is ever longer; the manifest names what was missing. */
const TEXT_BYTES_MAX = 64 * 1024 * 1024;

export type Unpacked = { head: BackupHead; manifest: Manifest; key: string | null };

/**
 * Unpacks a backup into a folder, and looks that every byte is the one that was written. `headSeen` may throw when it is told what
 * comes. Throws BackupDamaged, PassphraseWrong, FormatTooNew.
 */
export function unpackInto(folder: string, file: string, passphrase: string | null, headSeen: (head: BackupHead) => void): Unpacked {
  const found = openSync(file, "r");
  try {
    return takeApart(folder, tarEntries(unpack(sourceOf(found), passphrase)), headSeen);
  } finally {
    closeSync(found);
  }
}

function takeApart(folder: string, entries: Iterable<Entry>, headSeen: (head: BackupHead) => void): Unpacked {
  const wrong: string[] = [];
  const files = { count: 0, bytes: 0 };
  let head: BackupHead | null = null;
  let key: string | null = null;
  let database: Manifest["database"] | null = null;
  let manifest: Manifest | null = null;
  for (const entry of entries) {
    const sha256 = sha256Of(entry.name);
    if ((head === null) !== (entry.name === HEAD_NAME) || manifest) throw new BackupDamaged(`it holds ${entry.name} where it does not belong`);
    if (entry.name === HEAD_NAME) headSeen((head = textOf<BackupHead>(entry)));
    else if (entry.name === MANIFEST_NAME) manifest = textOf<Manifest>(entry);
    else if (entry.name === KEY_NAME) key = bytesOf(entry).toString().trim();
    else if (entry.name === DATABASE_NAME) database = { sha256: write(folder, entry), size: entry.size };
    else if (sha256) {
      if (write(folder, entry) !== sha256) wrong.push(sha256);
      files.count++;
      files.bytes += entry.size;
    } else throw new BackupDamaged(`it holds ${entry.name}, which is none of ours`);
  }
  if (!head || !database || !manifest) throw new BackupDamaged("it is not complete");
  same(database, manifest.database, "the database");
  same(files, manifest.files, "the number and size of the files");
  const unexpected = wrong.filter((sha256) => !manifest.damaged.includes(sha256));
  if (unexpected.length > 0) throw new BackupDamaged(`${unexpected.length} of its files were changed`);
  return { head, manifest, key };
}

/** Throws BackupDamaged when what was found is not what the manifest says. */
export function same(found: unknown, told: unknown, what: string) {
  if (!Bun.deepEquals(found, told, true)) throw new BackupDamaged(`${what} in it: ${JSON.stringify(found)}, and it should be ${JSON.stringify(told)}`);
}

function textOf<T>(entry: Entry): T {
  try {
    return JSON.parse(bytesOf(entry).toString()) as T;
  } catch (error) {
    if (error instanceof BackupDamaged) throw error;
    throw new BackupDamaged(`its ${entry.name} cannot be read`);
  }
}

function bytesOf({ name, size, read }: Entry): Buffer {
  if (size > TEXT_BYTES_MAX) throw new BackupDamaged(`its ${name} is too long`);
  return Buffer.concat([...read()]);
}

// Gives the SHA-256 of what was written. Only names of our own come here: none leaves the folder, none comes twice.
function write(folder: string, { name, read }: Entry): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openedNew(path, name);
  const digest = new Bun.CryptoHasher("sha256");
  try {
    for (const part of read()) {
      digest.update(part);
      for (let from = 0; from < part.length; ) from += writeSync(file, part, from);
    }
    return digest.digest("hex");
  } finally {
    closeSync(file);
  }
}

function openedNew(path: string, name: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as { code?: string }).code === "EEXIST") throw new BackupDamaged(`it holds ${name} twice`);
    throw error;
  }
}

function sourceOf(file: number): (count: number) => Uint8Array {
  return (count) => {
    const bytes = Buffer.allocUnsafe(count);
    let filled = 0;
    for (let read = 1; read > 0 && filled < count; filled += read) read = readSync(file, bytes, filled, count - filled, null);
    return bytes.subarray(0, filled);
  };
}
