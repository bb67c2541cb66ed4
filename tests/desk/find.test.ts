import { expect, test } from "bun:test";
import { find } from "../../src/desk/find.ts";
import type { Action, Permissions, Scope } from "../../src/users/permissions.ts";
import { ana, arrives, chiara, QUEUES, world } from "../world.ts";

// What the palette finds, by who asks.

const may = (userId: number, permissions: [Action, Scope][]) => ({ userId, permissions: new Map(permissions) as Permissions });
const supervisor = may(chiara, [
  ["customers.view", "all"],
  ["conversations.view", "all"],
]);

test("a customer is found with their conversations, open ones first, and a conversation by its number", () => {
  const here = world();
  const first = arrives(here, { from: "393471182046" });
  here.write((db) => db.run("UPDATE conversations SET state = 'closed', closed_at = 1 WHERE id = ?", [first]));
  const second = arrives(here, { from: "393471182046" });
  arrives(here, { from: "393330000000" });
  const found = find(here.db, supervisor, "1182");
  expect([found.customers.map(({ id }) => id), found.conversations.map(({ id }) => id)]).toEqual([[1], [second, first]]);
  expect(find(here.db, supervisor, `#${first}`).conversations.map(({ id }) => id)).toEqual([first]);
  expect(find(here.db, supervisor, "  ")).toEqual({ customers: [], conversations: [] });
});

test("nobody finds what they may not see", () => {
  const here = world();
  const support = arrives(here, { from: "393471182046", queue: QUEUES.support });
  const seller = may(ana, [["conversations.view", "skillsets"]]);
  expect(find(here.db, seller, "1182")).toEqual({ customers: [], conversations: [] });
  expect(find(here.db, seller, String(support))).toEqual({ customers: [], conversations: [] });
  const reader = may(ana, [
    ["customers.view", "all"],
    ["conversations.view", "own"],
  ]);
  const { customers, conversations } = find(here.db, reader, "1182");
  expect([customers.length, conversations.length]).toEqual([1, 0]);
});
