import { expect, test } from "bun:test";
import { close } from "../../src/conversations/close.ts";
import { archivePage, PAGE_ROWS, readPlace } from "../../src/desk/archive.ts";
import { archivedRows } from "../../src/desk/archive-store.ts";
import { listFor } from "../../src/desk/list.ts";
import { patternsOf } from "../../src/desk/words.ts";
import type { Person } from "../../src/http/session.ts";
import { type Action, permissionsOf, type Role, type Scope } from "../../src/users/permissions.ts";
import { ana, ben, chiara, dario, NINE, type World, world } from "../world.ts";
import { conversationOf, EVERYTHING, says, taken } from "./talk.ts";

const ALL = { ...EVERYTHING, agentId: null, words: null, digits: null };
const person = (userId: number, role: Role, more: [Action, Scope][] = []) =>
  ({ userId, permissions: new Map([...permissionsOf(role), ...more]), language: "en" }) as unknown as Person;
const listed = (here: World, who: Person, asked: Record<string, string> = {}) =>
  listFor(here.db, who, { lane: "archived", ...asked }, { sort: "priority", starredFirst: false }, null);
const ids = ({ rows }: { rows: readonly { id: number }[] }) => rows.map(({ id }) => id);

/** So many conversations that Ana has had and closed, two in the same moment each. */
function archive(many: number): World {
  const here = world();
  for (let n = 0; n < many; n++) {
    if (n % 2 === 0) here.now += 1000;
    const conversation = conversationOf(here, says(here, `Hello ${n}`, { by: `39347000${n}` }));
    taken(here, conversation);
    here.write((db) => close(db, { conversationId: conversation.id, agentId: ana }, here.now));
  }
  return here;
}

/** Copies of conversation 1, closed before it, until there are so many. */
function fill({ db }: World, many: number) {
  db.run(
    `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?)
     INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, closed_at, last_activity_at)
     SELECT 'wa', c.customer_id, c.identity_id, c.queue_id, 'closed', 'low', c.agent_id, 1, 1, ${NINE} - n.n, 1 FROM n, conversations c WHERE c.id = 1`,
    [many],
  );
}

test("the archive is what is closed, newest first, page after page, none twice and none left out", () => {
  const here = archive(PAGE_ROWS + 7);
  const open = conversationOf(here, says(here, "Still open", { by: "39340" }));
  const first = archivePage(here.db, ALL, null);
  const second = archivePage(here.db, ALL, first.next);
  expect([first.rows.length, second.rows.length, second.next]).toEqual([PAGE_ROWS, 7, null]);
  const all = [...ids(first), ...ids(second)];
  expect(all).toEqual(Array.from({ length: PAGE_ROWS + 7 }, (_, n) => PAGE_ROWS + 7 - n));
  expect(all).not.toContain(open.id);
});

test("a full page at the very end has no next one", () => {
  expect(archivePage(archive(PAGE_ROWS).db, ALL, null)).toMatchObject({ next: null });
});

test("it is searched by customer and number, far back, a bounded way at once", () => {
  const here = archive(2);
  fill(here, 30_000);
  here.db.run("UPDATE customers SET name = 'Bulk' WHERE id = 1");
  const customer = here.db.query("INSERT INTO customers (name, created_at) VALUES ('Lucía Núñez', 1) RETURNING id").get() as { id: number };
  const place = (closedAt: number) =>
    here.db.run(
      "UPDATE conversations SET customer_id = ? WHERE closed_at = (SELECT closed_at FROM conversations WHERE closed_at <= ? ORDER BY closed_at DESC LIMIT 1)",
      [customer.id, closedAt],
    );
  place(NINE - 12_000);
  place(NINE - 28_000);
  const asked = { ...ALL, ...patternsOf("lucia nu") };
  const near = archivePage(here.db, asked, null);
  expect([near.rows.map(({ closedAt }) => closedAt), near.next === null]).toEqual([[NINE - 12_000], false]);
  const far = archivePage(here.db, asked, near.next);
  expect([far.rows.map(({ closedAt }) => closedAt), far.next]).toEqual([[NINE - 28_000], null]);
});

test("it is walked along its index, and not sorted", () => {
  const plan = world().db.query(`EXPLAIN QUERY PLAN ${archivedRows.text}`).all() as { parent: number; detail: string }[];
  const steps = plan.filter(({ parent }) => parent === 0).map(({ detail }) => detail);
  expect(steps[0]).toInclude("SEARCH c USING INDEX conversations_closed");
  expect(steps.filter((detail) => detail.includes("TEMP B-TREE"))).toEqual([]);
});

test("nobody finds in it what they may not see", () => {
  const here = archive(2);
  expect(ids(listed(here, person(ana, "agent")))).toEqual([2, 1]);
  expect(ids(listed(here, person(ben, "agent")))).toEqual([]);
  expect(ids(listed(here, person(ben, "supervisor")))).toEqual([2, 1]);
  expect(ids(listed(here, person(dario, "administrator")))).toEqual([2, 1]);
  expect(ids(listed(here, person(dario, "administrator", [["isolated", "own"]])))).toEqual([]);
  here.db.run("UPDATE conversations SET queue_id = 32 WHERE id = 1");
  expect(ids(listed(here, person(ana, "administrator", [["isolated", "own"]])))).toEqual([2, 1]);
  expect(ids(listed(here, person(chiara, "administrator", [["isolated", "own"]])))).toEqual([2, 1]);
  here.db.run("DELETE FROM ring_skillsets WHERE ring_id = 2");
  expect(ids(listed(here, person(chiara, "administrator", [["isolated", "own"]])))).toEqual([1]);
  expect(ids(listed(here, person(dario, "administrator"), { agent: String(ben) }))).toEqual([]);
  expect(ids(listed(here, person(dario, "administrator"), { agent: String(ana), q: "39347000 1" }))).toEqual([2]);
});

test("an address that names no place is the beginning", () => {
  expect(["", "x", "1", "1-", "1-2-3", "-1-2", undefined].map(readPlace)).toEqual(Array(7).fill(null));
  expect(readPlace("12-3")).toEqual({ closedAt: 12, id: 3 });
  expect(listed(archive(1), person(ana, "agent"), { before: "<x>" }).looked.before).toBe("");
});
