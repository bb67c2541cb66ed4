import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { backup } from "../../src/admin/backup.ts";
import { NotRestored, type RestoreOrder, restore } from "../../src/admin/restore-backup.ts";
import { restoredLines } from "../../src/commands/restore.ts";
import { ConfigProblem } from "../../src/config.ts";
import { atTheEnd } from "../leftovers.ts";
import { makeFolder } from "../parlo.ts";
import { random } from "../random.ts";
import { type Folder, newFolder, openFolder, sendsUp, writes } from "./folder.ts";
import { changed, forge, json, type Parts, partsOf } from "./forge.ts";

const PASSPHRASE = "correct horse";

async function backedUp(here: Folder, passphrase: string | null = null): Promise<string> {
  const file = join(makeFolder(), "a.parlo");
  await backup(here.workspace, here.background, { file, passphrase }, CONSOLE);
  return file;
}

const order = (file: string, more: Partial<RestoreOrder> = {}): RestoreOrder => ({
  file,
  dataDir: join(makeFolder(), "data"),
  passphrase: null,
  key: null,
  keyFile: null,
  forget: false,
  ...more,
});
const run = (wanted: RestoreOrder) => restore(wanted, { pid: process.pid, now: Date.now() });

/** What a restore says; the folder must be as before when it says no. */
function fate(wanted: RestoreOrder): string {
  try {
    run(wanted);
    return "restored";
  } catch (error) {
    expect(existsSync(wanted.dataDir)).toBeFalse();
    if (error instanceof NotRestored) return `not restored: ${error.message}`;
    if (error instanceof ConfigProblem) return `${error.exitCode}: ${error.message}`;
    throw error;
  }
}

const office = newFolder();
atTheEnd(() => void office.close());
await office.workspace.write((db) => writes(db, "391", "hello"));
const photo = await sendsUp(office.workspace, "photo", Buffer.from("a photo".repeat(1000)));
const plain = await backedUp(office);
const sealed = await backedUp(office, PASSPHRASE);

const turned = (bytes: Uint8Array) => bytes.map((byte, at) => (at === 5000 ? byte ^ 1 : byte));

describe("a backup that is not whole is refused with a sentence, and nothing is left of it", () => {
  test("cut off", () => {
    const size = statSync(plain).size;
    for (const file of [plain, sealed])
      for (const length of [0, 10, 300, Math.floor(size / 2), size - 40, size - 1]) {
        const cut = join(makeFolder(), "cut.parlo");
        writeFileSync(cut, readFileSync(file));
        truncateSync(cut, length);
        expect([length, fate(order(cut, { passphrase: PASSPHRASE }))]).toEqual([length, expect.stringMatching(/^not restored: .* cannot be restored: it is /)]);
      }
  });

  test("one bit turned", () => {
    const { below } = random(3);
    for (const file of [plain, sealed])
      for (let n = 0; n < 12; n++) {
        const bytes = readFileSync(file);
        const place = file === sealed ? bytes.length - 1 - below(bytes.length - 400) : below(bytes.length);
        bytes[place] = (bytes[place] as number) ^ (1 << below(8));
        const spoiled = join(makeFolder(), "turned.parlo");
        writeFileSync(spoiled, bytes);
        expect([place, fate(order(spoiled, { passphrase: PASSPHRASE }))]).toEqual([place, expect.stringMatching(/^not restored: /)]);
      }
  });

  const forged = (what: string, change: (parts: Parts) => Parts, says: RegExp) =>
    test(what, () => {
      const file = join(makeFolder(), "forged.parlo");
      forge(file, change(partsOf(plain)));
      expect(fate(order(file))).toMatch(says);
    });
  const name = `media/${photo.slice(0, 2)}/${photo}`;
  const manifest = (change: (value: Record<string, never>) => unknown) => (parts: Parts) => changed(parts, "manifest.json", json(change));

  forged(
    "with a row more or less than was counted",
    manifest(({ tables, ...rest }) => ({ ...rest, tables: { ...(tables as unknown as object), messages: 2 } })),
    /the rows of the tables/,
  );
  forged("with a file that was changed", (parts) => changed(parts, name, () => Buffer.from("a foto!".repeat(1000))), /1 of its files were changed/);
  forged("without a file that is named", (parts) => changed(parts, name, () => null), /the number and size of the files/);
  forged(
    "without a file that nobody counted",
    (parts) => manifest((all) => ({ ...all, files: { count: 0, bytes: 0 } }))(changed(parts, name, () => null)),
    /the size of/,
  );
  forged("with a database that was changed", (parts) => changed(parts, "parlo.db", turned), /the database in it/);
  forged("without its manifest", (parts) => changed(parts, "manifest.json", () => null), /it is not complete/);
  forged("with a file twice", (parts) => [...parts.slice(0, 3), parts[2] as Parts[number], ...parts.slice(3)], /twice/);
  forged("with a file that leads out of the folder", (parts) => [...parts.slice(0, 2), ["../../escaped", Buffer.from("x")], ...parts.slice(2)], /none of ours/);
  forged("with more behind the manifest", (parts) => [...parts, ["keys/seal.key", Buffer.from("x")]], /where it does not belong/);
  forged(
    "with a broken database that the manifest knows",
    (parts) => {
      const broken = Buffer.from(parts.find(([own]) => own === "parlo.db")?.[1] as Uint8Array).fill(7, 8192, 9000);
      const database = { sha256: new Bun.CryptoHasher("sha256").update(broken).digest("hex"), size: broken.length };
      return manifest((all) => ({ ...all, database }))(changed(parts, "parlo.db", () => broken));
    },
    /what is wrong with the database|malformed/,
  );
});

