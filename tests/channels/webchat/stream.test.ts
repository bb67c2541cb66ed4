import { afterAll, beforeAll, expect, test } from "bun:test";
import { until } from "../../parlo.ts";
import { type Chat, openChat, type Visitor } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

/** What a visitor's stream has said so far. */
async function listen(visitor: Visitor): Promise<{ said(): string; end(): Promise<void> }> {
  const { body } = await visitor.ask("GET", "/stream");
  const reader = (body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = "";
  void (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += decoder.decode(part.value, { stream: true });
  })();
  return { said: () => text, end: () => reader.cancel() };
}
const heard = (stream: { said(): string }, what: string) => until(() => stream.said().includes(what), 2_000, `the stream never said ${what}: ${stream.said()}`);

test("a visitor is told at once that something changed, and nothing of what", async () => {
  const visitor = chat.visitor();
  await visitor.write("Hello");
  const stream = await listen(visitor);
  await heard(stream, "event: hello");
  await chat.ana.take();
  await chat.ana.say("MARKER-ANSWER");
  await heard(stream, '"topics":["conversation"]');
  expect(stream.said()).not.toContain("MARKER");
  const frames = stream
    .said()
    .split("\n\n")
    .filter((frame) => frame.startsWith("data:"));
  for (const frame of frames) expect(Object.keys(JSON.parse(frame.slice("data: ".length)))).toEqual(["id", "topics"]);
  await stream.end();
});

test("a private note is nothing that a visitor hears of", async () => {
  const visitor = chat.visitor();
  await visitor.write("Hello");
  await chat.ana.take();
  const stream = await listen(visitor);
  await heard(stream, "event: hello");
  await chat.ana.note("a difficult one");
  await chat.workspace.writer.settled();
  await Bun.sleep(80);
  expect(stream.said()).not.toContain("topics");
  await stream.end();
});

test("who opened the stream before their first message hears the answer to it", async () => {
  const visitor = chat.visitor();
  const stream = await listen(visitor);
  await visitor.write("Hello");
  await heard(stream, "event: again");
  await chat.ana.take();
  await chat.ana.say("Good morning");
  await heard(stream, '"topics":["conversation"]');
  await stream.end();
});

test("nobody hears of another's conversation, nor the same token on another channel", async () => {
  const visitor = chat.visitor();
  const others = await Promise.all([listen(chat.visitor()), listen(chat.visitor({ channelId: "shop", token: visitor.token }))]);
  await visitor.write("Hello");
  await chat.ana.take();
  await chat.ana.say("Good morning");
  await Bun.sleep(80);
  for (const other of others) {
    expect(other.said()).not.toContain("topics");
    await other.end();
  }
});
