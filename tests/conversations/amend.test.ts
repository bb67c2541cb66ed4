import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import type { Inbound } from "../../src/channels/channel.ts";
import { addLine, edit, messageChanged, react, rename, revoke } from "../../src/conversations/amend.ts";
import { close } from "../../src/conversations/close.ts";
import { erase } from "../../src/conversations/erase.ts";
import { findConversation } from "../../src/conversations/store.ts";
import {
  answers,
  bsuid,
  ENTRY,
  happened,
  kinds,
  LUISA,
  lastConversation,
  lastEvent,
  MARIO,
  message,
  takes,
  talk,
  texts,
  thread,
  waId,
  writes,
} from "../talk.ts";
import { ana, conversation, minutes, NINE, seconds, type World } from "../world.ts";

type Reaction = Extract<Inbound, { what: "reaction" }>;
const edits = (here: World, by: string, text: string, at: number) =>
  here.write((db) => edit(db, ENTRY, { what: "edit", account: "1", providerId: by, target: "m1", text, at }, here.now));
const revokes = (here: World, target = "m1") =>
  here.write((db) => revoke(db, ENTRY, { what: "revoke", account: "1", providerId: "r1", target, at: NINE }, here.now));
const reacts = (here: World, by: string, emoji: string | null, at: number, { from = MARIO, target = "m1" }: Partial<Reaction> = {}) =>
  here.write((db) => react(db, ENTRY, { what: "reaction", account: "1", providerId: by, from, target, emoji, at }, here.now));
const first = (here: World, id: number) => thread(here, id)[0] as NonNullable<ReturnType<typeof message>>;
const editsOf = (here: World, id: number) =>
  (JSON.parse(first(here, id).data ?? "{}") as { edits: { text: string; at: number }[] }).edits.map(({ text, at }) => [text, at]);
const reaction = (here: World, id: number) =>
  thread(here, id)
    .filter(({ kind }) => kind === "reaction")
    .map(({ text, replyTo }) => [text, replyTo]);

describe("an edit", () => {
  test("puts the new words in place and keeps the old ones with them", () => {
    const { here, id } = talk();
    expect(edits(here, "e1", "Good evening", NINE + seconds(5))).toBe(true);
    expect(first(here, id)).toMatchObject({ text: "Good evening", changedBy: lastEvent(here) });
    expect(editsOf(here, id)).toEqual([["Good morning", NINE + seconds(5)]]);
    expect(happened(here).at(-1)).toEqual({ kind: "message.changed", data: { messageId: first(here, id).id, what: "edited" } });
    expect(conversation(here, id).changedBy).toBe(lastEvent(here));
  });

  test("that is told again, even after a later one, changes nothing", () => {
    const { here, id } = talk();
    edits(here, "e1", "Good day", NINE + seconds(5));
    edits(here, "e2", "Good evening", NINE + seconds(9));
    const before = lastEvent(here);
    expect(edits(here, "e1", "Good day", NINE + seconds(5))).toBe(true);
    expect([first(here, id).text, lastEvent(here)]).toEqual(["Good evening", before]);
  });

  test("that comes late takes its place among the old words", () => {
    const { here, id } = talk();
    edits(here, "e2", "Good evening", NINE + seconds(9));
    edits(here, "e1", "Good day", NINE + seconds(5));
    expect(first(here, id).text).toBe("Good evening");
    expect(editsOf(here, id)).toEqual([
      ["Good morning", NINE + seconds(5)],
      ["Good day", NINE + seconds(9)],
    ]);
  });

  test("of a message that has not come says so, and changes nothing", () => {
    const { here } = talk();
    const before = lastEvent(here);
    expect(here.write((db) => edit(db, ENTRY, { what: "edit", account: "1", providerId: "e1", target: "m99", text: "?", at: NINE }, here.now))).toBe(false);
    expect(lastEvent(here)).toBe(before);
  });
});

describe("a revocation", () => {
  test("marks the message, whose words stay for those who have answered", () => {
    const { here, id } = talk();
    expect(revokes(here)).toBe(true);
    expect(first(here, id)).toMatchObject({ text: "Good morning", revokedAt: NINE, changedBy: lastEvent(here) });
    expect(happened(here).at(-1)?.data).toEqual({ messageId: first(here, id).id, what: "revoked" });
  });

  test("told again changes nothing, and of a message that has not come says so", () => {
    const { here } = talk();
    revokes(here);
    const before = lastEvent(here);
    expect([revokes(here), revokes(here, "m99"), lastEvent(here)]).toEqual([true, false, before]);
  });
});

