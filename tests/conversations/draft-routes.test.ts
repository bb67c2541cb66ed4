import { afterEach, beforeEach, expect, test } from "bun:test";
import { noteCustomerWrote } from "../../src/customers/window.ts";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Ana holds a conversation that sara may see, too.

let parlo: TestApp;
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  const { write, clock } = parlo.workspace;
  await write((db) => noteCustomerWrote(db, { identityId: 1, channelId: "wa", at: clock() }));
});
afterEach(() => parlo.close());

const AT = `/conversations/${CONVERSATIONS.ours}`;
async function posts(name: Name, path: string, body: unknown): Promise<[number, unknown]> {
  const browser = await parlo.signedIn(name);
  const headers = { cookie: browser.cookie, "x-csrf-token": await browser.csrf(), "content-type": "application/json", accept: "application/json" };
  const response = await parlo.app.handle(new Request(`http://localhost${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
  return [response.status, await response.json()];
}
const reads = async (name: Name) => (await (await parlo.signedIn(name)).get(`${AT}/draft`)).json();
const begins = (text: string, revision: number) => posts("ana", `${AT}/draft`, { mode: "reply", text, revision });
const says = (what: "messages" | "notes", text: string, draft: number) =>
  posts("ana", `${AT}/${what}`, { clientId: `client-${text}`, text, draft, ...(what === "messages" ? { uploads: [] } : {}) });

test("a draft is read and written by its agent alone, and only where they may see the conversation", async () => {
  expect(await begins("For Carla", 0)).toEqual([200, { revision: 1 }]);
  expect(await reads("ana")).toEqual({ mode: "reply", text: "For Carla", choices: null, revision: 1 });
  expect(await reads("sara")).toEqual({ mode: "reply", text: "", choices: null, revision: 0 });
  expect((await begins("From another window", 0))[0]).toBe(409);
  expect((await posts("ana", `/conversations/${CONVERSATIONS.theirs}/draft`, { mode: "reply", text: "x", revision: 0 }))[0]).toBe(404);
  expect((await begins("x".repeat(200_001), 1))[0]).toBe(422);
});

test("a message and a note empty the draft they name; one that is refused empties nothing", async () => {
  await begins("First", 0);
  expect((await says("messages", "First", 1))[0]).toBe(200);
  expect(await reads("ana")).toMatchObject({ text: "", revision: 2 });
  await begins("Second", 2);
  expect((await says("notes", "Second", 3))[0]).toBe(200);
  expect(await reads("ana")).toMatchObject({ text: "", revision: 4 });
  await begins("Third", 4);
  expect((await says("messages", " ", 5))[0]).toBe(422);
  expect((await says("notes", "Of before", 4))[0]).toBe(200);
  expect(await reads("ana")).toMatchObject({ text: "Third", revision: 5 });
});

test("the list shows what one has begun oneself, and the open conversation has it for its box", async () => {
  await begins('A "draft" <b>', 0);
  const rows = async (name: Name) => (await (await parlo.signedIn(name)).get("/conversations/rows?lane=all")).text();
  expect(await rows("sara")).not.toInclude("Draft:");
  expect(await (await (await parlo.signedIn("ana")).get("/conversations/rows")).text()).toInclude("Draft: A &quot;draft&quot; &lt;b>");
  expect(await (await (await parlo.signedIn("ana")).get(AT)).text()).toInclude("&quot;revision&quot;:1");
});

test("buttons are kept with a draft as they are typed, and are looked at when they are sent", async () => {
  const choices = { kind: "buttons", open: "", options: [{ title: "", description: "" }] };
  expect(await posts("ana", `${AT}/draft`, { mode: "reply", text: "Where?", choices, revision: 0 })).toEqual([200, { revision: 1 }]);
  expect(await reads("ana")).toEqual({ mode: "reply", text: "Where?", choices, revision: 1 });
  const sends = (given: unknown) => posts("ana", `${AT}/messages`, { clientId: "client-choices", text: "Where?", draft: 1, uploads: [], choices: given });
  expect(await sends(choices)).toMatchObject([422, { fields: { "choices.0.title": "Write something here" } }]);
  expect((await sends({ ...choices, kind: "quiz" }))[0]).toBe(422);
  expect((await sends({ ...choices, options: [{ title: "At home", description: "" }] }))[0]).toBe(200);
  expect(await reads("ana")).toMatchObject({ text: "", choices: null });
  const page = await (await (await parlo.signedIn("ana")).get(AT)).text();
  expect(page).toMatch(/<ul class="options" data-kind="buttons" aria-label="Reply buttons">.*At home/);
});
