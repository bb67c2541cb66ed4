import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Chat, openChat } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

test("that a visitor writes is seen by who looks at their conversation, is no event, and ends with the message", async () => {
  const visitor = chat.visitor();
  const { together } = chat.workspace;
  await visitor.write("Hello");
  const id = await chat.ana.take();
  const writes = () => together.companyOf({ conversationId: id, userId: chat.ids.ana }).customerWrites;
  expect([(await visitor.ask("POST", "/writing", {})).status, writes()]).toEqual([204, false]);
  together.looks({ sessionId: 1, page: "", userId: chat.ids.ana }, [id]);
  const events = chat.heard.length;
  expect([(await visitor.ask("POST", "/writing", {})).status, writes(), chat.heard.length]).toEqual([204, true, events]);
  await visitor.write("Are you there?");
  expect(writes()).toBe(false);
});

test("who has no conversation, or is nobody, writes to nobody", async () => {
  expect((await chat.visitor().ask("POST", "/writing", {})).status).toBe(204);
  expect((await chat.visitor().ask("POST", "/writing", {}, { "parlo-visitor": "" })).status).toBe(400);
});
