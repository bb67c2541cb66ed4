import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { type BackupOrder, backup } from "../../src/admin/backup.ts";
import { pack } from "../../src/admin/backup-pack.ts";
import { check, isSound } from "../../src/admin/check.ts";
import { backedUpLines } from "../../src/commands/backup.ts";
import { copyDatabase } from "../../src/db/apart.ts";
import { pathOf } from "../../src/files/keep.ts";
import { Refusal } from "../../src/http/errors.ts";
import { makeFolder, parloCommand, until } from "../parlo.ts";
import { type Folder, newFolder, noise, openFolder, restored, rowsOf, sendsUp, writes } from "./folder.ts";

const make = ({ workspace, background }: Folder, order: Partial<BackupOrder> = {}) =>
  backup(workspace, background, { file: null, passphrase: null, ...order }, CONSOLE);
const refused = (work: Promise<unknown>) =>
  work.then(
    () => "made",
    (error: unknown) => (error instanceof Refusal ? error.key : String(error)),
  );
const unfinished = (folder: string) => readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith(".part"));

/** Customers write and files come, as fast as they are taken, until told to stop; gives what was acknowledged. */
function traffic({ workspace }: Folder) {
  const acknowledged: number[] = [];
  const files: string[] = [];
  let running = true;
  const write = async (who: string) => {
    for (let n = 0; running; n++) {
      acknowledged.push((await workspace.write((db) => writes(db, who, `message ${n} of ${who}`))) as number);
      if (n % 20 === 0) files.push(await sendsUp(workspace, `${who}-${n}`, Buffer.from(`file ${n} of ${who}`.repeat(1000))));
      await Bun.sleep(8);
    }
  };
  const writers = Array.from({ length: 10 }, (_, n) => write(`3934700000${n}`));
  return {
    acknowledged,
    files,
    stop: async () => {
      running = false;
      await Promise.all(writers);
    },
  };
}

test("a backup made while customers write is of one moment, and nothing that was acknowledged before is missing", async () => {
  await using here = newFolder();
  const going = traffic(here);
  await until(() => going.acknowledged.length > 500, 20_000, "nobody wrote");
  const before = { messages: [...going.acknowledged], files: [...going.files] };
  const made = await make(here);
  const atTheEnd = going.acknowledged.length;
  await going.stop();

  await using copy = restored(made.file);
  expect(atTheEnd).toBeGreaterThan(before.messages.length);
  const kept = (copy.workspace.db.query("SELECT id FROM messages ORDER BY id").all() as { id: number }[]).map(({ id }) => id);
  expect(before.messages.filter((id) => !kept.includes(id))).toEqual([]);
  for (const sha256 of before.files) expect(statSync(pathOf(copy.folder, sha256)).isFile()).toBeTrue();
  expect(copy.workspace.db.query("SELECT count(*) AS n FROM events WHERE kind = 'message.received'").get()).toEqual({ n: kept.length });
  expect((await check(copy.workspace, copy.background, true)).filter(({ grade }) => grade === "problem")).toEqual([]);
});

test("everything comes back as it was, but for what makes it a copy", async () => {
  await using here = newFolder();
  for (const who of ["391", "392", "393"]) await here.workspace.write((db) => writes(db, who, "hello"));
  const sha256 = await sendsUp(here.workspace, "photo", Buffer.from("a photo".repeat(500_000)));
  const rows = rowsOf(here.workspace.db);
  const made = await make(here);

  await using copy = restored(made.file);
  const { settings: _, ...others } = rowsOf(copy.workspace.db);
  expect({ ...others, events: 0, audit: 0, agent_status_intervals: 0 }).toEqual({ ...rows, events: 0, audit: 0, agent_status_intervals: 0 });
  expect(await Bun.file(pathOf(copy.folder, sha256)).text()).toBe("a photo".repeat(500_000));
  expect(copy.workspace.db.query("SELECT action FROM audit ORDER BY id").all()).toEqual([{ action: "workspace.restored" }, { action: "workspace.held" }]);
  expect(statSync(copy.folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(copy.folder, "parlo.db")).mode & 0o777).toBe(0o600);
  expect(statSync(pathOf(copy.folder, sha256)).mode & 0o777).toBe(0o600);
});

test("it is written down who made a backup, and nothing half is left beside it", async () => {
  await using here = newFolder();
  const { file } = await make(here, { passphrase: "correct horse" });
  expect(here.workspace.db.query("SELECT action, user_id, after FROM audit").get()).toMatchObject({ action: "backup.made", user_id: null });
  expect(file).toStartWith(join(here.folder, "backups", "parlo-"));
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(unfinished(here.folder)).toEqual([]);
});

