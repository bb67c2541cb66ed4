import { afterAll, beforeAll, expect, test } from "bun:test";
import { signInAgent, signOutAgent } from "../../../src/agents/statuses.ts";
import { LOOK_MS } from "../../../src/channels/webchat/lookout.ts";
import { assign } from "../../../src/conversations/assignment.ts";
import { close } from "../../../src/conversations/close.ts";
import { record } from "../../../src/events/record.ts";
import { until } from "../../parlo.ts";
import { minutes } from "../../world.ts";
import { type Chat, openChat, type Visitor } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

const settled = () => chat.workspace.writer.settled();
const conversations = () => chat.workspace.db.query("SELECT id FROM conversations WHERE state = 'queued' ORDER BY id").all() as { id: number }[];
async function takeFirst() {
  const { workspace, ids } = chat;
  const [first] = conversations();
  await workspace.write((db) => assign(db, { conversationId: first?.id ?? 0, agentId: ids.ana, queueId: 31, how: "automatic" }, workspace.clock()));
  return first?.id ?? 0;
}
const standing = async (visitor: Visitor) => {
  const { place, wait, ready } = await visitor.told();
  return { place, wait, ready };
};

/** A stream of a page, as the page asks after each signal. */
async function pageOf(visitor: Visitor) {
  const { body } = await visitor.ask("GET", "/stream");
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let signals = 0;
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read())
      signals += decoder.decode(part.value).split('"topics":["conversation"]').length - 1;
  })();
  await visitor.told();
  return { signals: () => signals, end: () => reader.cancel() };
}

test("who waits knows their place; when somebody in front leaves, those behind are told, once", async () => {
  const visitors = [chat.visitor(), chat.visitor(), chat.visitor()] as const;
  for (const visitor of visitors) await visitor.write("Hello");
  await settled();
  expect(await Promise.all(visitors.map(standing))).toEqual([1, 2, 3].map((place) => ({ place, wait: null, ready: true })));
  const pages = await Promise.all(visitors.map(pageOf));
  const before = pages.map((page) => page.signals());
  await takeFirst();
  const told = () => pages.map((page, at) => page.signals() - (before[at] ?? 0));
  await until(() => told().every((n) => n > 0), LOOK_MS + 2_000, "those behind were never told");
  await Bun.sleep(100);
  expect(told()).toEqual([1, 1, 1]);
  expect((await Promise.all(visitors.map(standing))).map(({ place }) => place)).toEqual([null, 1, 2]);
  for (const page of pages) await page.end();
}, 60_000);

test("who waits near the isolated agent who passed them on is promised no place: others are served before", async () => {
  const { workspace, ids } = chat;
  const visitor = chat.visitor();
  await visitor.write("Hello");
  await settled();
  expect(await standing(visitor)).toMatchObject({ place: conversations().length });
  const id = conversations().at(-1)?.id ?? 0;
  const isNear = (agentId: number | null) =>
    workspace.write((db) => {
      db.run("UPDATE conversations SET isolated_by = ? WHERE id = ?", [agentId, id]);
      record(db, workspace.clock(), "conversation.freed", { conversationId: id }, { reason: "over" });
    });
  await isNear(ids.ana);
  expect(await standing(visitor)).toEqual({ place: null, wait: null, ready: true });
  await isNear(null);
}, 60_000);

test("with ground for it they know how long it will take, and after a rush of starts it is shorter", async () => {
  const { workspace, ids } = chat;
  for (let n = 0; n < 12; n++) await chat.visitor().write("Hello");
  for (let n = 0; n < 8; n++) {
    chat.pass(minutes(4));
    const id = await takeFirst();
    await workspace.write((db) => close(db, { conversationId: id, agentId: ids.ana }, workspace.clock()));
  }
  const last = chat.visitor();
  await last.write("Hello");
  const { place, wait } = await last.told();
  expect(place).toBe(conversations().length);
  expect(wait).toEqual({ from: 10, to: 45 });
});

test("when the last agent signs out all pages of the channel are told that nobody is there, and when the first comes back", async () => {
  const { workspace, ids } = chat;
  const visitor = chat.visitor();
  await visitor.write("Hello");
  const page = await pageOf(visitor);
  await settled();
  await Bun.sleep(50);
  const before = page.signals();
  await workspace.write((db) => signOutAgent(db, { agentId: ids.ana, reason: "by hand" }, workspace.clock()));
  await until(() => page.signals() > before, LOOK_MS + 2_000, "the page was never told that nobody is there");
  expect(await standing(visitor)).toEqual({ place: null, wait: null, ready: false });
  await workspace.write((db) => signInAgent(db, ids.ana, workspace.clock()));
  await until(() => page.signals() > before + 1, LOOK_MS + 2_000, "the page was never told that somebody is there");
  expect(await standing(visitor)).toMatchObject({ ready: true, place: conversations().length });
  await page.end();
}, 60_000);
