import { afterEach, beforeEach, expect, test } from "bun:test";
import { GONE_MS, LOOKING_MS } from "../../src/together/lookers.ts";
import { WRITING_MS } from "../../src/together/together.ts";
import { type Browser, type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Ana holds a conversation that sara and vito may open as well; the other is lia's.

let parlo: TestApp;
let browsers: Map<Name, Browser>;
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  browsers = new Map();
});
afterEach(() => parlo.close());

const AT = `/conversations/${CONVERSATIONS.ours}`;
async function browser(name: Name): Promise<Browser> {
  const one = browsers.get(name) ?? (await parlo.signedIn(name));
  browsers.set(name, one);
  return one;
}
const shows = async (name: Name, ...ids: number[]) => (await (await browser(name)).post("/presence", { shows: ids.join(",") })).status;
const asks = async (name: Name) => (await (await browser(name)).get(`${AT}/together`)).text();
async function writes(name: Name, doing: string): Promise<number> {
  const one = await browser(name);
  const headers = { cookie: one.cookie, "x-csrf-token": await one.csrf(), "content-type": "application/json" };
  return (await parlo.app.handle(new Request(`http://localhost${AT}/writing`, { method: "POST", headers, body: JSON.stringify({ doing }) }))).status;
}
const lookers = async (name: Name) => [...(await asks(name)).matchAll(/title="(\w+) has this/g)].map(([, who]) => who);

test("two who show the same conversation see each other, in the page as it is loaded too", async () => {
  await shows("ana", CONVERSATIONS.ours);
  expect(await lookers("ana")).toEqual([]);
  await shows("sara", CONVERSATIONS.ours);
  expect([await lookers("ana"), await lookers("sara")]).toEqual([["Sara"], ["Ana"]]);
  expect(await (await (await browser("ana")).get(AT)).text()).toInclude('title="Sara has this conversation open, too"');
  await shows("sara");
  expect(await lookers("ana")).toEqual([]);
});

test("what they write is said, in words, until it is over", async () => {
  await shows("ana", CONVERSATIONS.ours);
  await shows("sara", CONVERSATIONS.ours);
  expect(await writes("sara", "note")).toBe(204);
  expect(await asks("ana")).toInclude("Sara is writing a private note…");
  expect(await asks("sara")).not.toInclude("is writing");
  expect(await asks("ana")).toInclude(`data-lasts="${WRITING_MS}"`);
  await writes("sara", "nothing");
  expect(await asks("ana")).not.toInclude("is writing");
  expect(await writes("sara", "dancing")).toBe(422);
});

test("who may not open it is neither seen nor told, nor shown any more when they lose sight of it", async () => {
  await shows("ana", CONVERSATIONS.ours, CONVERSATIONS.theirs);
  expect(parlo.workspace.together.companyOf({ conversationId: CONVERSATIONS.theirs, userId: 0 }).people).toEqual([]);
  expect((await (await browser("ana")).get(`/conversations/${CONVERSATIONS.theirs}/together`)).status).toBe(404);
  await shows("sara", CONVERSATIONS.ours);
  expect(await lookers("ana")).toEqual(["Sara"]);
  await parlo.workspace.write((db) => void db.run("DELETE FROM user_skillsets WHERE user_id = ?", [parlo.ids.sara]));
  expect([await lookers("ana"), /data-count="(\d+)"/.exec(await asks("ana"))?.[1]]).toEqual([[], "0"]);
  expect([await writes("sara", "note"), (await (await browser("sara")).get(`${AT}/together`)).status]).toEqual([404, 404]);
});

test("nothing of it is stored, and a browser that is not heard of is gone", async () => {
  await Promise.all([browser("ana"), browser("sara")]);
  await parlo.workspace.writer.settled();
  const events = parlo.heard.length;
  await shows("ana", CONVERSATIONS.ours);
  await shows("sara", CONVERSATIONS.ours);
  await writes("sara", "reply");
  expect(parlo.heard.length).toBe(events);
  parlo.pass(LOOKING_MS);
  expect(await lookers("ana")).toEqual([]);
});

test("who closes the browser is gone in a moment", async () => {
  await shows("ana", CONVERSATIONS.ours);
  await shows("sara", CONVERSATIONS.ours);
  const stream = await (await browser("sara")).get("/stream");
  await stream.body?.cancel();
  expect(await asks("ana")).toInclude(`data-lasts="${GONE_MS}"`);
  parlo.pass(GONE_MS);
  expect(await lookers("ana")).toEqual([]);
});

test("who signs out is gone at once", async () => {
  await shows("ana", CONVERSATIONS.ours);
  await shows("sara", CONVERSATIONS.ours);
  await (await browser("sara")).post("/sign-out");
  expect(await lookers("ana")).toEqual([]);
});

test("a heartbeat that says nothing of it, or nonsense, changes nothing and harms nothing", async () => {
  await shows("sara", CONVERSATIONS.ours);
  expect((await (await browser("sara")).post("/presence")).status).toBe(204);
  expect(await lookers("ana")).toEqual(["Sara"]);
  expect((await (await browser("sara")).post("/presence", { shows: "x,,-1,1e99" })).status).toBe(204);
  expect(await lookers("ana")).toEqual([]);
});
