import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Choices } from "../../../src/channels/channel.ts";
import { webchat } from "../../../src/channels/webchat/index.ts";
import { reply } from "../../../src/conversations/reply.ts";
import { type Chat, nextName, openChat, type Visitor } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

const CHOICES: Choices = {
  kind: "list",
  open: "Days",
  options: [
    { title: "Today", description: "until seven" },
    { title: "Monday", description: "" },
  ],
};
/** A visitor has written, and ana asks. Gives the id of her message. */
async function asked(): Promise<{ visitor: Visitor; conversationId: number; message: number }> {
  const visitor = chat.visitor();
  await visitor.write("When can I come?");
  const conversationId = await chat.ana.take();
  const { write, clock } = chat.workspace;
  const said = { conversationId, agentId: chat.ids.ana, clientId: nextName(), text: "When?", uploads: [], replyTo: null, choices: CHOICES };
  const [message = 0] = await write((db) => reply(db, said, webchat, clock()));
  return { visitor, conversationId, message };
}
const presses = (visitor: Visitor, message: number, option: number, clientId = nextName()) =>
  visitor.ask("POST", "/messages", { clientId, text: "anything", uploads: [], chosen: { message, option } });
const kept = () => chat.workspace.db.query("SELECT kind, text, data, reply_to AS replyTo FROM messages ORDER BY id DESC LIMIT 1").get();

test("a visitor is told what there is to choose, and what they press comes in as their message, in our words", async () => {
  const { visitor, message } = await asked();
  expect((await visitor.told()).messages.at(-1)).toMatchObject({ id: message, choices: CHOICES, chosen: null });
  const heard = chat.heard.length;
  expect((await presses(visitor, message, 1)).status).toBe(201);
  expect(kept()).toEqual({
    kind: "interactive",
    text: "Today",
    data: '{"type":"list_reply","id":"1","description":"until seven"}',
    replyTo: `ours:${message}`,
  });
  expect(chat.heard.slice(heard).map(({ kind }) => kind)).toEqual(["message.received"]);
  expect((await visitor.told()).messages.at(-1)).toMatchObject({ from: "you", text: "Today", choices: null, chosen: { message, option: 1 } });
});

test("it is chosen once: a retry is the same answer, another tab is too late", async () => {
  const { visitor, message } = await asked();
  const clientId = nextName();
  const bodies = [];
  for (const _ of [1, 2]) bodies.push(await (await presses(visitor, message, 2, clientId)).json());
  expect(bodies[1]).toEqual(bodies[0]);
  const late = await presses(visitor, message, 1);
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining("You have already chosen")]);
  expect((await visitor.told()).messages.filter(({ chosen }) => chosen !== null).length).toBe(1);
});

test("when the conversation is over nothing is chosen, and no new one begins", async () => {
  const { visitor, message, conversationId } = await asked();
  await chat.ana.close();
  const late = await presses(visitor, message, 1);
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining("this conversation is over")]);
  expect(chat.workspace.db.query("SELECT max(id) AS id FROM conversations").get()).toEqual({ id: conversationId });
  await visitor.write("Hello again");
  expect((await presses(visitor, message, 1)).status).toBe(409);
});

test("nobody chooses of another's message, of one that asks nothing, or what is not there", async () => {
  const { visitor, message } = await asked();
  const [plain = 0] = await chat.ana.say("Take your time");
  const stranger = chat.visitor();
  await stranger.write("Hello");
  for (const [who, which, option] of [
    [stranger, message, 1],
    [visitor, message, 3],
    [visitor, message, 0],
    [visitor, plain, 1],
    [visitor, message - 1, 1],
  ] as const)
    expect((await presses(who, which, option)).status).toBe(404);
  expect((await visitor.ask("POST", "/messages", { clientId: nextName(), text: "", uploads: [], chosen: { message: "1" } })).status).toBe(400);
});
