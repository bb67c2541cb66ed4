import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { accept, markOpened, reject } from "../../src/conversations/assignment.ts";
import { moveOpen } from "../../src/conversations/move.ts";
import { reply } from "../../src/conversations/reply.ts";
import { pickUp, take } from "../../src/conversations/take.ts";
import { assignByHand, type Transfer, transfer } from "../../src/conversations/transfer.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { decisionsOf } from "../../src/routing/explain.ts";
import { whyNotYet } from "../../src/routing/why.ts";
import { disableUser } from "../../src/users/accounts.ts";
import { type Talk, talk, writes } from "../talk.ts";
import { ana, ben, changes, chiara, closes, conversation, dario, minutes, PROFILES, QUEUES, SKILLSETS, seconds, turns, type World } from "../world.ts";

// Ana is isolated. Ben sells as she does, and so does dario here; chiara, who is asked in sales after a minute, shares nothing with her.

const ISOLATED = { isolated: true, namedOnly: false };
const FREE = { isolated: false, namedOnly: false };
const ALL = { viewerId: dario, viewerScope: "all" };

const start = (): Talk => {
  const all = talk();
  changes(all.here, `INSERT INTO user_skillsets (user_id, skillset_id) VALUES (${dario}, ${SKILLSETS.sales})`, "user.changed", { userId: dario });
  turns(all.here, dario, "break");
  turns(all.here, ana, "break");
  return all;
};
const passes = ({ here, id }: Talk, wanted: Partial<Transfer> = {}) =>
  here.write((db) =>
    transfer(db, { conversationId: id, agentId: ana, how: "immediate", reach: ISOLATED, windowMs: minutes(60), to: "agent", toId: ben, ...wanted }, here.now),
  );
/** Ana has passed it on to ben at once, and it is back in the queue. */
const unopened = () => {
  const all = start();
  passes(all);
  all.here.now += seconds(180);
  all.here.settle();
  return all;
};
const limit = ({ here, id }: Talk) => here.db.query("SELECT isolated_by FROM conversations WHERE id = ?").values(id)[0]?.[0];
const queueIs = (here: World, change: string) =>
  changes(here, `UPDATE queues SET ${change} WHERE id = ${QUEUES.sales}`, "queue.changed", { queueId: QUEUES.sales });

test("what an isolated agent passed on at once and nobody opened goes only to who shares a skillset with them, and Why says so", () => {
  const all = unopened();
  const { here, id } = all;
  expect([conversation(here, id).state, limit(all)]).toEqual(["queued", ana]);
  expect(whyNotYet(here.view, id, here.now)?.hindrances).toEqual([
    { what: "isolated", agentId: ana, agents: 1 },
    { what: "not-ready", agents: 2 },
    { what: "had-it", agents: 1 },
  ]);
  turns(here, dario, "ready");
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: dario });
  expect(decisionsOf(here.db, id).at(-1)?.considered).toEqual([
    { agentId: ana, reason: "not-ready" },
    { agentId: ben, reason: "had-it" },
    { agentId: chiara, reason: "isolated" },
    { agentId: dario, reason: "chosen" },
  ]);
});

test("what somebody not isolated passed on goes on to any of the queue", () => {
  const all = start();
  passes(all, { reach: FREE });
  all.here.now += seconds(180);
  all.here.settle();
  expect(conversation(all.here, all.id)).toMatchObject({ state: "offered", agentId: chiara });
});

test("a ring that opens brings only those of it who share a skillset", () => {
  const all = unopened();
  changes(all.here, "UPDATE rings SET after_seconds = 600 WHERE id = 2", "queue.changed", { queueId: QUEUES.sales });
  const opens = whyNotYet(all.here.view, all.id, all.here.now)?.hindrances.find(({ what }) => what === "ring-opens");
  expect(opens).toEqual({ what: "ring-opens", ring: 2, inSeconds: 420, agents: 0, free: 0 });
});

describe("it stays near them", () => {
  test("when who was asked next rejects it, or the first is no agent any more", () => {
    const all = unopened();
    turns(all.here, dario, "ready");
    all.here.settle();
    all.here.write((db) => reject(db, { conversationId: all.id, agentId: dario }, all.here.now));
    expect(limit(all)).toBe(ana);
    const other = start();
    passes(other);
    other.here.write((db) => disableUser(db, ben, CONSOLE, other.here.now));
    other.here.settle();
    other.here.now += minutes(5);
    other.here.settle();
    expect([conversation(other.here, other.id).state, limit(other)]).toEqual(["queued", ana]);
  });

  test("when it was put aside unopened because the customer was silent, and they write again", () => {
    const all = start();
    queueIs(all.here, "silent_minutes = 1, silent_room = 'public'");
    all.here.db.run("UPDATE conversations SET customer_owes_since = ? WHERE id = ?", [all.here.now, all.id]);
    passes(all);
    all.here.now += minutes(2);
    all.here.settle();
    expect(conversation(all.here, all.id).state).toBe("waiting");
    turns(all.here, ben, "break");
    writes(all.here, "m2");
    all.here.settle();
    expect([conversation(all.here, all.id).state, limit(all)]).toEqual(["queued", ana]);
  });

  test("when the time for a skillset alone is over: it goes on to the next skillset of their own", () => {
    const reservedFor = ({ here, id }: Talk) => here.db.query("SELECT reserved_skillset_id FROM conversations WHERE id = ?").values(id)[0]?.[0];
    const goesOn = (reach: typeof FREE) => {
      const all = start();
      turns(all.here, ben, "break");
      passes(all, { to: "skillset", toId: SKILLSETS.sales, reach });
      all.here.now += seconds(180);
      all.here.settle();
      return [reservedFor(all), conversation(all.here, all.id).agentId];
    };
    expect(goesOn(ISOLATED)).toEqual([null, null]);
    expect(goesOn(FREE)).toEqual([SKILLSETS.support, chiara]);
  });

  test("chosen by name or signed out meanwhile, once nobody waits for that one any more", () => {
    const all = start();
    turns(all.here, ben, null);
    passes(all, { how: "exclusive" });
    expect(limit(all)).toBe(ana);
    all.here.now += minutes(60);
    all.here.settle();
    expect([conversation(all.here, all.id).state, limit(all)]).toEqual(["queued", ana]);
  });
});

