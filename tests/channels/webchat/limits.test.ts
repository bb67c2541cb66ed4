import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  MESSAGES_PER_VISITOR_MAX,
  NEW_CONVERSATIONS_PER_CHANNEL_MAX,
  NEW_VISITORS_PER_ADDRESS_MAX,
  SEEN_PER_VISITOR_MAX,
  STREAMS_PER_ADDRESS_MAX,
  STREAMS_PER_VISITOR_MAX,
  UPLOADS_PER_ADDRESS_MAX,
  UPLOADS_PER_VISITOR_MAX,
  WAITING_UPLOADS_MAX,
} from "../../../src/channels/webchat/limits.ts";
import { minutes, seconds } from "../../world.ts";
import { type Chat, nextName, openChat, type Visitor } from "./chat.ts";

let chat: Chat;
beforeAll(async () => {
  chat = await openChat();
});
afterAll(() => chat.close());

let addresses = 0;
const elsewhere = () => `198.51.100.${++addresses}`;
const times = <T>(n: number, work: (n: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: n }, (_, at) => work(at)));

/** Status, Retry-After and whether a sentence says so in words. */
async function refusal(response: Response): Promise<[number, string | null, boolean]> {
  const { title } = (await response.json()) as { title: string };
  return [response.status, response.headers.get("retry-after"), / /.test(title)];
}
const message = (visitor: Visitor) => visitor.ask("POST", "/messages", { clientId: nextName(), text: "again", uploads: [] });

test("a visitor may write only so much in a minute, is told so in words, and may go on after it", async () => {
  const visitor = chat.visitor({ address: elsewhere() });
  const statuses = await times(MESSAGES_PER_VISITOR_MAX, async () => (await message(visitor)).status);
  expect(new Set(statuses)).toEqual(new Set([201]));
  expect(await refusal(await message(visitor))).toEqual([429, "60", true]);
  expect((await message(chat.visitor({ address: elsewhere() }))).status).toBe(201);
  chat.pass(seconds(61));
  expect((await message(visitor)).status).toBe(201);
});

test("sending again what has arrived costs nothing", async () => {
  const visitor = chat.visitor({ address: elsewhere() });
  const clientId = nextName();
  await visitor.write("hello", { clientId });
  const statuses = await times(MESSAGES_PER_VISITOR_MAX * 2, () => visitor.write("hello", { clientId }));
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test("from one address only so many write for the first time in an hour, whatever tokens they make up", async () => {
  const address = elsewhere();
  for (let n = 0; n < NEW_VISITORS_PER_ADDRESS_MAX; n++) expect(await chat.visitor({ address }).write("hello")).toBe(201);
  expect(await refusal(await message(chat.visitor({ address })))).toEqual([429, "3600", true]);
  expect(await chat.visitor({ address: elsewhere() }).write("hello")).toBe(201);
});

test("a whole network of the new kind counts as one address", async () => {
  for (let n = 0; n < NEW_VISITORS_PER_ADDRESS_MAX; n++) await chat.visitor({ address: `2001:db8:1:2::${n.toString(16)}` }).write("hello");
  expect(await chat.visitor({ address: "2001:db8:1:2:ffff::1" }).write("hello")).toBe(429);
  expect(await chat.visitor({ address: "2001:db8:1:3::1" }).write("hello")).toBe(201);
});

test("on one channel only so many conversations begin in a minute; those who are in one go on", async () => {
  chat.pass(minutes(2));
  const early = chat.visitor({ address: elsewhere() });
  expect(await early.write("hello")).toBe(201);
  let statuses: number[] = [];
  for (let n = 0; n < NEW_CONVERSATIONS_PER_CHANNEL_MAX / 10; n++) {
    const address = elsewhere();
    statuses = [...statuses, ...(await times(10, () => chat.visitor({ address }).write("hello")))];
  }
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  expect(await early.write("still here")).toBe(201);
  expect(await chat.visitor({ channelId: "shop", address: elsewhere() }).write("hello")).toBe(201);
});

test("a visitor, and an address, send up only so many files in an hour", async () => {
  const address = elsewhere();
  const visitor = chat.visitor({ address });
  await chat.visitor({ address: elsewhere() }).write("hello");
  for (let n = 0; n < UPLOADS_PER_VISITOR_MAX; n++) {
    const clientId = nextName();
    expect((await visitor.sendUp(clientId, `file ${n}`)).status).toBe(201);
    expect((await visitor.ask("DELETE", `/files/${clientId}`)).status).toBe(204);
  }
  expect(await refusal(await visitor.sendUp(nextName(), "one more"))).toEqual([429, "3600", true]);
  let statuses: number[] = [];
  for (let n = 0; n < UPLOADS_PER_ADDRESS_MAX / 10; n++) {
    const other = chat.visitor({ address });
    statuses = [...statuses, ...(await times(10, async () => (await other.sendUp(nextName(), "x")).status))];
  }
  expect(statuses.filter((status) => status === 201)).toHaveLength(UPLOADS_PER_ADDRESS_MAX - UPLOADS_PER_VISITOR_MAX - 1);
});

test("files that no message takes do not pile up", async () => {
  const visitor = chat.visitor({ address: elsewhere() });
  for (let n = 0; n < WAITING_UPLOADS_MAX; n++) expect((await visitor.sendUp(nextName(), `file ${n}`)).status).toBe(201);
  expect(await refusal(await visitor.sendUp(nextName(), "one more"))).toEqual([429, "60", true]);
});

test("a visitor, and an address, hold only so many streams; one that ends makes room", async () => {
  const address = elsewhere();
  const visitor = chat.visitor({ address });
  const open = await times(STREAMS_PER_VISITOR_MAX, () => visitor.ask("GET", "/stream"));
  expect(new Set(open.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await refusal(await visitor.ask("GET", "/stream"))).toEqual([429, "30", true]);
  await open[0]?.body?.cancel();
  const next = await visitor.ask("GET", "/stream");
  expect(next.status).toBe(200);
  const others = await times(STREAMS_PER_ADDRESS_MAX, () => chat.visitor({ address }).ask("GET", "/stream"));
  expect(others.filter(({ status }) => status === 200)).toHaveLength(STREAMS_PER_ADDRESS_MAX - STREAMS_PER_VISITOR_MAX);
  for (const { body } of [...open.slice(1), next, ...others]) await body?.cancel();
  expect(chat.workspace.streams.count()).toBe(0);
});

test("a page that says again and again what it has shown is stopped", async () => {
  const visitor = chat.visitor({ address: elsewhere() });
  const statuses = await times(SEEN_PER_VISITOR_MAX + 1, async () => (await visitor.ask("POST", "/seen", { got: 1, read: 1 })).status);
  expect(statuses.filter((status) => status !== 204)).toEqual([429]);
});