describe("a backup is not written", () => {
  test("over what is no backup, nor among the folder's own data, also by a detour", async () => {
    await using here = newFolder();
    const elsewhere = makeFolder();
    writeFileSync(join(elsewhere, "letter.txt"), "dear customer");
    symlinkSync(here.folder, join(elsewhere, "detour"));
    expect(await refused(make(here, { file: join(elsewhere, "letter.txt") }))).toBe("backup.not-a-backup");
    expect(await refused(make(here, { file: elsewhere }))).toBe("backup.not-a-backup");
    for (const file of [join(here.folder, "parlo.db"), join(here.folder, "media", "a"), join(elsewhere, "detour", "new.parlo")])
      expect([file, await refused(make(here, { file }))]).toEqual([file, "backup.in-the-folder"]);
    expect(await Bun.file(join(elsewhere, "letter.txt")).text()).toBe("dear customer");
  });

  test("where there is no folder, and where nobody may write", async () => {
    await using here = newFolder();
    expect(await refused(make(here, { file: join(here.folder, "nowhere", "x.parlo") }))).toBe("backup.no-folder");
    const file = join(makeFolder(), "x.parlo");
    mkdirSync(join(`${file}.part`, "in the way"), { recursive: true });
    expect(await refused(make(here, { file }))).toBe("backup.not-writable");
    expect(existsSync(file)).toBeFalse();
  });

  test("twice at once", async () => {
    await using here = newFolder();
    await sendsUp(here.workspace, "big", Buffer.alloc(20_000_000, "x"));
    expect((await Promise.all([refused(make(here)), refused(make(here))])).toSorted()).toEqual(["backup.running", "made"]);
  });
});

test("an older backup of the same name is replaced only by a whole one", async () => {
  await using here = newFolder();
  const file = join(makeFolder(), "daily.parlo");
  writeFileSync(file, "");
  await make(here, { file });
  const first = await Bun.file(file).bytes();
  await here.workspace.write((db) => writes(db, "391", "one more"));
  await make(here, { file });
  expect(await Bun.file(file).bytes()).not.toEqual(first);
  await using copy = restored(file);
  expect(rowsOf(copy.workspace.db)["messages"]).toBe(1);
});

test("files that are missing or damaged are told, and do not keep the others from being saved", async () => {
  await using here = newFolder();
  const [lost = "", spoiled = "", fine = ""] = await Promise.all(["a", "b", "c"].map((name) => sendsUp(here.workspace, name, Buffer.from(`file ${name}`))));
  rmSync(pathOf(here.folder, lost));
  writeFileSync(pathOf(here.folder, spoiled), "file be");
  const made = await make(here);
  expect(made).toMatchObject({ missing: [lost], damaged: [spoiled], files: { count: 2 } });
  expect(backedUpLines(made).join("\n")).toMatch(new RegExp(`Missing .*${lost}\nDamaged .*${spoiled}`));

  await using copy = restored(made.file);
  expect(await Bun.file(pathOf(copy.folder, fine)).text()).toBe("file c");
  expect(isSound(await check(copy.workspace, copy.background, false))).toBeFalse();
});

test("a backup ends before it takes the room of those who write", async () => {
  await using here = newFolder();
  const [copy, to] = [join(here.folder, "backups", "copy.part"), join(here.folder, "backups", "a.parlo")];
  copyDatabase(join(here.folder, "parlo.db"), copy);
  const head = { schema: 1, by: "test", at: 1, name: "Parlo" };
  const made = pack({ do: "pack", dataDir: here.folder, copy, to, head, sealed: null, spareBytes: Number.MAX_SAFE_INTEGER });
  expect(made).toEqual({ refused: "backup.no-room", facts: { path: join(here.folder, "backups") } });
  expect(readdirSync(join(here.folder, "backups"))).toEqual([]);
});

test("a disk that is full is told, leaves no half backup, and the next one is made", async () => {
  await using here = newFolder();
  await sendsUp(here.workspace, "big", noise(4_000_000));
  await here.close();
  // No file may grow beyond this (in kB): the database's copy has room, the whole backup has not.
  const size = Math.ceil(statSync(join(here.folder, "parlo.db")).size / 1024) + 16;
  const limited = ["bash", "-c", `trap '' XFSZ; ulimit -f ${size}; exec "$@"`, "-", ...parloCommand("backup", "--data", here.folder)];
  const child = Bun.spawn(limited, { stdout: "ignore", stderr: "pipe" });
  const said = await new Response(child.stderr).text();
  expect([await child.exited, said]).toEqual([1, `There is too little room on the disk of ${join(here.folder, "backups")}. No backup was made\n`]);
  expect(readdirSync(join(here.folder, "backups"))).toEqual([]);
  await using again = openFolder(here.folder);
  expect((await make(again)).files.count).toBe(1);
});
