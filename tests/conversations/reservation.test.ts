import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { reject } from "../../src/conversations/assignment.ts";
import { free, freeReservedFor, reserve } from "../../src/conversations/reservation.ts";
import { Conflict } from "../../src/http/errors.ts";
import { disableUser } from "../../src/users/accounts.ts";
import { ana, arrives, ben, changes, chiara, conversation, lastOf, minutes, QUEUES, SKILLSETS, seconds, story, turns, type World, world } from "../world.ts";

type Wanted = Parameters<typeof reserve>[2];
const reserved = (here: World, wanted: Partial<Wanted> = {}, queue: number = QUEUES.sales) => {
  const id = arrives(here, { queue });
  here.write((db) => reserve(db, id, { for: "agent", forId: chiara, how: "exclusive", until: null, ...wanted }, here.now));
  return id;
};
const waitsFor = ({ db }: World, id: number) =>
  db.query("SELECT reserved_agent_id, reserved_skillset_id, reserved_how, reserved_until FROM conversations WHERE id = ?").values(id)[0];

describe("exclusively for one agent", () => {
  test("it is theirs at once, not Ready, full and without the skill as they are", () => {
    const here = world();
    turns(here, chiara, "break");
    changes(here, `UPDATE users SET capacity = 0 WHERE id = ${chiara}`, "user.changed", { userId: chiara });
    const id = reserved(here);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: chiara });
    expect(lastOf(here, id)).toMatchObject({ kind: "conversation.accepted", agentId: chiara, data: { how: "exclusive" } });
    expect(waitsFor(here, id)).toEqual([null, null, null, null]);
  });

  test("while they are signed out it waits for them, whoever else is free, and is theirs when they come", () => {
    const here = world();
    turns(here, chiara, null);
    const id = reserved(here, { until: here.now + minutes(60) });
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "queued", agentId: null });
    turns(here, chiara, "not-ready");
    here.settle();
    expect(conversation(here, id).agentId).toBe(chiara);
  });

  test("when the time is over it goes back to all, marked, and to exactly one", () => {
    const here = world();
    turns(here, chiara, null);
    const id = reserved(here, { until: here.now + minutes(60) });
    here.now += minutes(60);
    here.settle();
    expect(story(here, id).slice(-2)).toEqual(["conversation.freed", "conversation.offered"]);
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ana });
  });

  test("when they are disabled it goes back to all at once", () => {
    const here = world();
    turns(here, chiara, null);
    const id = reserved(here);
    here.write((db) => disableUser(db, chiara, CONSOLE, here.now));
    here.settle();
    expect(story(here, id).slice(-2)).toEqual(["conversation.freed", "conversation.offered"]);
  });
});

describe("for an agent by name, or the customer's own", () => {
  test("by name it waits for a place, not for Ready alone", () => {
    const here = world();
    changes(here, `UPDATE users SET capacity = 0 WHERE id = ${chiara}`, "user.changed", { userId: chiara });
    const id = reserved(here, { how: "named" });
    here.settle();
    expect(conversation(here, id).state).toBe("queued");
    changes(here, `UPDATE users SET capacity = 1 WHERE id = ${chiara}`, "user.changed", { userId: chiara });
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: chiara });
  });

  test("who rejects it is waited for no longer", () => {
    const here = world();
    const id = reserved(here, { forId: ana, how: "preferred", until: here.now + minutes(5) });
    here.settle();
    here.write((db) => reject(db, { conversationId: id, agentId: ana }, here.now));
    expect(lastOf(here, id)).toMatchObject({ kind: "conversation.freed", data: { reason: "rejected" } });
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ben });
  });

  test("the customer's own agent is not waited for once they are signed out", () => {
    const here = world();
    turns(here, ana, "break");
    const id = reserved(here, { forId: ana, how: "preferred", until: here.now + minutes(5) });
    here.settle();
    expect(conversation(here, id).state).toBe("queued");
    turns(here, ana, null);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ben });
  });
});

describe("for a skillset alone", () => {
  test("only its agents may have it, the free ones", () => {
    const here = world();
    turns(here, chiara, "break");
    turns(here, ben, "break");
    const id = reserved(here, { for: "skillset", forId: SKILLSETS.support });
    here.settle();
    expect(conversation(here, id).state).toBe("queued");
    turns(here, chiara, "ready");
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: chiara });
  });

  test("at once, it goes on to the queue's next skillset when the time is over, then to all", () => {
    const here = world();
    for (const id of [ana, ben, chiara]) turns(here, id, "break");
    const id = reserved(here, { for: "skillset", forId: SKILLSETS.sales, how: "immediate", until: here.now + seconds(180) });
    here.now += seconds(180);
    here.settle();
    expect(waitsFor(here, id)).toEqual([null, SKILLSETS.support, "immediate", here.now + seconds(180)]);
    here.now += seconds(180);
    here.settle();
    expect(waitsFor(here, id)).toEqual([null, null, null, null]);
    expect(story(here, id).slice(-4)).toEqual(["conversation.reserved", "conversation.freed", "conversation.reserved", "conversation.freed"]);
  });

  test("a skillset that goes leaves nobody waiting for it", () => {
    const here = world();
    for (const id of [ana, ben, chiara]) turns(here, id, "break");
    const id = reserved(here, { for: "skillset", forId: SKILLSETS.support });
    here.write((db) => freeReservedFor(db, SKILLSETS.support, here.now));
    expect(lastOf(here, id)).toMatchObject({ kind: "conversation.freed", data: { reason: "gone" } });
    expect(waitsFor(here, id)).toEqual([null, null, null, null]);
  });
});

test("what does not wait is reserved for nobody, and what is not reserved is not freed", () => {
  const here = world();
  const id = arrives(here);
  expect(() => here.write((db) => free(db, { conversationId: id, reason: "over" }, here.now))).toThrow(Conflict);
  here.settle();
  expect(() => here.write((db) => reserve(db, id, { for: "agent", forId: ben, how: "exclusive", until: null }, here.now))).toThrow(Conflict);
});
