import { expect, test } from "bun:test";
import { BackupDamaged, PassphraseWrong, packerOf, unpack } from "../../src/admin/backup-file.ts";
import { TAR_END, tarEntries, tarHeader, tarPadding } from "../../src/admin/backup-tar.ts";
import { random } from "../random.ts";

const SALT = "AAAAAAAAAAAAAAAAAAAAAA";
const CHEAP = { cost: 2, block: 1, parallel: 1 };
const { below } = random(7);
const noise = (count: number) => Uint8Array.from({ length: count }, () => below(256));
// Longer than a part, and nothing that shrinks.
const CONTENT = noise(2_500_000);

function packed(content: Uint8Array, passphrase: string | null): Uint8Array {
  const out: Uint8Array[] = [];
  const packer = packerOf((bytes) => void out.push(Buffer.from(bytes)), passphrase === null ? null : { passphrase, salt: SALT, cost: CHEAP });
  packer.write(content.subarray(0, 10));
  packer.write(content.subarray(10));
  packer.end();
  return Buffer.concat(out);
}

function unpacked(file: Uint8Array, passphrase: string | null): Uint8Array {
  let at = 0;
  const source = (count: number) => file.subarray(at, (at += Math.min(count, file.length - at)));
  return Buffer.concat([...unpack(source, passphrase)]);
}

const fate = (file: Uint8Array, passphrase: string | null): string => {
  try {
    return Buffer.from(unpacked(file, passphrase)).equals(Buffer.from(CONTENT)) ? "whole" : "WRONG";
  } catch (error) {
    if (error instanceof BackupDamaged || error instanceof PassphraseWrong) return error.constructor.name;
    throw error;
  }
};

const FILES = [
  { what: "open", passphrase: null, file: packed(CONTENT, null) },
  { what: "sealed", passphrase: "correct horse", file: packed(CONTENT, "correct horse") },
];

for (const { what, passphrase, file } of FILES) {
  test(`an ${what} backup holds what was put into it, also when that is nothing`, () => {
    expect(fate(file, passphrase)).toBe("whole");
    expect(unpacked(packed(new Uint8Array(), passphrase), passphrase)).toHaveLength(0);
  });

  test(`an ${what} backup that was cut off anywhere is refused`, () => {
    const lengths = [0, 1, 7, 8, 100, file.length - 1, file.length - 32, file.length - 40, ...Array.from({ length: 40 }, () => below(file.length))];
    for (const length of lengths) expect([length, fate(file.subarray(0, length), passphrase)]).toEqual([length, "BackupDamaged"]);
  });

  test(`an ${what} backup with any bit turned is refused`, () => {
    const places = [...Array.from({ length: 60 }, () => below(file.length)), ...Array.from({ length: 48 }, (_, n) => file.length - 1 - n)];
    for (const place of places) {
      const turned = Buffer.from(file);
      turned[place] = (turned[place] as number) ^ (1 << below(8));
      // A bit of the head that says how the key is made can only look like another passphrase.
      expect([place, /BackupDamaged|PassphraseWrong/.test(fate(turned, passphrase))]).toEqual([place, true]);
    }
  });

  test(`more behind the end of an ${what} backup is refused`, () => {
    expect(fate(Buffer.concat([file, Buffer.from([0])]), passphrase)).toBe("BackupDamaged");
    expect(fate(Buffer.concat([file, file]), passphrase)).toBe("BackupDamaged");
  });
}

test("the parts of a sealed backup cannot be exchanged or left out", () => {
  const { file } = FILES[1] as (typeof FILES)[1];
  const frames = framesOf(file);
  expect(frames.length).toBeGreaterThan(3);
  const [head, first, second, ...rest] = frames as [Uint8Array, Uint8Array, Uint8Array, ...Uint8Array[]];
  expect(fate(Buffer.concat([head, second, first, ...rest]), "correct horse")).toBe("BackupDamaged");
  expect(fate(Buffer.concat([head, first, ...rest]), "correct horse")).toBe("BackupDamaged");
  expect(fate(Buffer.concat([head, first, second]), "correct horse")).toBe("BackupDamaged");
});

test("a sealed backup shows nothing without its passphrase, and says which is wrong", () => {
  const { file } = FILES[1] as (typeof FILES)[1];
  expect([fate(file, null), fate(file, "wrong horse"), fate(file, "")]).toEqual(["PassphraseWrong", "PassphraseWrong", "PassphraseWrong"]);
  const words = Buffer.from("the very same words, again and again. ".repeat(100));
  expect(Buffer.from(packed(words, "secret")).includes("very same")).toBeFalse();
  expect(Buffer.from(packed(words, "secret")).equals(Buffer.from(packed(words, "secret too")))).toBeFalse();
});

test("an open backup can be unpacked with zstd alone", async () => {
  const zstd = Bun.which("zstd");
  const { file } = FILES[0] as (typeof FILES)[0];
  const stream = zstd
    ? Bun.spawn([zstd, "-dc"], { stdin: file, stdout: "pipe" }).stdout
    : new Blob([file as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream("zstd" as CompressionFormat));
  expect(Buffer.from(await new Response(stream).arrayBuffer()).equals(Buffer.from(CONTENT))).toBeTrue();
});

test("what is no backup at all is told as that", () => {
  for (const text of ["", "hello", "SQLite format 3\0".padEnd(4096, "x")]) expect(() => unpacked(Buffer.from(text), null)).toThrow("it is no backup of Parlo");
});

test("a file of more than 8 GiB has its size in the tar, and names that are ours come out as they went in", () => {
  const big = 20 * 1024 ** 3;
  const header = tarHeader("parlo.db", big, 1_000_000);
  const small = Buffer.from("small");
  const parts = [tarHeader("media/aa/x", small.length, 0), small, tarPadding(small.length), header];
  const seen: [string, number][] = [];
  expect(() => {
    for (const { name, size, read } of tarEntries(parts[Symbol.iterator]())) {
      seen.push([name, size]);
      if (size < big) expect(Buffer.concat([...read()]).toString()).toBe("small");
      else throw new Error("far enough");
    }
  }).toThrow("far enough");
  expect(seen).toEqual([
    ["media/aa/x", 5],
    ["parlo.db", big],
  ]);
});

test("a link in a tar is refused, and so is what stands behind its end", () => {
  const link = Buffer.from(tarHeader("media/aa/x", 0, 0));
  link.write("2", 156);
  const sum = link.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  link.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const read = (...parts: Uint8Array[]) => [...tarEntries(parts[Symbol.iterator]())].length;
  expect(() => read(link, TAR_END)).toThrow("which is no plain file");
  expect(() => read(TAR_END, Buffer.from("more"))).toThrow("more in it");
  expect(read(TAR_END, new Uint8Array(10))).toBe(0);
});

function framesOf(file: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(file);
  const frames: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 8 + bytes.readUInt32LE(at + 4);
    frames.push(bytes.subarray(at, end));
    at = end;
  }
  return frames;
}
