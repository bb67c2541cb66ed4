import { describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathOf } from "../../src/files/keep.ts";
import { clearUnfinished, forgetOldUploads, orphanRemoval, removeStrangers, UPLOAD_AGE_MS_MAX } from "../../src/files/remove.ts";
import { addShortcode, removeShortcode } from "../../src/shortcodes/define.ts";
import type { Workspace } from "../../src/workspace.ts";
import { type Folder, newFolder, sendsUp, writes } from "../admin/folder.ts";
import { makeFolder } from "../parlo.ts";

/** The same workspace, so much later. */
const later = ({ workspace }: Folder, ms: number): Workspace => ({ ...workspace, clock: () => Date.now() + ms });
const aDayLater = (here: Folder) => later(here, UPLOAD_AGE_MS_MAX + 60_000);
const rows = ({ workspace }: Folder) => (workspace.db.query("SELECT sha256 FROM files ORDER BY id").all() as { sha256: string }[]).map(({ sha256 }) => sha256);
const made = (path: string, ms: number) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, "x");
  utimesSync(path, new Date(Date.now() - ms), new Date(Date.now() - ms));
};

async function withFiles() {
  const here = newFolder();
  const [taken = "", untaken = ""] = [
    await sendsUp(here.workspace, "taken", Buffer.from("taken")),
    await sendsUp(here.workspace, "untaken", Buffer.from("untaken")),
  ];
  await here.workspace.write((db) => {
    const messageId = writes(db, "391", "see") as number;
    db.run("INSERT INTO attachments (message_id, file_id, name, type) SELECT ?, file_id, name, 'text/plain' FROM uploads WHERE client_id = 'taken'", [
      messageId,
    ]);
    db.run("DELETE FROM uploads WHERE client_id = 'taken'");
  });
  return { here, taken, untaken };
}

test("an upload that no message took is forgotten after a day, and then its file goes; what a message has stays", async () => {
  const { here, taken, untaken } = await withFiles();
  await using _ = here;
  const remove = orphanRemoval();
  const soon = later(here, UPLOAD_AGE_MS_MAX - 60_000);
  await soon.write((db) => forgetOldUploads(db, soon.clock()));
  await remove(soon);
  expect(rows(here)).toEqual([taken, untaken]);

  const then = aDayLater(here);
  await remove(then);
  expect(rows(here)).toEqual([taken, untaken]);
  await then.write((db) => forgetOldUploads(db, then.clock()));
  await remove(then);
  expect(rows(here)).toEqual([taken]);
  expect([existsSync(pathOf(here.folder, taken)), existsSync(pathOf(here.folder, untaken))]).toEqual([true, false]);
});

test("a file that a shortcode brings along stays for as long as the shortcode does", async () => {
  const { here, untaken } = await withFiles();
  await using _ = here;
  const remove = orphanRemoval();
  const then = aDayLater(here);
  const by = { ownerId: null, who: { userId: 1, address: null }, now: Date.now() };
  const input = { title: "Way", category: "", text: "Left", files: { kept: [], sent: ["untaken"] } };
  await then.write((db) => db.run("UPDATE uploads SET owner = 'user:1'"));
  const id = await then.write((db) => addShortcode(db, input, by));
  await remove(then);
  expect(rows(here)).toContain(untaken);
  await then.write((db) => removeShortcode(db, id, by));
  await remove(then);
  expect([rows(here).includes(untaken), existsSync(pathOf(here.folder, untaken))]).toEqual([false, false]);
});

test("all files are looked at, some at a time, and then again from the first", async () => {
  await using here = newFolder();
  for (let n = 0; n < 450; n++)
    here.workspace.db.run("INSERT INTO files (sha256, size, type, created_at) VALUES (?, 1, 'x', 1)", [String(n).padStart(64, "0")]);
  const remove = orphanRemoval();
  const left = [];
  for (let turn = 0; turn < 3; turn++) left.push([await remove(here.workspace), rows(here).length]);
  expect(left).toEqual([
    [true, 250],
    [true, 50],
    [false, 0],
  ]);
  here.workspace.db.run("INSERT INTO files (sha256, size, type, created_at) VALUES (?, 1, 'x', 1)", ["f".repeat(64)]);
  expect([await remove(here.workspace), rows(here)]).toEqual([false, []]);
});

describe("during a backup", () => {
  test("nothing is removed, and afterwards it is", async () => {
    const { here, taken, untaken } = await withFiles();
    await using _ = here;
    const then = aDayLater(here);
    await then.write((db) => forgetOldUploads(db, then.clock()));
    const remove = orphanRemoval();
    await here.workspace.filesKept.during(async () => {
      await remove(then);
      await removeStrangers(then, Number.parseInt(untaken.slice(0, 2), 16));
      expect([rows(here), existsSync(pathOf(here.folder, untaken))]).toEqual([[taken, untaken], true]);
    });
    await remove(then);
    expect([rows(here), existsSync(pathOf(here.folder, untaken))]).toEqual([[taken], false]);
  });

  test("it begins only when what was being removed is gone", async () => {
    await using here = newFolder();
    const order: string[] = [];
    const { filesKept } = here.workspace;
    const removing = filesKept.unless(async () => {
      await Bun.sleep(20);
      order.push("removed");
    });
    await Promise.all([removing, filesKept.during(async () => void order.push("copied"))]);
    expect(order).toEqual(["removed", "copied"]);
  });
});

test("the same bytes that come again while their old file is removed are not lost", async () => {
  const { here, untaken } = await withFiles();
  await using _ = here;
  const then = later(here, 0);
  here.workspace.db.run("DELETE FROM uploads");
  here.workspace.db.run("UPDATE files SET created_at = 1");
  await orphanRemoval()(then);
  expect([rows(here).includes(untaken), existsSync(pathOf(here.folder, untaken))]).toEqual([false, true]);
});

test("a file that no row has ever named goes a day after it came, in its folder's turn", async () => {
  const { here, taken } = await withFiles();
  await using _ = here;
  const turn = Number.parseInt(taken.slice(0, 2), 16);
  const [old, young] = [join(dirname(pathOf(here.folder, taken)), "a".repeat(64)), join(dirname(pathOf(here.folder, taken)), "b".repeat(64))];
  made(old, UPLOAD_AGE_MS_MAX + 60_000);
  made(young, 60_000);
  utimesSync(pathOf(here.folder, taken), new Date(0), new Date(0));
  await removeStrangers(here.workspace, turn + 1);
  expect(existsSync(old)).toBeTrue();
  await removeStrangers(here.workspace, turn + 256);
  expect([existsSync(old), existsSync(young), existsSync(pathOf(here.folder, taken))]).toEqual([false, true, true]);
});

test("at the start what was not finished is cleared away, and nothing else", () => {
  const folder = makeFolder();
  for (const path of ["media/tmp/download-7", "media/ab/whole", "backups/a.parlo", "backups/b.parlo.part", "backups/copy.part"]) made(join(folder, path), 0);
  clearUnfinished(folder);
  expect(readdirSync(folder, { recursive: true }).map(String).toSorted()).toEqual([
    "backups",
    "backups/a.parlo",
    "media",
    "media/ab",
    "media/ab/whole",
    "media/tmp",
  ]);
});
