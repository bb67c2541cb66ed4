import { describe, expect, test } from "bun:test";
import { type Chore, choresOf, keepCalendar } from "../../src/jobs/calendar.ts";
import type { Workspace } from "../../src/workspace.ts";
import { newFolder } from "../admin/folder.ts";
import { until } from "../parlo.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 2, 2, 9);

/** Does one chore of the list until it says that there is no more; gives how often it ran. */
async function does({ workspace }: { workspace: Workspace }, name: string): Promise<number> {
  const chore = choresOf().find((one) => one.name === name) as Chore;
  for (let runs = 1; ; runs++) if ((await chore.run({ ...workspace, clock: () => NOW })) !== true) return runs;
}
const count = ({ workspace }: { workspace: Workspace }, table: string) => (workspace.db.query(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

describe("the list", () => {
  test("deletes journal rows that were done longer ago than the workspace keeps them, and no others", async () => {
    await using here = newFolder();
    const { db } = here.workspace;
    const insert = db.query("INSERT INTO journal (channel_id, received_at, body, state, done_at) VALUES ('wa', 1, x'00', ?, ?)");
    for (let n = 0; n < 1200; n++) insert.run("done", NOW - 72 * HOUR - 1);
    insert.run("done", NOW - 72 * HOUR + 1);
    for (const state of ["failed", "waiting"]) insert.run(state, 1);
    expect(await does(here, "journal rows that are done")).toBe(3);
    expect(db.query("SELECT state FROM journal ORDER BY id").all()).toEqual([{ state: "done" }, { state: "failed" }, { state: "waiting" }]);
    db.run(`INSERT INTO settings VALUES ('journalHours', '1')`);
    await does(here, "journal rows that are done");
    expect(count(here, "journal")).toBe(2);
  });

  test("tries waiting journal rows again for seven days, those first that were tried the longest ago", async () => {
    await using here = newFolder();
    const { db } = here.workspace;
    const insert = db.query("INSERT INTO journal (channel_id, received_at, body, state, done_at) VALUES ('wa', ?, x'00', 'waiting', ?)");
    insert.run(NOW - 7 * DAY - 1, 1);
    for (let n = 0; n < 120; n++) insert.run(NOW - 1000, 1000 - n);
    await does(here, "journal rows that wait");
    const left = db.query("SELECT received_at AS receivedAt, done_at AS doneAt FROM journal WHERE state = 'waiting' ORDER BY id").all() as {
      receivedAt: number;
      doneAt: number;
    }[];
    expect([left.length, left[0]?.receivedAt, Math.min(...left.slice(1).map(({ doneAt }) => doneAt))]).toEqual([21, NOW - 7 * DAY - 1, 981]);
  });

  test("forgets receipts whose message did not come in seven days", async () => {
    await using here = newFolder();
    const insert = here.workspace.db.query("INSERT INTO early_receipts (channel_id, provider_id, status, at, received_at) VALUES ('wa', ?, 'sent', 1, ?)");
    for (let n = 0; n < 600; n++) insert.run(`old-${n}`, NOW - 7 * DAY - 1);
    insert.run("young", NOW - 7 * DAY + 1);
    expect(await does(here, "receipts without a message")).toBe(2);
    expect(here.workspace.db.query("SELECT provider_id AS id FROM early_receipts").all()).toEqual([{ id: "young" }]);
  });

  test("gives what was deleted back to the disk, some pages at a time, and keeps a few", async () => {
    await using here = newFolder();
    const { db, write } = here.workspace;
    await write((db_) => db_.run("INSERT INTO customers (notes, created_at) VALUES (?, 1)", ["x".repeat(6_000_000)]));
    await write((db_) => db_.run("DELETE FROM customers WHERE notes IS NOT NULL"));
    const free = () => (db.query("PRAGMA freelist_count").get() as { freelist_count: number }).freelist_count;
    const before = free();
    expect(before).toBeGreaterThan(1_200);
    expect(await does(here, "room in the database")).toBe(Math.ceil((before - 1_024) / 64));
    expect(free()).toBeGreaterThan(900);
    expect(free()).toBeLessThanOrEqual(1_024);
  });

  test("holds nobody up: every chore can be done on a folder in use", async () => {
    await using here = newFolder();
    for (const { name } of choresOf()) expect([name, await does(here, name)]).toEqual([name, 1]);
  });
});

describe("the calendar", () => {
  test("does each chore at its time, comes back at once for more, and goes on when one fails", async () => {
    await using here = newFolder();
    const ran: string[] = [];
    const chores: Chore[] = [
      { name: "much", everyMs: 20, run: async () => ran.push("much") < 3 },
      {
        name: "broken",
        everyMs: 20,
        run: async () => {
          ran.push("broken");
          throw new Error("out of order");
        },
      },
    ];
    const logged: unknown[] = [];
    const log = { error: (what: unknown) => void logged.push(what) } as unknown as Workspace["log"];
    const stop = keepCalendar({ ...here.workspace, log }, chores);
    const often = (name: string) => ran.filter((one) => one === name).length;
    await until(() => often("much") > 2 && often("broken") > 2, 20_000, "it did not come back");
    expect(logged[0]).toMatchObject({ chore: "broken", error: new Error("out of order") });
    await stop();
    const soFar = ran.length;
    await Bun.sleep(60);
    expect(ran.length).toBe(soFar);
  });

  test("waits at the end for what runs", async () => {
    await using here = newFolder();
    const done: string[] = [];
    const run = async () => {
      done.push("begun");
      await Bun.sleep(50);
      done.push("ended");
    };
    const stop = keepCalendar(here.workspace, [{ name: "slow", everyMs: 1, run }]);
    await until(() => done.length > 0, 20_000, "it did not begin");
    await stop();
    expect(done).toEqual(["begun", "ended"]);
  });
});
