import { closeSync, openSync, readSync } from "node:fs";

const PART_BYTES = 1024 * 1024;

/** The bytes of an open file from where it stands, in parts that share their memory. It waits for the disk: for Workers, and before anything else runs. */
export function* partsOf(file: number): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(PART_BYTES);
  for (;;) {
    const count = readSync(file, buffer, 0, PART_BYTES, null);
    if (count === 0) return;
    yield buffer.subarray(0, count);
  }
}

/** The SHA-256 of a file, in hexadecimal. It waits for the disk. */
export function hashOfFile(path: string): string {
  const file = openSync(path, "r");
  try {
    const digest = new Bun.CryptoHasher("sha256");
    for (const part of partsOf(file)) digest.update(part);
    return digest.digest("hex");
  } finally {
    closeSync(file);
  }
}