describe("a reaction", () => {
  test("stands on its message, is no new message and opens no conversation", () => {
    const { here, id } = talk();
    const unread = () => (here.db.query("SELECT unread FROM conversations WHERE id = ?").get(id) as { unread: number }).unread;
    const before = unread();
    reacts(here, "r1", "👍", NINE + seconds(5));
    expect(reaction(here, id)).toEqual([["👍", "m1"]]);
    expect([unread(), lastConversation(here)]).toEqual([before, id]);
    expect(happened(here).at(-1)?.data).toMatchObject({ what: "reacted" });
    expect(conversation(here, id).changedBy).toBe(lastEvent(here));
  });

  test("is one per message: the last stands, in whatever order they come and however often", () => {
    const { here, id } = talk();
    reacts(here, "r1", "👍", NINE + seconds(5));
    reacts(here, "r3", "🎉", NINE + seconds(9));
    const before = lastEvent(here);
    reacts(here, "r2", "❤️", NINE + seconds(7));
    reacts(here, "r1", "👍", NINE + seconds(5));
    reacts(here, "r3", "🎉", NINE + seconds(9));
    expect([reaction(here, id), lastEvent(here)]).toEqual([[["🎉", "m1"]], before]);
  });

  test("of the same second follows the one before it, but only once", () => {
    const { here, id } = talk();
    reacts(here, "r1", "👍", NINE);
    reacts(here, "r2", "❤️", NINE);
    reacts(here, "r3", null, NINE);
    reacts(here, "r2", "❤️", NINE);
    expect(reaction(here, id)).toEqual([["", "m1"]]);
  });

  test("on an answer of ours stands there, also when the conversation has been closed", () => {
    const { here, id } = talk();
    const [ours = 0] = answers({ here, id }, "client-1");
    takes(here, ours, "wamid.1");
    here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
    reacts(here, "r1", "👍", NINE + minutes(5), { target: "wamid.1" });
    expect(reaction(here, id)).toEqual([["👍", "wamid.1"]]);
    expect(conversation(here, id).state).toBe("closed");
  });

  test("on a message that was erased says nothing any more", () => {
    const { here, id } = talk();
    here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
    here.write((db) => erase(db, id, CONSOLE, here.now));
    const before = lastEvent(here);
    reacts(here, "r1", "👍", NINE + minutes(5));
    expect([thread(here, id), lastEvent(here)]).toEqual([[], before]);
  });

  test("of somebody who never wrote is nothing", () => {
    const { here, id } = talk();
    reacts(here, "r1", "👍", NINE, { from: LUISA, target: "m99" });
    expect(reaction(here, id)).toEqual([]);
  });
});

describe("a change of number", () => {
  const moves = (here: World) =>
    here.write((db) =>
      rename(
        db,
        ENTRY,
        {
          what: "rename",
          account: "1",
          providerId: "n1",
          before: [waId("393471234567")],
          after: [waId("393470000000")],
          line: "line.whatsapp.new-number",
          at: NINE,
        },
        here.now,
      ),
    );

  test("is one line in the open conversation, and the customer is known by the new number", () => {
    const { here, id } = talk();
    moves(here);
    moves(here);
    expect(texts(here, id)).toEqual(["Good morning", "line.whatsapp.new-number"]);
    expect(thread(here, id).at(-1)).toMatchObject({ direction: "system", authorType: "system", changedBy: lastEvent(here) });
    expect(kinds(here).filter((kind) => kind === "identity.changed")).toHaveLength(1);
    here.now += seconds(1);
    writes(here, "m2", { from: { handles: [waId("393470000000")], profileName: null } });
    expect(lastConversation(here)).toBe(id);
  });

  test("of somebody we do not know is nothing", () => {
    const { here } = talk();
    const before = lastEvent(here);
    here.write((db) =>
      rename(
        db,
        ENTRY,
        { what: "rename", account: "1", providerId: "n2", before: [bsuid("IT.X")], after: [bsuid("IT.Y")], line: "line.whatsapp.new-id", at: NINE },
        here.now,
      ),
    );
    expect(lastEvent(here)).toBe(before);
  });
});

test("a line of the system stands below everything and is told", () => {
  const { here, id } = talk();
  const line = here.write((db) => {
    const found = findConversation.get(db, { id });
    return found && addLine(db, found, { text: "line.webchat.left", data: { page: "/" } }, here.now);
  });
  expect(message(here, line ?? 0)).toMatchObject({
    direction: "system",
    text: "line.webchat.left",
    data: '{"page":"/"}',
    position: NINE + 1,
    changedBy: lastEvent(here),
  });
  expect(conversation(here, id).changedBy).toBe(lastEvent(here));
});

test("a file that has come is told with its message", () => {
  const { here, id } = talk();
  const { id: messageId } = first(here, id);
  here.write((db) => messageChanged(db, { messageId, what: "file" }, here.now));
  expect(happened(here).at(-1)).toEqual({ kind: "message.changed", data: { messageId, what: "file" } });
  expect(first(here, id).changedBy).toBe(lastEvent(here));
});
