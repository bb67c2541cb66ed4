import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { accept } from "../../src/conversations/assignment.ts";
import { reply } from "../../src/conversations/reply.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { Conflict } from "../../src/http/errors.ts";
import { disableUser } from "../../src/users/accounts.ts";
import { ana, arrives, ben, changes, conversation, lastOf, minutes, QUEUES, story, turns, type World, world } from "../world.ts";

/** Ana holds a conversation of a customer named mario. */
const held = () => {
  const here = world();
  const id = arrives(here, { from: "mario" });
  here.settle();
  here.write((db) => accept(db, { conversationId: id, agentId: ana }, here.now));
  return { here, id };
};
const aside = (here: World, id: number, room: "public" | "personal", agentId: number = ana) =>
  here.write((db) => putAside(db, { conversationId: id, agentId, room }, here.now));
const marioWrites = (here: World) => arrives(here, { from: "mario" });

describe("put aside into the personal room", () => {
  test("it takes no place, and stays its agent's", () => {
    const { here, id } = held();
    aside(here, id, "personal");
    expect(conversation(here, id)).toMatchObject({ state: "waiting", agentId: ana });
    expect(lastOf(here, id)).toMatchObject({ kind: "conversation.put-aside", agentId: ana, data: { room: "personal", how: "by hand" } });
    expect(here.view.agent(ana)?.load).toBe(0);
  });

  test("the customer's message brings it back to its agent, not Ready and full as they are", () => {
    const { here, id } = held();
    aside(here, id, "personal");
    turns(here, ana, "break");
    changes(here, `UPDATE users SET capacity = 0 WHERE id = ${ana}`, "user.changed", { userId: ana });
    expect(marioWrites(here)).toBe(id);
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ana });
    expect(story(here, id).slice(-2)).toEqual(["conversation.put-aside", "conversation.accepted"]);
  });

  test("of an agent who is none any more it comes back to the queue", () => {
    const { here, id } = held();
    aside(here, id, "personal");
    here.write((db) => disableUser(db, ana, CONSOLE, here.now));
    marioWrites(here);
    expect(conversation(here, id)).toMatchObject({ state: "queued", agentId: null });
    expect(story(here, id).at(-1)).toBe("conversation.queued");
  });
});

test("put aside into the public room, the customer's message brings it ahead of those who came later", () => {
  const { here, id } = held();
  aside(here, id, "public");
  expect(conversation(here, id)).toMatchObject({ state: "waiting", agentId: null });
  for (const agent of [ana, ben]) turns(here, agent, "break");
  here.now += minutes(10);
  const later = arrives(here);
  here.now += minutes(10);
  marioWrites(here);
  expect(lastOf(here, id).kind).toBe("message.received");
  expect([here.view.waiting(id), here.view.waiting(later)].map((one) => one && here.view.ahead(one))).toEqual([0, 1]);
});

describe("a customer who does not answer", () => {
  const silent = (room: string) => {
    const { here, id } = held();
    changes(here, `UPDATE queues SET silent_minutes = 20, silent_room = '${room}'`, "queue.changed", { queueId: QUEUES.sales });
    here.write((db) => reply(db, { conversationId: id, agentId: ana, clientId: "client-01", text: "And?", uploads: [], replyTo: null }, whatsapp, here.now));
    return { here, id };
  };

  test("is put aside after the queue's time", () => {
    const { here, id } = silent("personal");
    here.now += minutes(19);
    here.settle();
    expect(conversation(here, id).state).toBe("active");
    here.now += minutes(1);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "waiting", agentId: ana });
    expect(lastOf(here, id)).toMatchObject({ kind: "conversation.put-aside", data: { room: "personal", how: "silent" } });
  });

  test("in the public room nobody has it", () => {
    const { here, id } = silent("public");
    here.now += minutes(20);
    here.settle();
    expect(conversation(here, id)).toMatchObject({ state: "waiting", agentId: null });
  });

  test("who answers in time is not", () => {
    const { here, id } = silent("personal");
    here.now += minutes(19);
    marioWrites(here);
    here.now += minutes(60);
    here.settle();
    expect(conversation(here, id).state).toBe("active");
  });
});

test("what is not one's own is not put aside", () => {
  const { here, id } = held();
  expect(() => aside(here, id, "public", ben)).toThrow(new Conflict("conflict.not-yours"));
  aside(here, id, "public");
  expect(() => aside(here, id, "public")).toThrow(Conflict);
});
