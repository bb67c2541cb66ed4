import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

let parlo: TestApp;
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
});
afterEach(() => parlo.close());

const FORM = { title: "Way", category: "Shop", text: "Turn left.\r\nThen ring." };
const posts = async (name: Name, path: string, fields: Record<string, string>) => (await parlo.signedIn(name)).post(path, fields);
const reads = async (name: Name, path: string) => (await (await parlo.signedIn(name)).get(path)).text();
const revisionIn = (page: string) => /name="revision" value="([^"]*)"/.exec(page)?.[1] ?? "";

test("everybody's are made on a page of administration, and every agent may choose them; sent twice it is there once", async () => {
  for (const _ of [1, 2]) expect((await posts("ada", "/admin/shortcodes/add", FORM)).status).toBe(303);
  expect(await reads("ada", "/admin/shortcodes?q=turn")).toInclude("Turn left.");
  expect(await reads("ada", "/admin/shortcodes?q=right")).toInclude("No shortcode has these words");
  const choice = await reads("ana", `/conversations/${CONVERSATIONS.ours}/shortcodes`);
  expect(choice).toInclude('data-text="Turn left.\nThen ring."');
  expect(choice).not.toInclude("<small>Mine</small>");
});

test("one's own are nobody else's, not even an administrator's", async () => {
  expect((await posts("ana", "/me/shortcodes/add", FORM)).status).toBe(303);
  expect(await reads("ana", `/conversations/${CONVERSATIONS.ours}/shortcodes`)).toInclude("<small>Mine</small>");
  expect(await reads("ana", "/me/shortcodes/1")).toInclude("Turn left.");
  expect(await reads("sara", `/conversations/${CONVERSATIONS.ours}/shortcodes`)).toInclude("No shortcodes yet");
  for (const [name, path] of [
    ["sara", "/me/shortcodes/1"],
    ["ada", "/admin/shortcodes/1"],
    ["ada", "/me/shortcodes/1/remove"],
  ] as const)
    expect((await posts(name, path, FORM)).status).toBe(404);
  expect((await posts("ana", "/me/shortcodes/1/remove", {})).status).toBe(303);
  expect(await reads("ana", "/me/shortcodes")).toInclude("No shortcodes yet");
});

test("who lost the permission has no pages of their own, and keeps everybody's", async () => {
  await posts("ada", "/admin/shortcodes/add", FORM);
  await parlo.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = 'shortcodes.own'"));
  expect((await (await parlo.signedIn("ana")).get("/me/shortcodes")).status).toBe(403);
  expect(await reads("ana", `/conversations/${CONVERSATIONS.ours}/shortcodes`)).toInclude("Way");
  expect(await reads("ana", `/conversations/${CONVERSATIONS.ours}`)).not.toInclude("/me/shortcodes");
});

test("a form that is wrong keeps what was typed and says why; of two who change one, the second is told", async () => {
  await posts("ada", "/admin/shortcodes/add", FORM);
  const refused = await posts("ada", "/admin/shortcodes/add", { title: "way", category: "<b>", text: "For {custmer}" });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  for (const words of ["This name is taken", "Nothing is known as {custmer}", 'value="&lt;b>"', "For {custmer}"]) expect(page).toInclude(words);
  const revision = revisionIn(await reads("ada", "/admin/shortcodes/1"));
  expect((await posts("ada", "/admin/shortcodes/1", { ...FORM, text: "Turn right.", revision })).status).toBe(303);
  const late = await posts("ada", "/admin/shortcodes/1", { ...FORM, text: "Go on.", revision });
  expect([late.status, (await late.text()).includes("Go on.")]).toEqual([409, true]);
  expect(await reads("ada", "/admin/shortcodes")).toInclude("Turn right.");
});

const sendsUp = async (name: Name, path: string, text: string) => {
  const browser = await parlo.signedIn(name);
  const headers = { cookie: browser.cookie, "x-csrf-token": await browser.csrf(), accept: "application/json" };
  return parlo.app.handle(new Request(`http://localhost${path}`, { method: "PUT", headers, body: text }));
};
const CHOICES = { kind: "buttons", open: "", options: [{ title: "For {customer}", description: "" }] };

test("files and buttons come with the form, are kept when it is wrong, and the chooser marks them and shows them before they are put in", async () => {
  expect((await sendsUp("ada", "/admin/shortcodes/files/client-file-1?name=Way.txt", "Turn left")).status).toBe(201);
  const form = { ...FORM, file: "sent:client-file-1" };
  const wrong = await (await posts("ada", "/admin/shortcodes/add", { ...form, choices: JSON.stringify({ ...CHOICES, options: [] }) })).text();
  for (const words of ["Way.txt", 'value="sent:client-file-1"', "Add at least one"]) expect(wrong).toInclude(words);
  expect((await posts("ada", "/admin/shortcodes/add", { ...form, choices: JSON.stringify(CHOICES) })).status).toBe(303);
  expect(await reads("ada", "/admin/shortcodes")).toInclude("1 file, 1 button");
  const page = await reads("ada", "/admin/shortcodes/1");
  expect(page).toInclude('name="file" value="kept:1"');
  const choice = await reads("ana", `/conversations/${CONVERSATIONS.ours}/shortcodes`);
  for (const words of ["1 file, 1 button</small>", "Way.txt", "For Carla"]) expect(choice).toInclude(words);
  const brought = await posts("ana", `/conversations/${CONVERSATIONS.ours}/shortcodes/1/files`, {});
  expect(await brought.json()).toMatchObject([{ name: "Way.txt", type: "text/plain", size: 9 }]);
  const saved = await posts("ada", "/admin/shortcodes/1", { ...FORM, choices: "", revision: revisionIn(page) });
  expect([saved.status, (await reads("ada", "/admin/shortcodes")).includes("1 file")]).toEqual([303, false]);
});

test("a form that was not written by the page brings nothing that is not there", async () => {
  for (const choices of ["{", "[]", '{"kind":"quiz","options":[]}', '"x"']) {
    const title = `Way ${choices}`;
    expect((await posts("ana", "/me/shortcodes/add", { ...FORM, title, choices, file: "kept:1" })).status).toBe(303);
  }
  expect(parlo.workspace.db.query("SELECT count(choices) AS n FROM shortcodes").get()).toEqual({ n: 0 });
  expect((await posts("ana", "/me/shortcodes/add", { ...FORM, file: "sent:client-of-another" })).status).toBe(422);
});
