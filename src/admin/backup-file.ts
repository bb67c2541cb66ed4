import { zstdDecompressSync } from "node:zlib";
import { type Cipher, type Cost, cipherFor, newCipher, type Sealing } from "./backup-cipher.ts";

// What a backup looks like from outside: zstd, so that without a passphrase `zstd -d` and `tar` suffice to unpack it. Between the
// frames that hold the data stand frames that zstd skips (RFC 8878, 3.1.2), each a mark, a size and so many bytes:
// HEAD {"parlo":"backup",…}, then PART (how long the next data frame is) and a data frame, again and again, then END (the SHA-256 of
// all before it). With a passphrase: HEAD, then SEALED (a data frame in AES-256-GCM) again and again.
const HEAD = 0x184d2a5f;
const PART = 0x184d2a50;
const SEALED = 0x184d2a51;
const END = 0x184d2a52;

export const FORMAT = 1;
const PART_BYTES = 1024 * 1024;
/** What does not shrink grows a little (zstd's frame and block heads, the tag). */
const FRAME_BYTES_MAX = PART_BYTES + 4096;
const HEAD_BYTES_MAX = 4096;
const MARK_BYTES = 8;

type Head = { parlo: "backup"; format: number; sealing: Sealing | null };

/** It is not what was written: cut off, changed, or no backup at all. */
export class BackupDamaged extends Error {}
/** It is sealed, and the passphrase is another one or was not given. */
export class PassphraseWrong extends Error {
  constructor(readonly given: boolean) {
    super(given ? "the passphrase is wrong" : "it is sealed with a passphrase");
  }
}
/** Its form is one that a later Parlo has introduced. */
export class FormatTooNew extends Error {}

/** Takes a backup's content in order and puts its bytes out. `end` must be called last. */
export type Packer = { write(bytes: Uint8Array): void; end(): void };

export function packerOf(put: (bytes: Uint8Array) => void, sealed: { passphrase: string; salt: string; cost?: Cost } | null): Packer {
  const { sealing, cipher } = sealed ? newCipher(sealed.passphrase, sealed.salt, sealed.cost) : { sealing: null, cipher: null };
  const digest = new Bun.CryptoHasher("sha256");
  const out = (bytes: Uint8Array) => {
    digest.update(bytes);
    put(bytes);
  };
  const buffer = Buffer.allocUnsafe(PART_BYTES);
  let filled = 0;
  let parts = 0;

  const flush = (last: boolean) => {
    const frame = Bun.zstdCompressSync(buffer.subarray(0, filled), { level: 3 });
    filled = 0;
    if (cipher) return out(marked(SEALED, cipher.seal(frame, parts++, last)));
    out(marked(PART, number(frame.length)));
    out(frame);
  };

  out(marked(HEAD, Buffer.from(JSON.stringify({ parlo: "backup", format: FORMAT, sealing } satisfies Head))));
  return {
    write: (bytes) => {
      for (let from = 0; from < bytes.length; ) {
        if (filled === PART_BYTES) flush(false);
        const part = bytes.subarray(from, from + PART_BYTES - filled);
        buffer.set(part, filled);
        filled += part.length;
        from += part.length;
      }
    },
    end: () => {
      flush(true);
      if (!cipher) put(marked(END, digest.digest()));
    },
  };
}

/** Gives the next `count` bytes of a file, fewer at its end. */
export type Source = (count: number) => Uint8Array;

/** Whether these are the first bytes of a backup; `head` holds at least the first 256. */
export function looksLikeBackup(head: Uint8Array): boolean {
  const bytes = Buffer.from(head);
  return bytes.length > MARK_BYTES && bytes.readUInt32LE(0) === HEAD && bytes.subarray(MARK_BYTES).toString("latin1").startsWith('{"parlo":"backup"');
}

/** A backup's content again, in parts. Throws BackupDamaged (also at its very end), PassphraseWrong, FormatTooNew. */
export function* unpack(source: Source, passphrase: string | null): Generator<Uint8Array> {
  const digest = new Bun.CryptoHasher("sha256");
  const read = (count: number): Buffer => {
    const bytes = Buffer.from(source(count));
    if (bytes.length < count) throw new BackupDamaged("it is cut off");
    digest.update(bytes);
    return bytes;
  };
  const { format, sealing } = readHead(read);
  if (format > FORMAT) throw new FormatTooNew(`its form is ${format}, and ours ${FORMAT}`);
  if (!sealing) return yield* plainParts(read, source, digest);
  const cipher = passphrase === null ? null : cipherFor(passphrase, sealing);
  if (!cipher) throw new PassphraseWrong(passphrase !== null);
  yield* sealedParts(read, source, cipher);
}

type Read = (count: number) => Buffer;

function readHead(read: Read): Head {
  try {
    const { mark, size } = readMark(read);
    if (mark !== HEAD || size > HEAD_BYTES_MAX) throw new BackupDamaged();
    const head = JSON.parse(read(size).toString()) as Head;
    if (head.parlo !== "backup" || !Number.isInteger(head.format)) throw new BackupDamaged();
    return head;
  } catch {
    throw new BackupDamaged("it is no backup of Parlo");
  }
}

function* plainParts(read: Read, source: Source, digest: Bun.CryptoHasher): Generator<Uint8Array> {
  for (;;) {
    const before = digest.copy();
    const { mark, size } = readMark(read);
    if (mark === END && size === 32) {
      if (!read(size).equals(before.digest()) || source(1).length > 0) throw new BackupDamaged("its end does not fit the rest");
      return;
    }
    if (mark !== PART || size !== 4) throw new BackupDamaged("it is damaged");
    yield unzip(read(bounded(read(size).readUInt32LE())));
  }
}

function* sealedParts(read: Read, source: Source, cipher: Cipher): Generator<Uint8Array> {
  let next = readMark(read);
  for (let at = 0; ; at++) {
    if (next.mark !== SEALED) throw new BackupDamaged("it is damaged");
    const sealed = read(bounded(next.size));
    const mark = Buffer.from(source(MARK_BYTES));
    const part = cipher.open(sealed, at, mark.length === 0);
    if (!part) throw new BackupDamaged(mark.length === 0 ? "it is cut off or damaged" : "it is damaged");
    yield unzip(part);
    if (mark.length === 0) return;
    next = readMark(() => mark);
  }
}

function readMark(read: Read): { mark: number; size: number } {
  const bytes = read(MARK_BYTES);
  if (bytes.length < MARK_BYTES) throw new BackupDamaged("it is cut off");
  return { mark: bytes.readUInt32LE(0), size: bytes.readUInt32LE(4) };
}

function bounded(size: number): number {
  if (size > FRAME_BYTES_MAX) throw new BackupDamaged("it is damaged");
  return size;
}

function unzip(frame: Uint8Array): Uint8Array {
  try {
    return zstdDecompressSync(frame, { maxOutputLength: PART_BYTES });
  } catch {
    throw new BackupDamaged("it is damaged");
  }
}

function marked(mark: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([number(mark), number(bytes.length), bytes]);
}

function number(n: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(n);
  return bytes;
}
