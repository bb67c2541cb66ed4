import { expect, test } from "bun:test";
import { close } from "../../src/conversations/close.ts";
import { windowEndsAt } from "../../src/customers/window.ts";
import { answers, happened, jobs, kinds, LUISA, lastConversation, lastEvent, MARIO, message, talk, texts, thread, windowOf, writes } from "../talk.ts";
import { ana, conversation, minutes, NINE, QUEUES, seconds, world } from "../world.ts";

const HOURS_24 = 24 * 60 * minutes(1);

test("a first message starts a conversation that waits in its channel's queue", () => {
  const here = world();
  const id = writes(here, "m1", { text: "Good morning" });
  expect(conversation(here, lastConversation(here))).toMatchObject({ state: "queued", queueId: QUEUES.sales, agentId: null, enqueuedAt: NINE });
  expect(message(here, id ?? 0)).toMatchObject({
    direction: "in",
    kind: "text",
    text: "Good morning",
    status: "received",
    providerId: "m1",
    sentAt: NINE,
    receivedAt: NINE,
  });
  expect(happened(here)).toEqual([
    { kind: "conversation.started", data: { channelId: "wa" } },
    { kind: "conversation.queued", data: { reason: "new" } },
    { kind: "message.received", data: { messageId: id } },
  ]);
  expect(message(here, id ?? 0).changedBy).toBe(lastEvent(here));
});

test("further messages join the open conversation and are counted as unread", () => {
  const { here, id } = talk();
  here.now += seconds(10);
  writes(here, "m2");
  here.now += seconds(10);
  writes(here, "m3");
  expect(lastConversation(here)).toBe(id);
  const row = here.db
    .query("SELECT unread, unread_since AS since, last_activity_at AS activity, last_message_id AS last FROM conversations WHERE id = ?")
    .get(id);
  expect(row).toEqual({ unread: 3, since: NINE, activity: NINE + seconds(20), last: thread(here, id).at(-1)?.id });
});

test("a message that was delivered again changes nothing", () => {
  const { here, id } = talk();
  const before = [lastEvent(here), texts(here, id)];
  expect(writes(here, "m1", { text: "Good morning" })).toBeNull();
  expect([lastEvent(here), texts(here, id)]).toEqual(before);
});

test("a message delivered again after its conversation was closed opens no other", () => {
  const { here, id } = talk();
  here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
  expect(writes(here, "m1")).toBeNull();
  expect(lastConversation(here)).toBe(id);
});

test("who writes after the closing gets a new conversation", () => {
  const { here, id } = talk();
  here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
  writes(here, "m2");
  expect(lastConversation(here)).toBe(id + 1);
  expect(conversation(here, id + 1).state).toBe("queued");
});

test("two customers have two conversations", () => {
  const here = world();
  writes(here, "m1", { from: MARIO });
  writes(here, "l1", { from: LUISA });
  expect(lastConversation(here)).toBe(2);
});

test("messages of one run stand as they were written, in whatever order they come", () => {
  const { here, id } = talk();
  here.now = NINE + minutes(1);
  for (const [name, at] of [
    ["third", 30],
    ["first", 10],
    ["second", 20],
  ] as const)
    writes(here, name, { text: name, sentAt: NINE + seconds(at) });
  expect(texts(here, id)).toEqual(["Good morning", "first", "second", "third"]);
});

test("a customer's late message never stands above an answer of ours that was there before", () => {
  const { here, id } = talk();
  here.now = NINE + minutes(2);
  answers({ here, id }, "client-1", "our answer");
  writes(here, "late", { text: "late", sentAt: NINE + seconds(5) });
  here.now += seconds(1);
  writes(here, "new", { text: "new" });
  expect(texts(here, id)).toEqual(["Good morning", "our answer", "late", "new"]);
});

test("the time of receipt, not the provider's, is that of the queue", () => {
  const here = world();
  here.now = NINE + minutes(90);
  writes(here, "late", { sentAt: NINE });
  expect(conversation(here, lastConversation(here)).enqueuedAt).toBe(NINE + minutes(90));
});

test("the window of 24 hours runs from the provider's time of the last message, and late ones do not shorten it", () => {
  const here = world();
  here.now = NINE + minutes(60);
  writes(here, "m2", { sentAt: NINE + minutes(30) });
  writes(here, "m1", { sentAt: NINE });
  const where = windowOf(here);
  expect(windowEndsAt(here.db, where, HOURS_24)).toBe(NINE + minutes(30) + HOURS_24 - minutes(1));
  expect(windowEndsAt(here.db, where, null)).toBeNull();
});

test("what opens no window opens none", () => {
  const here = world();
  writes(here, "m1", { opensWindow: false });
  const where = windowOf(here);
  expect(windowEndsAt(here.db, where, HOURS_24)).toBe(0);
});

test("a message whose time the provider does not tell was sent when it came", () => {
  const { here, id } = talk();
  here.now = NINE + minutes(1);
  writes(here, "timeless", { text: "timeless", sentAt: 0 });
  expect(texts(here, id)).toEqual(["Good morning", "timeless"]);
  expect(thread(here, id).at(-1)?.sentAt).toBe(NINE + minutes(1));
});

test("a file is expected and fetched at once", () => {
  const { here, id } = talk();
  writes(here, "photo", { kind: "image", text: "", media: { providerId: "media-1", type: "image/jpeg", name: "../../etc/passwd", sha256: null } });
  const attachment = here.db.query("SELECT file_id AS fileId, name, type, provider_id AS providerId FROM attachments").get();
  expect(attachment).toEqual({ fileId: null, name: "....etcpasswd", type: "image/jpeg", providerId: "media-1" });
  expect(jobs(here)).toMatchObject([{ kind: "media.download", pool: "wa/files", runAt: NINE, state: "ready" }]);
  expect(kinds(here).at(-1)).toBe("message.received");
  expect(id).toBe(lastConversation(here));
});
