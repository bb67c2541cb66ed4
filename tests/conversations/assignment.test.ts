import { describe, expect, test } from "bun:test";
import { accept, assign, expire, markOpened, offer, reject, release, renewOffers, returnOffers } from "../../src/conversations/assignment.ts";
import type { Event } from "../../src/events/kinds.ts";
import { Conflict } from "../../src/http/errors.ts";
import { ana, arrives, ben, changes, chiara, conversation, dario, minutes, NINE, QUEUES, seconds, story, turns, type World, world } from "../world.ts";

const OFFER_ENDS = NINE + seconds(30);
const offers = (here: World, id: number, agentId: number = ana) =>
  here.write((db) => offer(db, { conversationId: id, agentId, queueId: QUEUES.sales, expiresAt: here.now + seconds(30) }, here.now));
const offered = () => {
  const here = world();
  const id = arrives(here);
  offers(here, id);
  return { here, id, to: { conversationId: id, agentId: ana } };
};
const holds = ({ db }: World, id: number) =>
  db
    .query("SELECT agent_id, offered_at, accepted_at, first_opened_at, released_at, release_reason FROM assignments WHERE conversation_id = ? ORDER BY id")
    .values(id);
const rejections = ({ db }: World) => db.query("SELECT conversation_id, agent_id, at FROM rejections").values();
const lastAssignedAt = ({ db }: World, agentId: number) => db.query("SELECT last_assigned_at FROM users WHERE id = ?").values(agentId)[0]?.[0];
const lastEvent = ({ db }: World) =>
  db
    .query("SELECT id, kind, agent_id AS agentId, queue_id AS queueId, was_agent_id AS wasAgentId, data FROM events ORDER BY id DESC LIMIT 1")
    .get() as Event & { data: string };

describe("an offer", () => {
  test("holds the conversation for one agent until its time, and begins an assignment", () => {
    const { here, id } = offered();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ana, offerExpiresAt: OFFER_ENDS, changedBy: lastEvent(here).id });
    expect(lastEvent(here)).toMatchObject({ kind: "conversation.offered", agentId: ana, wasAgentId: null, queueId: QUEUES.sales });
    expect(holds(here, id)).toEqual([[ana, NINE, null, null, null, null]]);
    expect(lastAssignedAt(here, ana)).toBe(NINE);
  });

  test("is not made of what no longer waits there", () => {
    const { here, id } = offered();
    expect(() => offers(here, id, ben)).toThrow(new Conflict("conflict.no-longer-waiting"));
    const other = arrives(here, { queue: QUEUES.support });
    expect(() => offers(here, other, ben)).toThrow(Conflict);
    expect(conversation(here, id).agentId).toBe(ana);
  });

  test("is not made to one who is full, not Ready, signed out, disabled or without the skill", () => {
    const here = world();
    const id = arrives(here);
    const refused = (agentId: number) => {
      expect(() => offers(here, id, agentId)).toThrow(Conflict);
      expect(story(here, id)).toEqual(["conversation.started", "conversation.queued"]);
    };
    changes(here, `UPDATE users SET capacity = 0 WHERE id = ${ana}`, "user.changed", { userId: ana });
    refused(ana);
    changes(here, `UPDATE users SET capacity = NULL, disabled_at = 1 WHERE id = ${ana}`, "user.changed", { userId: ana });
    refused(ana);
    for (const status of ["break", null] as const) {
      turns(here, ben, status);
      refused(ben);
    }
    refused(dario);
    refused(chiara);
    here.now += seconds(60);
    offers(here, id, chiara);
    expect(conversation(here, id).agentId).toBe(chiara);
  });
});

