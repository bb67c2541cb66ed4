import { describe, expect, test } from "bun:test";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { accept, markOpened } from "../../src/conversations/assignment.ts";
import { age, overflow, takeBack } from "../../src/conversations/overdue.ts";
import { reply } from "../../src/conversations/reply.ts";
import { Conflict } from "../../src/http/errors.ts";
import { ana, arrives, ben, changes, chiara, closes, conversation, lastOf, minutes, QUEUES, seconds, story, turns, type World, world } from "../world.ts";

const queueIs = (here: World, change: string, id: number = QUEUES.sales) =>
  changes(here, `UPDATE queues SET ${change} WHERE id = ${id}`, "queue.changed", { queueId: id });
const takes = (here: World, id: number, agentId: number = ana) => here.write((db) => accept(db, { conversationId: id, agentId }, here.now));
const says = (here: World, id: number, agentId: number = ana) =>
  here.write((db) => reply(db, { conversationId: id, agentId, clientId: `client-${id}`, text: "Hello", uploads: [], replyTo: null }, whatsapp, here.now));

describe("an agent who does not answer in the queue's first-reply time", () => {
  const accepted = () => {
    const here = world();
    queueIs(here, "first_reply_seconds = 60");
    const id = arrives(here);
    here.settle();
    takes(here, id);
    return { here, id };
  };

  test("loses it to another, and both see why", () => {
    const { here, id } = accepted();
    here.now += seconds(59);
    here.settle();
    expect(conversation(here, id).agentId).toBe(ana);
    here.now += seconds(1);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ben });
    expect(story(here, id).slice(-3)).toEqual(["conversation.taken-back", "conversation.queued", "conversation.offered"]);
    const released = here.db.query("SELECT agent_id, release_reason FROM assignments WHERE released_at IS NOT NULL").values();
    expect(released).toEqual([[ana, "unanswered"]]);
  });

  test("keeps it once they have answered; having opened it is not enough", () => {
    const { here, id } = accepted();
    here.write((db) => markOpened(db, { conversationId: id, agentId: ana }, here.now));
    says(here, id);
    here.now += minutes(10);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ana });
  });

  test("gets it again only when all others were passed over", () => {
    const { here, id } = accepted();
    turns(here, ben, "break");
    turns(here, chiara, "break");
    here.now += seconds(60);
    here.settle();
    expect(conversation(here, id).state).toBe("queued");
    here.now += seconds(60);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ana });
  });
});

test("what was transferred and not opened in time never comes back to the same agent", () => {
  const here = world();
  const id = arrives(here);
  here.settle();
  takes(here, id);
  turns(here, ben, "break");
  turns(here, chiara, "break");
  changes(here, `UPDATE conversations SET open_by = ${here.now + seconds(180)} WHERE id = ${id}`, "queue.changed", { queueId: QUEUES.sales });
  here.now += seconds(180);
  here.settle();
  expect(lastOf(here, id)).toMatchObject({ kind: "conversation.queued", agentId: null, data: { reason: "unopened" } });
  here.now += minutes(60);
  here.settle();
  expect(conversation(here, id).state).toBe("queued");
  turns(here, ben, "ready");
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ben });
});

test("what an agent holds who is signed out goes back after the queue's time, to its old place, if the queue says so", () => {
  const here = world();
  const id = arrives(here);
  here.settle();
  takes(here, id);
  turns(here, ana, null);
  here.now += minutes(30);
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ana });
  queueIs(here, "away_minutes = 40");
  here.now += minutes(10);
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ben, enqueuedAt: here.now - minutes(40) });
  expect(here.db.query("SELECT count(*) FROM rejections").values()).toEqual([[0]]);
});

describe("one that waits too long", () => {
  const waiting = (change: string) => {
    const here = world();
    for (const id of [ana, ben]) turns(here, id, "break");
    queueIs(here, change);
    return { here, id: arrives(here, { priority: "low" }) };
  };

  test("goes to the next queue with the place it has", () => {
    const { here, id } = waiting(`overflow_queue_id = ${QUEUES.support}, overflow_seconds = 40`);
    const since = here.now;
    here.now += seconds(40);
    here.write((db) => overflow(db, { conversationId: id, queueId: QUEUES.support }, here.now));
    expect(conversation(here, id)).toMatchObject({ state: "queued", queueId: QUEUES.support, enqueuedAt: since });
    expect(lastOf(here, id)).toMatchObject({ kind: "conversation.overflowed", queueId: QUEUES.support, wasQueueId: QUEUES.sales });
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: chiara });
  });

  test("rises by one priority each time, and no further than high", () => {
    const { here, id } = waiting("ageing_minutes = 10");
    turns(here, chiara, "break");
    const priority = () => here.view.waiting(id)?.priority;
    here.now += minutes(10);
    here.settle();
    expect([priority(), lastOf(here, id)]).toMatchObject(["medium", { kind: "conversation.aged", data: { to: "medium" } }]);
    here.now += minutes(10);
    here.settle();
    expect(priority()).toBe("high");
    here.now += minutes(100);
    here.settle();
    expect(story(here, id).filter((kind) => kind === "conversation.aged")).toHaveLength(2);
  });

  test("is served in the end, however many come that are more urgent", () => {
    const { here, id } = waiting("ageing_minutes = 5, acceptance = 'automatic'");
    turns(here, chiara, "break");
    changes(here, `UPDATE users SET capacity = 1 WHERE id = ${ana}`, "user.changed", { userId: ana });
    turns(here, ana, "ready");
    for (let n = 0; n < 30 && conversation(here, id).state === "queued"; n++) {
      arrives(here, { priority: "high" });
      here.settle();
      here.now += minutes(1);
      for (const [held] of here.db.query("SELECT id FROM conversations WHERE state = 'active'").values()) if (held !== id) closes(here, Number(held));
    }
    expect(conversation(here, id).agentId).toBe(ana);
  });
});

test("what is not so is refused", () => {
  const here = world();
  const id = arrives(here);
  const to = { conversationId: id, agentId: ana };
  const refused = (verb: Parameters<World["write"]>[0]) => expect(() => here.write(verb)).toThrow(Conflict);
  for (const reason of ["unopened", "unanswered", "away"] as const) refused((db) => takeBack(db, { ...to, reason }, here.now));
  refused((db) => overflow(db, { conversationId: id, queueId: QUEUES.support }, here.now));
  refused((db) => age(db, { conversationId: id, to: "medium" }, here.now));
  here.settle();
  takes(here, id);
  for (const reason of ["unopened", "unanswered", "away"] as const) refused((db) => takeBack(db, { ...to, reason }, here.now));
  expect(story(here, id).at(-1)).toBe("conversation.accepted");
});
