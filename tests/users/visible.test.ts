import { expect, test } from "bun:test";
import { accept, reject } from "../../src/conversations/assignment.ts";
import { sql } from "../../src/db/sql.ts";
import type { Action, Scope } from "../../src/users/permissions.ts";
import { VISIBLE, type VisibleTo, visibleTo } from "../../src/users/visible.ts";
import { ana, arrives, ben, changes, chiara, closes, dario, QUEUES, turns, type World, world } from "../world.ts";

const seen = sql<{ id: number }, VisibleTo>(`SELECT c.id FROM conversations c WHERE c.id > 0 AND ${VISIBLE} ORDER BY c.id`);

function sees({ db }: World, userId: number, scope: Scope | null, more: readonly Action[] = []): number[] {
  const permissions = new Map<Action, Scope>(more.map((action) => [action, "own"]));
  if (scope) permissions.set("conversations.view", scope);
  return seen.all(db, visibleTo({ userId, permissions })).map(({ id }) => id);
}

const LEGAL = `INSERT INTO skillsets (id, name) VALUES (23, 'legal'); INSERT INTO queues (id, name) VALUES (33, 'legal');
  INSERT INTO rings (id, queue_id, after_seconds) VALUES (9, 33, 0); INSERT INTO ring_skillsets VALUES (9, 23)`;

/** `held` is ana's; `offered` is offered to her; `support` waits there; `legal` belongs to another team; `closed` was hers. */
function centre() {
  const here = world();
  for (const agent of [ben, chiara]) turns(here, agent, "break");
  changes(here, LEGAL, "queue.changed", { queueId: 33 });
  const ring = (queue: number) => {
    const id = arrives(here, { queue });
    here.settle();
    return id;
  };
  const taken = () => {
    const id = ring(QUEUES.sales);
    here.write((db) => accept(db, { conversationId: id, agentId: ana }, here.now));
    return id;
  };
  const held = taken();
  const closed = taken();
  closes(here, closed);
  return { here, held, closed, offered: ring(QUEUES.sales), support: ring(QUEUES.support), legal: ring(33) };
}

test("own: what one holds, is offered, and ever held", () => {
  const { here, held, offered, closed } = centre();
  expect(sees(here, ana, "own")).toEqual([held, closed, offered]);
  expect(sees(here, ben, "own")).toEqual([]);
});

test("an offer that was rejected is not to be seen any more", () => {
  const { here, held, offered, closed } = centre();
  here.write((db) => reject(db, { conversationId: offered, agentId: ana }, here.now));
  expect(sees(here, ana, "own")).toEqual([held, closed]);
});

test("skillsets and queues: also those of queues whose rings name a skillset of one's own, later rings too", () => {
  const { here, held, offered, support, closed } = centre();
  expect(sees(here, ben, "queues")).toEqual([held, closed, offered, support]);
  expect(sees(here, chiara, "skillsets")).toEqual([held, closed, offered, support]);
  expect(sees(here, ana, "queues")).toEqual([held, closed, offered]);
});

test("without a skillset even the widest team is empty, and what one holds stays one's own", () => {
  const { here, held } = centre();
  expect(sees(here, dario, "queues")).toEqual([]);
  here.db.run("UPDATE conversations SET agent_id = ? WHERE id = ?", [dario, held]);
  expect(sees(here, dario, "queues")).toEqual([held]);
});

test("all: every one, also of other teams", () => {
  const { here, held, offered, support, legal, closed } = centre();
  expect(sees(here, dario, "all")).toEqual([held, closed, offered, support, legal]);
});

test("who may not view sees nothing, not even what they hold", () => {
  expect(sees(centre().here, ana, null)).toEqual([]);
});

test("isolation ends every wide scope at the own skillsets", () => {
  const { here, held, offered, support, closed } = centre();
  expect(sees(here, ben, "all", ["isolated"])).toEqual([held, closed, offered, support]);
  expect(sees(here, dario, "all", ["isolated"])).toEqual([]);
  expect(sees(here, ana, "own", ["isolated"])).toEqual([held, closed, offered]);
});

test("another action than viewing has a reach of its own", () => {
  const { here, held, offered, closed } = centre();
  const permissions = new Map<Action, Scope>([
    ["conversations.view", "all"],
    ["conversations.copy", "own"],
  ]);
  expect(seen.all(here.db, visibleTo({ userId: ana, permissions }, "conversations.copy")).map(({ id }) => id)).toEqual([held, closed, offered]);
});
