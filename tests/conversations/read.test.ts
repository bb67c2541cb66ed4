import { describe, expect, test } from "bun:test";
import type { ChannelKind } from "../../src/channels/channel.ts";
import { webchat } from "../../src/channels/webchat/index.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { react, revoke } from "../../src/conversations/amend.ts";
import { markRead } from "../../src/conversations/read.ts";
import { refusal } from "../admin/office.ts";
import { ENTRY, happened, jobs, lastEvent, MARIO, talk, thread, writes } from "../talk.ts";
import { ana, ben, seconds, type World } from "../world.ts";

const reads = (here: World, id: number, agentId: number = ana, kind: ChannelKind | null = whatsapp) =>
  here.write((db) => markRead(db, { conversationId: id, agentId }, kind, here.now));
/** The provider's ids of what it is to be told of. */
const owed = (here: World) =>
  jobs(here).map(({ payload }) => here.db.query("SELECT provider_id FROM messages WHERE id = ?").values(JSON.parse(payload).messageId)[0]?.[0]);

test("what the customer wrote is read when its agent has it before their eyes, once", () => {
  const { here, id } = talk();
  writes(here, "m2");
  here.now += seconds(20);
  reads(here, id);
  expect(thread(here, id).map(({ readAt, readBy }) => [readAt, readBy])).toEqual([
    [here.now, ana],
    [here.now, ana],
  ]);
  expect(thread(here, id).every(({ changedBy }) => changedBy === lastEvent(here))).toBe(true);
  expect(here.db.query("SELECT unread, unread_since FROM conversations WHERE id = ?").values(id)).toEqual([[0, null]]);
  expect(happened(here).at(-1)?.kind).toBe("conversation.read");
  const before = lastEvent(here);
  reads(here, id);
  expect([lastEvent(here), jobs(here)]).toMatchObject([before, [{ kind: "message.mark-read" }]]);
});

test("somebody else's looking reads nothing, and nobody is told", () => {
  const { here, id } = talk();
  expect(refusal(() => reads(here, id, ben))).toBe("conflict.not-yours");
  expect([thread(here, id)[0]?.readAt, jobs(here)]).toEqual([null, []]);
});

describe("of what was read the provider is owed", () => {
  test("the newest by its own clock, on the channel's account", () => {
    const { here, id } = talk();
    here.now += seconds(60);
    writes(here, "m3", { sentAt: here.now });
    writes(here, "m2", { sentAt: here.now - seconds(30) });
    reads(here, id);
    expect([owed(here), jobs(here)]).toMatchObject([["m3"], [{ kind: "message.mark-read", lane: null, pool: "wa", runAt: here.now, state: "ready" }]]);
  });

  test("one mark in a conversation: a later one stands for those before", () => {
    const { here, id } = talk();
    reads(here, id);
    here.now += seconds(5);
    writes(here, "m2");
    reads(here, id);
    expect(owed(here)).toEqual(["m2"]);
  });

  test("no reaction, and nothing that was taken back", () => {
    const { here, id } = talk();
    here.now += seconds(5);
    writes(here, "m2");
    here.write((db) => {
      revoke(db, ENTRY, { what: "revoke", account: "1", providerId: "m3", target: "m2", at: here.now }, here.now);
      react(db, ENTRY, { what: "reaction", account: "1", providerId: "m4", from: MARIO, target: "m1", emoji: "👍", at: here.now }, here.now);
    });
    reads(here, id);
    expect(owed(here)).toEqual(["m1"]);
  });

  test("nothing where its channel has no such marks", () => {
    const { here, id } = talk();
    reads(here, id, ana, webchat);
    expect([thread(here, id)[0]?.readBy, jobs(here)]).toEqual([ana, []]);
  });
});
