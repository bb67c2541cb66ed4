import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { builtinStatus, setStatus } from "../../src/agents/statuses.ts";
import { arrivalsOf } from "../../src/demo/arrivals.ts";
import { CAST } from "../../src/demo/cast.ts";
import { chanceOf } from "../../src/demo/chance.ts";
import type { Customer } from "../../src/demo/customer.ts";
import { timetableOf } from "../../src/demo/timetable.ts";
import { hashOf, startSession } from "../../src/users/sessions.ts";
import { random } from "../random.ts";
import { minutes, seconds } from "../world.ts";
import { openShop, type Shop, THURSDAY, ZONE } from "./shop.ts";

// Who comes while somebody real works as ana and nobody else is ready. The clock is the test's.

let shop: Shop;
let ana: number;
const ALL_CLOSED = "UPDATE conversations SET state = 'closed', closed_at = 1, offer_expires_at = NULL, unread = 0, unread_since = NULL";

beforeAll(async () => {
  shop = await openShop({ days: 0.4 });
  const { write, db } = shop.workspace;
  const id = (username: string) => (db.query("SELECT id FROM users WHERE username = ?").get(username) as { id: number }).id;
  ana = id("ana");
  await write((db_) => {
    startSession(db_, { userId: ana, tokenHash: hashOf("somebody"), address: "127.0.0.1" }, THURSDAY);
    setStatus(db_, { agentId: ana, statusId: builtinStatus(db_, "ready") }, THURSDAY);
    for (const name of ["ben", "chiara"]) setStatus(db_, { agentId: id(name), statusId: builtinStatus(db_, "not-ready") }, THURSDAY);
  });
});
afterAll(() => shop.end());

let came: { at: number; customer: Customer }[] = [];
beforeEach(() => {
  came = [];
  shop.workspace.db.run(ALL_CLOSED);
});

/** Lets people come for a while; gives how many did. `over`: how many of ana's conversations have only to be closed. */
function waitFor(ms: number, over = 0): number {
  const timetable = timetableOf();
  let now = THURSDAY;
  const customers = CAST.map(
    (person): Customer => ({
      person,
      visit: () => null,
      isFree: () => true,
      come: () => came.push({ at: now, customer: customers[CAST.indexOf(person)]! }),
      resume() {},
      hear() {},
      left() {},
    }),
  );
  const after = (delay: number, act: () => void) => timetable.at(now + Math.round(delay), act);
  arrivalsOf({ db: shop.workspace.db, zone: ZONE, customers, chance: chanceOf(random(4).next), now: () => now, after, lingering: () => over }).attend();
  for (let due = timetable.take(THURSDAY + ms); due; due = timetable.take(THURSDAY + ms)) {
    now = due.at;
    due.act();
  }
  return came.length;
}
const holds = (n: number) =>
  shop.workspace.db.run(
    `UPDATE conversations SET state = 'active', agent_id = ?, closed_at = NULL, over_at = NULL
      WHERE id IN (SELECT id FROM conversations ORDER BY id LIMIT ${n})`,
    [ana],
  );

test("to somebody who has nothing to do somebody comes within seconds, and answers soon", () => {
  waitFor(seconds(5));
  expect(came.length).toBeGreaterThan(0);
  expect(came[0]?.customer.person.traits).not.toContain("slow");
});

test("somebody who has some gets another one now and then", () => {
  holds(2);
  const count = waitFor(minutes(10));
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(60);
});

test("somebody who has enough gets no more, until some have only to be closed", () => {
  holds(4);
  expect(waitFor(minutes(30))).toBe(0);
  expect(waitFor(minutes(30), 4)).toBeGreaterThan(0);
});

test("while somebody waits for them nobody else comes", () => {
  shop.workspace.db.run("UPDATE conversations SET state = 'queued', agent_id = NULL, closed_at = NULL, over_at = NULL WHERE id = 1");
  expect(waitFor(minutes(30))).toBe(0);
});