describe("it is everybody's", () => {
  const ends: Record<string, (all: Talk) => void> = {
    "once who was offered it accepts": (all) => {
      turns(all.here, dario, "ready");
      all.here.settle();
      all.here.write((db) => accept(db, { conversationId: all.id, agentId: dario }, all.here.now));
    },
    "once somebody takes it": ({ here, id }) => here.write((db) => take(db, { conversationId: id, agentId: chiara }, here.now)),
    "once somebody picks it up": ({ here, id }) => here.write((db) => pickUp(db, { conversationId: id, agentId: chiara, within: ALL }, here.now)),
    "when the queue's overflow passes it on": ({ here }) => {
      queueIs(here, `overflow_queue_id = ${QUEUES.support}, overflow_seconds = 30`);
      here.now += seconds(30);
      here.settle();
    },
    "when its queue is emptied into another": ({ here }) => here.write((db) => moveOpen(db, { fromId: QUEUES.sales, toId: QUEUES.support }, here.now)),
    "when somebody assigns it to a queue": ({ here, id }) =>
      here.write((db) =>
        assignByHand(db, { conversationId: id, agentId: dario, within: ALL, reach: FREE, windowMs: null, to: "queue", toId: QUEUES.sales }, here.now),
      ),
    "when somebody assigns it to one who is signed out": ({ here, id }) => {
      turns(here, dario, null);
      here.write((db) =>
        assignByHand(db, { conversationId: id, agentId: chiara, within: ALL, reach: FREE, windowMs: null, to: "agent", toId: dario }, here.now),
      );
    },
  };
  for (const [when, happens] of Object.entries(ends))
    test(when, () => {
      const all = unopened();
      expect(limit(all)).toBe(ana);
      happens(all);
      expect(limit(all)).toBeNull();
    });

  const own: Record<string, (all: Talk) => void> = {
    "once it is opened": ({ here, id }) => here.write((db) => markOpened(db, { conversationId: id, agentId: ben }, here.now)),
    "once it is answered": ({ here, id }) =>
      here.write((db) => reply(db, { conversationId: id, agentId: ben, clientId: "client-1", text: "Hello", uploads: [], replyTo: null }, whatsapp, here.now)),
    "once it is put aside by hand": ({ here, id }) => here.write((db) => putAside(db, { conversationId: id, agentId: ben, room: "public" }, here.now)),
    "once who has it now passes it on": (all) => passes(all, { agentId: ben, toId: chiara, reach: FREE }),
    "once it is closed": ({ here, id }) => closes(here, id),
  };
  for (const [when, happens] of Object.entries(own))
    test(when, () => {
      const all = start();
      passes(all);
      expect(limit(all)).toBe(ana);
      happens(all);
      expect(limit(all)).toBeNull();
    });

  test("given for good to one alone it limits nothing", () => {
    const all = start();
    passes(all, { how: "exclusive" });
    expect([conversation(all.here, all.id).agentId, limit(all)]).toEqual([ben, null]);
    const told = all.here.db.query("SELECT data ->> 'isolated' FROM events WHERE kind = 'conversation.transferred'").values();
    expect(told).toEqual([[null]]);
  });

  test("at once when the isolated one is no agent any more", () => {
    const all = unopened();
    all.here.write((db) => disableUser(db, ana, CONSOLE, all.here.now));
    all.here.settle();
    expect(conversation(all.here, all.id)).toMatchObject({ state: "offered", agentId: chiara });
  });
});

test("who assigns it and is isolated limits it as their own", () => {
  const all = start();
  all.here.db.run(`UPDATE users SET profile_id = ${PROFILES.supervisor} WHERE id = ${dario}`);
  turns(all.here, ben, null);
  all.here.write((db) =>
    assignByHand(db, { conversationId: all.id, agentId: dario, within: ALL, reach: ISOLATED, windowMs: null, to: "agent", toId: ben }, all.here.now),
  );
  expect(limit(all)).toBe(dario);
});