test("what the disk refuses is told as that", () => {
  const inTheWay = join(makeFolder(), "a-file");
  writeFileSync(inTheWay, "");
  for (const dataDir of [inTheWay, join(inTheWay, "data")]) expect(() => run(order(plain, { dataDir }))).toThrow(/was not restored into/);
});

test("a backup of a newer Parlo is refused with 78", () => {
  const file = join(makeFolder(), "newer.parlo");
  forge(
    file,
    changed(
      partsOf(plain),
      "parlo.json",
      json((head) => ({ ...head, schema: 99, by: "tomorrow" })),
    ),
  );
  expect(fate(order(file))).toMatch(/^78: the backup was made by a newer Parlo \(tomorrow; its version 99, ours \d+\)/);
});

test("what is not there, and what is no backup", () => {
  const letter = join(makeFolder(), "letter.txt");
  writeFileSync(letter, "dear customer");
  expect(fate(order(join(makeFolder(), "nothing.parlo")))).toMatch(/^78: there is no backup/);
  expect(fate(order(letter))).toMatch(/^not restored: .*it is no backup of Parlo/);
});

test("a sealed backup wants its passphrase", () => {
  expect(fate(order(sealed))).toMatch(/^78: .* is sealed: set PARLO_BACKUP_PASSPHRASE/);
  expect(fate(order(sealed, { passphrase: "wrong horse" }))).toMatch(/^78: the passphrase does not open/);
  expect(fate(order(sealed, { passphrase: PASSPHRASE }))).toBe("restored");
});

describe("nothing is restored over what is there", () => {
  const untouched = (dataDir: string, file = plain) => {
    const before = readdirSync(dataDir).toSorted();
    expect(() => run(order(file, { dataDir }))).toThrow(ConfigProblem);
    expect(readdirSync(dataDir).toSorted()).toEqual(before);
  };

  test("a folder that a Parlo runs in", () => {
    expect(() => run(order(plain, { dataDir: office.folder }))).toThrow(`is in use by process ${process.pid}`);
    untouched(office.folder);
  });

  test("a folder in which a Parlo ran, or in which something else lies", async () => {
    const other = newFolder();
    await other.close();
    untouched(other.folder);
    const letters = makeFolder();
    writeFileSync(join(letters, "letter.txt"), "dear customer");
    mkdirSync(join(letters, "restoring"));
    untouched(letters);
    expect(() => run(order(plain, { dataDir: letters }))).toThrow("is not empty");
  });

  test("an empty folder will do, and one of a new file system", async () => {
    const empty = makeFolder();
    mkdirSync(join(empty, "lost+found"));
    run(order(plain, { dataDir: empty }));
    await using again = openFolder(empty);
    expect(again.workspace.hold.since()).toBeNumber();
  });
});

test("what is said at the end", () => {
  const wanted = order(sealed, { passphrase: PASSPHRASE });
  const lines = restoredLines(run(wanted), wanted.dataDir);
  expect(lines[1]).toBe("It has 1 conversation, 1 message and 1 file (7 kB).");
  expect(lines.at(-1)).toInclude("It is held");
});
