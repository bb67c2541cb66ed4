import { expect, test } from "bun:test";
import { returnOffers } from "../../src/conversations/assignment.ts";
import { record } from "../../src/events/record.ts";
import { decisionsOf } from "../../src/routing/explain.ts";
import { tick } from "../../src/routing/scheduler.ts";
import { ana, arrives, ben, chiara, conversation, NINE, QUEUES, seconds, story, type World, world } from "../world.ts";

const ticks = (here: World) => here.write((db) => tick(db, here.view, here.now));

test("who waits is offered to the best agent, with the reasons kept; nobody answers, and the next is asked", () => {
  const here = world();
  const id = arrives(here);
  expect(ticks(here)).toEqual({ moved: 1, lost: 0 });
  expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ana, offerExpiresAt: NINE + seconds(30) });
  here.now += seconds(30);
  here.settle();
  expect(conversation(here, id).agentId).toBe(ben);
  const decisions = decisionsOf(here.db, id);
  expect(decisions.map(({ at, outcome, agentId, tieBreak }) => [at, outcome, agentId, tieBreak])).toEqual([
    [NINE, "offered", ana, "id"],
    [NINE + seconds(30), "offered", ben, "only-one"],
  ]);
  expect(decisions[1]?.considered).toEqual([
    { agentId: ana, reason: "rejected" },
    { agentId: ben, reason: "chosen" },
  ]);
  expect(decisionsOf(here.db, id, { after: decisions[0]?.id ?? 0, limit: 1 })).toEqual(decisions.slice(1));
});

test("a queue that does not ask gives at once", () => {
  const here = world();
  const id = arrives(here, { queue: QUEUES.support });
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ben });
  expect(story(here, id)).toEqual(["conversation.started", "conversation.queued", "conversation.accepted"]);
  expect(decisionsOf(here.db, id)[0]).toMatchObject({ outcome: "assigned", agentId: ben, others: { laterRing: 0, unskilled: 1 } });
});

test("with something in the transaction that the index does not know of, it leaves all to the tick after", () => {
  const here = world();
  const id = arrives(here);
  const [, said] = here.writeAll([
    (db) => {
      returnOffers(db, { agentId: ana, reason: "unseen" }, here.now);
      record(db, here.now, "agent.unseen", { agentId: ana }, {});
    },
    (db) => tick(db, here.view, here.now),
  ]);
  expect(said).toEqual({ value: { moved: 0, lost: 0 } });
  here.settle();
  expect(conversation(here, id).agentId).toBe(ben);
});

test("a change that nobody told of is lost cleanly: the move does not happen, the others do", () => {
  const here = world();
  const [first, second] = [arrives(here), arrives(here, { queue: QUEUES.support })];
  here.db.run(`UPDATE users SET status_id = NULL WHERE id = ${ana}`);
  expect(ticks(here)).toEqual({ moved: 1, lost: 1 });
  expect([conversation(here, first).state, conversation(here, second).agentId]).toEqual(["queued", ben]);
  expect(story(here, first)).toEqual(["conversation.started", "conversation.queued"]);
  here.view.rebuild();
  here.settle();
  expect(conversation(here, first).agentId).toBe(ben);
});

test("a conversation that went to another queue meanwhile, or an agent who filled up, is not given by what is past", () => {
  const here = world();
  const id = arrives(here);
  here.db.run(`UPDATE conversations SET queue_id = ${QUEUES.support} WHERE id = ?`, [id]);
  expect(ticks(here)).toEqual({ moved: 0, lost: 1 });
  here.view.rebuild();
  here.db.run(`UPDATE users SET capacity = 0 WHERE id IN (${ben}, ${chiara})`);
  expect(ticks(here)).toEqual({ moved: 0, lost: 1 });
});

test("any other failure undoes the whole tick", () => {
  const here = world();
  const ids = [arrives(here), arrives(here)];
  here.db.run(`CREATE TRIGGER full BEFORE INSERT ON decisions WHEN new.conversation_id = ${ids[1]} BEGIN SELECT raise(ABORT, 'disk full'); END`);
  expect(() => ticks(here)).toThrow("disk full");
  expect(ids.map((id) => conversation(here, id).state)).toEqual(["queued", "queued"]);
  here.db.run("DROP TRIGGER full");
  expect(ticks(here)).toEqual({ moved: 2, lost: 0 });
});