describe("accepting", () => {
  test("makes it the agent's own and forgets who had rejected it", () => {
    const { here, id, to } = offered();
    here.write((db) => reject(db, to, here.now));
    offers(here, id, ben);
    here.now += seconds(5);
    here.write((db) => accept(db, { ...to, agentId: ben }, here.now));
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ben, offerExpiresAt: null, changedBy: lastEvent(here).id });
    expect(lastEvent(here)).toMatchObject({ kind: "conversation.accepted", agentId: ben, wasAgentId: ben, data: '{"how":"manual"}' });
    expect(holds(here, id)[1]).toEqual([ben, NINE, here.now, null, null, null]);
    expect(rejections(here)).toEqual([]);
  });

  test("comes too late at the instant the offer ends, and is not for another, nor twice", () => {
    const { here, id, to } = offered();
    const gone = new Conflict("conflict.offer-gone");
    expect(() => here.write((db) => accept(db, { ...to, agentId: ben }, here.now))).toThrow(gone);
    expect(() => here.write((db) => accept(db, to, OFFER_ENDS))).toThrow(gone);
    expect(story(here, id)).toEqual(["conversation.started", "conversation.queued", "conversation.offered"]);
    here.write((db) => accept(db, to, OFFER_ENDS - 1));
    expect(() => here.write((db) => accept(db, to, OFFER_ENDS - 1))).toThrow(gone);
  });

  test("is not asked of anybody where the queue gives by itself", () => {
    const here = world();
    const id = arrives(here, { queue: QUEUES.support });
    here.write((db) => assign(db, { conversationId: id, agentId: chiara, queueId: QUEUES.support, how: "automatic" }, here.now));
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: chiara, changedBy: lastEvent(here).id });
    expect(lastEvent(here)).toMatchObject({ kind: "conversation.accepted", agentId: chiara, wasAgentId: null, data: '{"how":"automatic"}' });
    expect(holds(here, id)).toEqual([[chiara, NINE, NINE, null, null, null]]);
    expect(lastAssignedAt(here, chiara)).toBe(NINE);
  });
});

describe("an offer that comes to nothing", () => {
  test("goes back to its place, and the agent's no is remembered with its time", () => {
    const { here, id, to } = offered();
    here.now += seconds(3);
    here.write((db) => reject(db, to, here.now));
    expect(conversation(here, id)).toMatchObject({ state: "queued", agentId: null, offerExpiresAt: null, enqueuedAt: NINE, changedBy: lastEvent(here).id });
    expect(story(here, id).slice(-2)).toEqual(["conversation.rejected", "conversation.queued"]);
    expect(lastEvent(here)).toMatchObject({ agentId: null, wasAgentId: ana, data: '{"reason":"rejected"}' });
    expect(holds(here, id)).toEqual([[ana, NINE, null, null, here.now, "rejected"]]);
    expect(rejections(here)).toEqual([[id, ana, here.now]]);
    expect(() => here.write((db) => reject(db, to, here.now))).toThrow(Conflict);
  });

  test("runs out at its time, not before", () => {
    const { here, id, to } = offered();
    expect(() => here.write((db) => expire(db, to, OFFER_ENDS - 1))).toThrow(Conflict);
    here.write((db) => expire(db, to, OFFER_ENDS));
    expect(holds(here, id)[0]?.[5]).toBe("ignored");
    expect(rejections(here)).toEqual([[id, ana, OFFER_ENDS]]);
  });

  test("of an agent who is gone is not held against them", () => {
    const { here, id } = offered();
    const other = arrives(here);
    offers(here, other, ana);
    expect(here.write((db) => returnOffers(db, { agentId: ana, reason: "unseen" }, here.now))).toEqual([id, other]);
    expect([conversation(here, id).state, conversation(here, other).state]).toEqual(["queued", "queued"]);
    expect(lastEvent(here).data).toEqual('{"reason":"unseen"}');
    expect(rejections(here)).toEqual([]);
  });

  test("runs longer when the machine has slept", () => {
    const { here, id, to } = offered();
    here.now += minutes(5);
    here.write((db) => renewOffers(db, { forwardMs: minutes(5) }, here.now));
    expect(conversation(here, id).offerExpiresAt).toBe(OFFER_ENDS + minutes(5));
    expect(lastEvent(here)).toMatchObject({ kind: "clock.jumped", data: '{"forwardMs":300000}' });
    here.write((db) => accept(db, to, here.now));
  });
});

test("the first time its agent opens it is kept, and told once; others and offers do not count", () => {
  const { here, id, to } = offered();
  const opens = (agentId: number) => here.write((db) => markOpened(db, { conversationId: id, agentId }, here.now));
  expect(opens(ana)).toBe(false);
  here.write((db) => accept(db, to, here.now));
  here.now += seconds(2);
  expect([opens(ben), opens(ana), opens(ana)]).toEqual([false, true, false]);
  expect(holds(here, id)[0]?.[3]).toBe(here.now);
  expect(story(here, id).filter((kind) => kind === "conversation.opened")).toHaveLength(1);
  expect(conversation(here, id).changedBy).toBe(lastEvent(here).id);
});

test("releasing ends the assignment that runs, and no earlier one", () => {
  const { here, id, to } = offered();
  here.write((db) => reject(db, to, here.now));
  offers(here, id, ben);
  here.now += seconds(9);
  here.write((db) => release(db, { conversationId: id, reason: "closed" }, here.now));
  expect(holds(here, id).map((row) => row.slice(4))).toEqual([
    [NINE, "rejected"],
    [here.now, "closed"],
  ]);
});
