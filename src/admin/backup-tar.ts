import { BackupDamaged } from "./backup-file.ts";

// The form of POSIX.1-2017, pax: ustar headers; one of 'x' before a file that is too big for ustar's eleven octal digits.
const BLOCK = 512;
const USTAR_SIZE_MAX = 8 ** 11 - 1;
const PAX_BYTES_MAX = 64 * 1024;
const NAME_MAX = 100;

export const TAR_END = new Uint8Array(2 * BLOCK);

/** What stands before a file's bytes. `at` in ms. */
export function tarHeader(name: string, size: number, at: number): Uint8Array {
  if (Buffer.byteLength(name) > NAME_MAX) throw new Error(`${name} is too long a name for a backup`);
  if (size <= USTAR_SIZE_MAX) return header(name, size, at, "0");
  const record = paxRecord("size", String(size));
  return Buffer.concat([header("pax", record.length, at, "x"), record, tarPadding(record.length), header(name, 0, at, "0")]);
}

/** What stands after them: nothing, up to a whole block. */
export function tarPadding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}

function header(name: string, size: number, at: number, type: "0" | "x"): Buffer {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, width: number) => value.toString(8).padStart(width, "0");
  block.write(name, 0);
  block.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(size, 11)}\0${octal(Math.floor(at / 1000), 11)}\0`, 100);
  block.write(`        ${type}`, 148);
  block.write("ustar\x0000", 257, "latin1");
  block.write(`${octal(checksum(block), 6)}\0 `, 148);
  return block;
}

// A record names its own length, and the length of the number counts too.
function paxRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return Buffer.from(`${length}${rest}`);
}

// The sum of all bytes of a header, its own eight counted as spaces.
function checksum(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/** A file in a tar; `read` gives its bytes in parts, and must be read to the end before the next file. */
export type Entry = { name: string; size: number; read(): Generator<Uint8Array> };

/** The files of a tar, in order. Only plain files: all else is no backup. Throws BackupDamaged. */
export function* tarEntries(parts: Iterator<Uint8Array>): Generator<Entry> {
  const cut = cutterOf(parts);
  let bigSize: number | null = null;
  for (;;) {
    const block = cut.exactly(BLOCK);
    if (block.every((byte) => byte === 0)) return cut.drain();
    const { name, type, size } = readHeader(block);
    if (type === "x") {
      if (size > PAX_BYTES_MAX) throw new BackupDamaged("it is damaged");
      bigSize = paxSize(cut.exactly(size + tarPadding(size).length).toString("utf8", 0, size));
      continue;
    }
    if (type !== "0") throw new BackupDamaged(`it holds ${name}, which is no plain file`);
    const whole = bigSize ?? size;
    bigSize = null;
    yield { name, size: whole, read: () => cut.pieces(whole) };
    cut.exactly(tarPadding(whole).length);
  }
}

function readHeader(block: Buffer) {
  const text = (from: number, to: number) => block.toString("utf8", from, to).replace(/[\0 ]+$/, "");
  const told = Number.parseInt(text(148, 156), 8);
  const size = Number.parseInt(text(124, 136) || "0", 8);
  if (told !== checksum(block) || !Number.isSafeInteger(size)) throw new BackupDamaged("it is damaged");
  return { name: text(0, NAME_MAX), type: text(156, 157), size };
}

function paxSize(records: string): number | null {
  const size = /(?:^|\n)\d+ size=(\d+)\n/.exec(records)?.[1];
  return size === undefined ? null : Number(size);
}

// Cuts the parts of a stream as they are wanted.
function cutterOf(parts: Iterator<Uint8Array>) {
  let rest: Buffer = Buffer.alloc(0);
  const more = (): boolean => {
    const { done, value } = parts.next();
    if (!done) rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    return !done;
  };
  function* pieces(count: number): Generator<Uint8Array> {
    for (let left = count; left > 0; ) {
      if (rest.length === 0 && !more()) throw new BackupDamaged("it is cut off");
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  return {
    pieces,
    exactly: (count: number) => Buffer.concat([...pieces(count)]),
    /** To the very end, so that what guards the whole is looked at. */
    drain: () => {
      while (more()) if (rest.some((byte) => byte !== 0)) throw new BackupDamaged("there is more in it than its end says");
    },
  };
}
