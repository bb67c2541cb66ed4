import { afterEach, expect, test } from "bun:test";
import { record } from "../../src/events/record.ts";
import { streamRoutes } from "../../src/events/routes.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";

// Who hears what over GET /stream, with the roles as a workspace starts with them.

let parlo: TestApp;
afterEach(() => parlo.close());

const TEAM = `
  INSERT INTO skillsets (id, name) VALUES (1, 'sales'), (2, 'support');
  INSERT INTO queues (id, name) VALUES (3, 'sales'), (4, 'support');
  INSERT INTO rings (id, queue_id, after_seconds) VALUES (1, 3, 0), (2, 4, 0);
  INSERT INTO ring_skillsets (ring_id, skillset_id) VALUES (1, 1), (2, 2);`;

async function open(): Promise<TestApp> {
  parlo = await openApp({ routes: (workspace) => [streamRoutes(workspace)] });
  const { write } = parlo.workspace;
  await write((db) => void db.run(TEAM));
  for (const name of ["ana", "sara", "vito"] as const) await join(name, 1);
  return parlo;
}
const join = (name: keyof TestApp["ids"], skillsetId: number) =>
  parlo.workspace.write((db) => void db.query("INSERT INTO user_skillsets (user_id, skillset_id) VALUES (?, ?)").run(parlo.ids[name], skillsetId));
const received = (conversationId: number, agentId: number | null, queueId: number) =>
  parlo.workspace.write((db) => void record(db, parlo.workspace.clock(), "message.received", { conversationId, agentId, queueId }, { messageId: 1 }));

/** The topics that a browser's stream has told, and how it ended. */
async function listen(browser: Browser) {
  const response = await browser.get("/stream");
  let text = "";
  let over = false;
  const decoder = new TextDecoder();
  void (async () => {
    for await (const bytes of response.body ?? []) text += decoder.decode(bytes);
    over = true;
  })();
  const conversations = () => [...new Set([...text.matchAll(/"(conversation-\d+)"/g)].map(([, topic]) => topic))];
  return { response, conversations, text: () => text, over: () => over };
}
const settle = () => Bun.sleep(80);

test("a stream belongs to somebody who is signed in", async () => {
  const { browser } = await open();
  expect((await browser().get("/stream", { accept: "text/event-stream" })).status).toBe(401);
  expect(parlo.workspace.streams.count()).toBe(0);
});

test("nobody between us and the browser keeps a stream or holds it back", async () => {
  const { signedIn } = await open();
  const { response, text } = await listen(await signedIn("ana"));
  await settle();
  expect([response.headers.get("content-type"), response.headers.get("cache-control"), response.headers.get("x-accel-buffering")]).toEqual([
    "text/event-stream",
    "no-store",
    "no",
  ]);
  expect(text()).toInclude(`"build":"${parlo.workspace.assets.build}"`);
});

test("an agent hears of own conversations, a supervisor of the queues of their skillsets, an administrator of all", async () => {
  const { signedIn, ids } = await open();
  const [ana, vito, ada] = await Promise.all((["ana", "vito", "ada"] as const).map(async (name) => listen(await signedIn(name))));
  await received(1, ids.ana, 3);
  await received(2, null, 3);
  await received(3, ids.sara, 4);
  await settle();
  expect(ana?.conversations()).toEqual(["conversation-1"]);
  expect(vito?.conversations()).toEqual(["conversation-1", "conversation-2"]);
  expect(ada?.conversations()).toEqual(["conversation-1", "conversation-2", "conversation-3"]);
});

test("who joins a skillset hears of its queue without signing in again", async () => {
  const { signedIn, ids } = await open();
  const vito = await listen(await signedIn("vito"));
  await join("vito", 2);
  await parlo.workspace.write((db) => void record(db, parlo.workspace.clock(), "user.changed", {}, { userId: ids.vito }));
  await settle();
  expect(vito.text()).toInclude("event: again");
  await received(3, null, 4);
  await settle();
  expect(vito.conversations()).toEqual(["conversation-3"]);
});

test("signing out ends the stream of that session alone", async () => {
  const { signedIn } = await open();
  const [here, there] = [await signedIn("ana"), await signedIn("ana")];
  const [one, other] = [await listen(here), await listen(there)];
  await here.post("/sign-out");
  await settle();
  expect([one.over(), other.over()]).toEqual([true, false]);
  expect(one.text()).toInclude("event: end");
});

test("a page is written as of the last event that its stream will not tell again", async () => {
  const { signedIn, ids } = await open();
  const ana = await signedIn("ana");
  await received(1, ids.ana, 3);
  const seen = Number(/data-seen="(\d+)"/.exec(await (await ana.get("/me")).text())?.[1]);
  const { text } = await listen(ana);
  await settle();
  expect(text()).toInclude(`"id":${seen},`);
  expect(seen).toBe(parlo.workspace.streams.lastId());
  expect(seen).toBeGreaterThan(0);
});
