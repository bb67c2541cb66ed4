import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sniff } from "./type.ts";

/** A file that is on the disk for good: its content names it, and it never changes after. `durationMs`: how long a recording plays. */
export type Kept = { sha256: string; size: number; type: string; width: number | null; height: number | null; durationMs?: number | null };

/** More bytes came than the channel takes. */
export class FileTooLarge extends Error {
  constructor(readonly bytesMax: number) {
    super(`the file is larger than ${bytesMax} bytes`);
  }
}
/** Nothing came. */
export class FileEmpty extends Error {}

/** Throws at a type that is not taken. */
export type Accept = (type: string) => void;

const HEAD_BYTES = 8_192;

export function pathOf(dataDir: string, sha256: string): string {
  return join(dataDir, "media", sha256.slice(0, 2), sha256);
}

/**
 * Streams a file into the data folder: counted, hashed, its type told from its content, synced and renamed to its
 * hash, so that the row that names it may be committed. `told` is what the sender called its type.
 * `ticket` is a name of its own for the unfinished file; `accept` may throw at a type, and then nothing is left of it.
 * Throws FileTooLarge, FileEmpty.
 */
export async function keep(
  dataDir: string,
  stream: ReadableStream<Uint8Array>,
  { bytesMax, told, ticket, accept = () => {} }: { bytesMax: number; told: string; ticket: string; accept?: Accept | undefined },
): Promise<Kept> {
  const unfinished = join(dataDir, "media", "tmp", ticket);
  try {
    const { sha256, size, head } = await writeDown(unfinished, stream, bytesMax);
    const kind = await sniff(unfinished, head, told);
    accept(kind.type);
    const path = pathOf(dataDir, sha256);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rename(unfinished, path);
    // The names too: the file's, and that of its folder, which may be new.
    for (const folder of [dirname(path), dirname(dirname(path))]) await syncFolder(folder);
    return { sha256, size, ...kind };
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function writeDown(path: string, stream: ReadableStream<Uint8Array>, bytesMax: number) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const file = await open(path, "w", 0o600);
  const hash = new Bun.CryptoHasher("sha256");
  const heads: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      if (size < HEAD_BYTES) heads.push(chunk.slice(0, HEAD_BYTES - size));
      size += chunk.byteLength;
      if (size > bytesMax) throw new FileTooLarge(bytesMax);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    if (size === 0) throw new FileEmpty();
    await file.datasync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), size, head: Buffer.concat(heads) };
}

async function syncFolder(path: string) {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
