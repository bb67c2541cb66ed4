import { describe, expect, test } from "bun:test";
import { enqueue, forget, hurry } from "../../src/jobs/queue.ts";
import { dueJobs, startJob } from "../../src/jobs/store.ts";
import { jobs } from "../talk.ts";
import { minutes, NINE, type World, world } from "../world.ts";

type How = { key?: string; lane?: string; pool?: string; runAt?: number };
const owes = (here: World, messageId: number, how: How = {}) => here.write((db) => enqueue(db, "message.deliver", { messageId }, { now: here.now, ...how }));
const due = (here: World, full: string[] = []) =>
  dueJobs.all(here.db, { now: here.now, full: JSON.stringify(full), patienceMs: minutes(1), limit: 100 }).map(({ payload }) => JSON.parse(payload).messageId);
const starts = (here: World, ...ids: number[]) => here.write((db) => void ids.map((id) => startJob.run(db, { id, now: here.now })));
const putsOff = (here: World, id: number, runAt: number) => here.db.run("UPDATE jobs SET state = 'ready', run_at = ? WHERE id = ?", [runAt, id]);

test("what is owed is due at its time, the earliest first", () => {
  const here = world();
  owes(here, 1, { runAt: NINE + 2 });
  owes(here, 2);
  owes(here, 3, { runAt: NINE + 1 });
  expect(due(here)).toEqual([2]);
  here.now += 2;
  expect(due(here)).toEqual([2, 3, 1]);
});

test("what a failing verb owed is not owed", () => {
  const here = world();
  expect(() =>
    here.write((db) => {
      enqueue(db, "message.deliver", { messageId: 1 }, { now: here.now });
      throw new Error("guard");
    }),
  ).toThrow("guard");
  expect(jobs(here)).toEqual([]);
});

test("a key makes it the only one; owed again, it starts anew under another id, so that what still runs of it counts no more", () => {
  const here = world();
  owes(here, 1, { key: "deliver:1" });
  starts(here, 1);
  owes(here, 1, { key: "deliver:1" });
  expect(jobs(here)).toMatchObject([{ key: "deliver:1", state: "ready", attempts: 0 }]);
  expect(here.db.query("SELECT id FROM jobs").values()).toEqual([[2]]);
  here.write((db) => forget(db, "deliver:1"));
  expect(jobs(here)).toEqual([]);
});

test("pools that are full are passed over, others are not", () => {
  const here = world();
  owes(here, 1, { pool: "wa" });
  owes(here, 2, { pool: "wa2" });
  owes(here, 3);
  expect([due(here, ["wa"]), due(here, ["wa", "wa2"])]).toEqual([[2, 3], [3]]);
});

describe("in one lane", () => {
  const lane = "conversation:7";
  const three = () => {
    const here = world();
    for (const n of [1, 2, 3]) owes(here, n, { lane });
    return here;
  };

  test("only the first is due, and none while one runs", () => {
    const here = three();
    expect(due(here)).toEqual([1]);
    starts(here, 1);
    expect(due(here)).toEqual([]);
    here.db.run("DELETE FROM jobs WHERE id = 1");
    expect(due(here)).toEqual([2]);
  });

  test("one that has not been tried is waited for, however old", () => {
    const here = three();
    here.now += minutes(600);
    expect(due(here)).toEqual([1]);
  });

  test("one that is tried and put off is waited for a minute from its first try", () => {
    const here = three();
    here.now += minutes(10);
    starts(here, 1);
    putsOff(here, 1, NINE + minutes(90));
    here.now += minutes(1) - 1;
    expect(due(here)).toEqual([]);
    here.now += 1;
    expect(due(here)).toEqual([2]);
  });

  test("an earlier one does not begin while a later one, that passed it, runs", () => {
    const here = three();
    starts(here, 1);
    putsOff(here, 1, NINE + minutes(2));
    starts(here, 2);
    here.now += minutes(5);
    expect(due(here)).toEqual([]);
  });

  test("one that has failed is not waited for", () => {
    const here = three();
    here.db.run("UPDATE jobs SET state = 'failed' WHERE id = 1");
    expect(due(here)).toEqual([2]);
  });
});

test("hurried, what was put off in a pool is due at once; what runs or is another's stays", () => {
  const here = world();
  owes(here, 1, { pool: "wa", runAt: NINE + minutes(15) });
  owes(here, 2, { pool: "wa2", runAt: NINE + minutes(15) });
  owes(here, 3, { pool: "wa" });
  starts(here, 3);
  here.write((db) => hurry(db, { pool: "wa" }, here.now));
  expect(due(here)).toEqual([1]);
  expect(jobs(here).map(({ state }) => state)).toEqual(["ready", "ready", "running"]);
});
