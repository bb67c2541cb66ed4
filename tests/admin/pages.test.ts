import type { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { setting } from "../../src/admin/settings.ts";
import { addChannel } from "../../src/channels/configure.ts";
import { receive } from "../../src/conversations/receive.ts";
import { addSkillset } from "../../src/skillsets/change.ts";
import { addUser } from "../../src/users/accounts.ts";
import { addProfile } from "../../src/users/profiles.ts";
import { startGraph } from "../fakes/graph.ts";
import { type Browser, openApp, PASSWORD, type TestApp } from "../http/app.ts";
import { NINE } from "../world.ts";

// An administrator's pages, asked as a browser without any script asks them.

let app: TestApp;
let ada: Browser;

beforeAll(async () => {
  app = await openApp();
  ada = await app.signedIn("ada");
  await app.workspace.write((db) => addSkillset(db, { name: "First" }, CONSOLE, NINE));
});
afterAll(() => app.close());

const rows = (query: string) => app.workspace.db.query(query).all();
const one = (query: string) => app.workspace.db.query(query).get();
const idOf = (query: string) => Number((one(query) as { id: number } | null)?.id);
const page = async (path: string, browser = ada) => (await browser.get(path)).text();
const revision = async (path: string) => /name="revision" value="([^"]*)"/.exec(await page(path))?.[1] ?? "";
const place = (response: Response) => response.headers.get("location")?.replace("?saved", "");
/** Everything that the page says is wrong. */
const wrongs = (text: string) => [...text.matchAll(/<p class="wrong"[^>]*>.*?<\/svg>(.*?)<\/p>/g)].map(([, words]) => words);
/** Somebody else who may administer, in a browser of their own. */
async function colleague(username: string, permissions: Record<string, string>): Promise<Browser> {
  const { write } = app.workspace;
  const passwordHash = await Bun.password.hash(PASSWORD, { algorithm: "argon2id", memoryCost: 8, timeCost: 1 });
  await write((db) => {
    const profileId = addProfile(db, { name: `of ${username}`, capacity: 6, permissions }, CONSOLE, NINE);
    addUser(db, { username, name: `Gigi ${username}`, profileId, passwordHash }, CONSOLE, NINE);
  });
  const browser = app.browser();
  await browser.post("/sign-in", { username, password: PASSWORD });
  return browser;
}

const RING = { "rings[0].afterSeconds": 0, "rings[0].skillsets": 1 };
const QUEUE = { name: "Orders", priority: "medium", acceptance: "manual", offerSeconds: 30, rejectPauseSeconds: 60, ...RING };
const add = async (path: string, fields: Record<string, string | number>) => place(await ada.post(`${path}/add`, fields)) ?? "nowhere";

test("a form says what is wrong beside each field, keeps what was typed, and saves nothing", async () => {
  const rings = { "rings[0].afterSeconds": "45", "rings[0].skillsets": "", "rings[1].afterSeconds": "40" };
  const typed = { ...QUEUE, name: "", offerSeconds: "soon", acceptance: "automatic", ...rings };
  const answer = await ada.post("/admin/queues/add", typed);
  const text = await answer.text();
  expect(answer.status).toBe(422);
  expect(wrongs(text)).toEqual([
    "Write something here",
    "Write a number from 1 to 3600",
    "Ring 1 would ask nobody: choose a skillset",
    "Ring 2 must start after ring 1 (45 s)",
  ]);
  expect(text).toContain("5 fields need you");
  for (const value of ['value="soon"', 'value="45"', 'value="40"', 'value="automatic" checked']) expect(text).toContain(value);
  expect(rows("SELECT * FROM queues")).toEqual([]);
});

test("in Italian a form speaks Italian", async () => {
  const answer = await ada.post("/admin/queues/add", { ...QUEUE, name: "" }, { "accept-language": "it" });
  const text = await answer.text();
  expect(text).toContain('<html lang="it"');
  expect(wrongs(text)).toEqual(["Scrivi qualcosa qui"]);
});

test("a form that is sent twice makes one thing", async () => {
  const queue = { ...QUEUE, name: "Twice" };
  expect(await add("/admin/queues", queue)).toBe(await add("/admin/queues", queue));
  await ada.post("/admin/skillsets/add", { name: "Twice" });
  await ada.post("/admin/skillsets/add", { name: "Twice" });
  const profile = { name: "Twice", capacity: 4, "may[conversations.view]": "queues" };
  expect(await add("/admin/profiles", profile)).toBe(await add("/admin/profiles", profile));
  const user = { name: "Twice", username: "twice", email: "", profile: 1, capacity: "" };
  for (const _ of [1, 2]) expect((await ada.post("/admin/users/add", user)).status).toBe(200);
  for (const table of ["queues", "skillsets", "profiles", "users"]) expect(rows(`SELECT * FROM ${table} WHERE name = 'Twice'`)).toHaveLength(1);
});

test("the same name with other words is another thing, and taken", async () => {
  await add("/admin/queues", { ...QUEUE, name: "Taken" });
  const answer = await ada.post("/admin/queues/add", { ...QUEUE, name: "taken", offerSeconds: 10 });
  expect([answer.status, wrongs(await answer.text())]).toEqual([422, ["This name is taken"]]);
});

test("rings grow and shrink without a script, and nothing is saved by it", async () => {
  await ada.post("/admin/skillsets/add", { name: "Sales" });
  const sales = idOf("SELECT id FROM skillsets WHERE name = 'Sales'");
  const path = await add("/admin/queues", { ...QUEUE, name: "Rings", "rings[0].skillsets": "", "rings[0].minLevel": 7, "rings[0].add": sales });
  const rings = "SELECT r.after_seconds AS after, r.min_level AS level FROM rings r JOIN ring_skillsets rs ON rs.ring_id = r.id WHERE rs.skillset_id";
  expect(rows(`${rings} = ${sales}`)).toEqual([{ after: 0, level: 7 }]);
  const first = { ...QUEUE, name: "Not yet", "rings[0].afterSeconds": 0, "rings[0].skillsets": sales };
  const more = await (await ada.post(path, { ...first, do: "add-ring" })).text();
  expect(more).toContain('name="rings[1].afterSeconds"');
  expect(more).toContain('value="Not yet"');
  const less = await (await ada.post(path, { ...first, "rings[1].afterSeconds": 60, do: "remove-ring:0" })).text();
  expect(less).toContain('name="rings[0].afterSeconds" inputmode="numeric" value="60"');
  expect(less).not.toContain("rings[1]");
  expect(one(`SELECT name FROM queues WHERE id = ${path.split("/").at(-1)}`)).toEqual({ name: "Rings" });
});

test("what somebody else changed meanwhile is not written over unseen", async () => {
  const gigi = await colleague("gigi", { "administer.queues": "all" });
  const path = await add("/admin/queues", { ...QUEUE, name: "Shared" });
  const seen = await revision(path);
  await gigi.post(path, { ...QUEUE, name: "Shared", offerSeconds: 20, revision: seen });

  const answer = await ada.post(path, { ...QUEUE, name: "Shared, mine", revision: seen });
  const text = await answer.text();
  expect(answer.status).toBe(409);
  expect(text).toContain("Gigi gigi changed this meanwhile");
  expect(text).toContain('value="Shared, mine"');
  expect(one("SELECT name, offer_seconds AS offer FROM queues WHERE name LIKE 'Shared%'")).toEqual({ name: "Shared", offer: 20 });

  const now = /name="revision" value="([^"]*)"/.exec(text)?.[1] ?? "";
  expect((await ada.post(path, { ...QUEUE, name: "Shared, mine", revision: now })).status).toBe(303);
  expect(one("SELECT name, offer_seconds AS offer FROM queues WHERE name LIKE 'Shared%'")).toEqual({ name: "Shared, mine", offer: 30 });
});

test("an old form that says what is so already does no harm", async () => {
  const path = await add("/admin/queues", { ...QUEUE, name: "Old" });
  const seen = await revision(path);
  for (const _ of [1, 2]) expect((await ada.post(path, { ...QUEUE, name: "Older", revision: seen })).status).toBe(303);
});

test("a new user gets a link that works once, and the page says so", async () => {
  await ada.post("/admin/skillsets/add", { name: "Support" });
  const support = idOf("SELECT id FROM skillsets WHERE name = 'Support'");
  const answer = await ada.post("/admin/users/add", {
    name: "Bruno",
    username: "bruno",
    email: "bruno@example.com",
    profile: 1,
    capacity: "3",
    [`skillset[${support}]`]: 8,
  });
  const text = await answer.text();
  const link = /<code>http:\/\/127\.0\.0\.1:3000(\/password\/[\w-]{22})<\/code>/.exec(text)?.[1] ?? "";
  expect(text).toContain(`data-copy="http://127.0.0.1:3000${link}"`);
  expect((await app.browser().get(link)).status).toBe(200);
  const user = "SELECT u.email, u.capacity, us.level FROM users u JOIN user_skillsets us ON us.user_id = u.id WHERE u.username = 'bruno'";
  expect(one(user)).toEqual({ email: "bruno@example.com", capacity: 3, level: 8 });

  const id = idOf("SELECT id FROM users WHERE username = 'bruno'");
  const again = await (await ada.post(`/admin/users/${id}/link`)).text();
  expect(again).toMatch(/\/password\/[\w-]{22}/);
  expect((await app.browser().get(link)).status).toBe(410);
});

test("a user is disabled and enabled, and the last who may let others in is not", async () => {
  const id = idOf("SELECT id FROM users WHERE username = 'bruno'");
  await ada.post(`/admin/users/${id}/disable`);
  expect(await page(`/admin/users/${id}`)).toContain("cannot sign in");
  expect((await ada.post(`/admin/users/${id}/disable`)).status).toBe(303);
  await ada.post(`/admin/users/${id}/enable`);
  expect(rows(`SELECT 1 FROM users WHERE id = ${id} AND disabled_at IS NULL`)).toHaveLength(1);
  const answer = await ada.post(`/admin/users/${app.ids.ada}/disable`);
  expect([answer.status, (await answer.text()).includes("Somebody must be left who may change users")]).toEqual([409, true]);
});

test("who may change users makes nobody mightier than themselves", async () => {
  const clerk = await colleague("clerk", { "administer.users": "all" });
  const administrator = idOf("SELECT id FROM profiles WHERE builtin = 'administrator'");
  const supervisor = idOf("SELECT id FROM profiles WHERE builtin = 'supervisor'");
  const friend = { name: "Friend", username: "friend", email: "", capacity: "" };
  const answer = await clerk.post("/admin/users/add", { ...friend, profile: administrator });
  expect([answer.status, wrongs(await answer.text())]).toEqual([422, ["It allows more than you may administer yourself"]]);
  for (const path of ["", "/link", "/disable", "/enable"]) expect((await clerk.post(`/admin/users/${app.ids.ada}${path}`, friend)).status).toBe(403);
  expect(await page("/admin/users/add", clerk)).not.toContain(">Administrator</option>");
  expect((await clerk.post("/admin/users/add", { ...friend, profile: supervisor })).status).toBe(200);
  expect((await clerk.get("/admin/queues")).status).toBe(403);
  expect(await page("/admin", clerk)).not.toContain("/admin/queues");
});

test("a profile's permissions are set one by one, and a starting one cannot be removed", async () => {
  const path = await add("/admin/profiles", { name: "Night", capacity: 3, "may[conversations.handle]": "own", "may[conversations.view]": "queues" });
  const id = Number(path.split("/").at(-1));
  const permissions = `SELECT action, scope FROM profile_permissions WHERE profile_id = ${id} ORDER BY action`;
  expect(rows(permissions)).toEqual([
    { action: "conversations.handle", scope: "own" },
    { action: "conversations.view", scope: "queues" },
  ]);
  await ada.post(path, { name: "Night", capacity: 3, "may[conversations.view]": "", isolated: "own", revision: await revision(path) });
  expect(rows(permissions)).toEqual([]);
  expect((await ada.post("/admin/profiles/1/remove")).status).toBe(409);
  expect(place(await ada.post(`${path}/remove`))).toBe("/admin/profiles");
});

test("a status is added, stands in everybody's menu, changes and goes", async () => {
  expect((await ada.post("/admin/statuses/add", { name: "Lunch", mark: "break" })).status).toBe(303);
  await ada.post("/admin/statuses/add", { name: "Lunch", mark: "break" });
  const id = idOf("SELECT id FROM statuses WHERE name = 'Lunch'");
  const ana = await app.signedIn("ana");
  expect(await page("/conversations", ana)).toMatch(new RegExp(`name="status" value="${id}"`));
  expect((await ana.post("/me/status", { status: id })).status).toBe(204);
  const answer = await ada.post("/admin/statuses/add", { name: "lunch", mark: "off" });
  expect([answer.status, wrongs(await answer.text())]).toEqual([422, ["This name is taken"]]);

  const path = `/admin/statuses/${id}`;
  expect((await ada.post(path, { name: "Meal", mark: "off", revision: await revision(path) })).status).toBe(303);
  expect(await page("/admin/statuses")).toContain("Meal");
  expect(await page(`${path}/remove`)).toContain("1 agent is in it and becomes Not ready");
  expect(place(await ada.post(`${path}/remove`))).toBe("/admin/statuses");
  expect(one(`SELECT s.builtin FROM users u JOIN statuses s ON s.id = u.status_id WHERE u.id = ${app.ids.ana}`)).toEqual({ builtin: "not-ready" });
  expect(await page("/conversations", ana)).not.toContain(`name="status" value="${id}"`);
  for (const builtin of [1, 3]) expect((await ada.get(`/admin/statuses/${builtin}`)).status).toBe(404);
});

test("a skillset in use says which queues ask it, and another takes its place in their rings", async () => {
  const [sales, support] = ["Sales", "Support"].map((name) => idOf(`SELECT id FROM skillsets WHERE name = '${name}'`));
  const asked = await page(`/admin/skillsets/${sales}/remove`);
  for (const words of ["<li>Rings</li>", `<option value="${support}">Support</option>`, "Nobody: take it out"]) expect(asked).toContain(words);
  const answer = await ada.post(`/admin/skillsets/${sales}/remove`);
  expect([answer.status, (await answer.text()).includes("The queue Rings would ask nobody at all. Choose who is asked instead")]).toEqual([409, true]);
  expect(place(await ada.post(`/admin/skillsets/${sales}/remove`, { instead: support ?? 0 }))).toBe("/admin/skillsets");
  expect(
    rows(`SELECT q.name FROM ring_skillsets rs JOIN rings r ON r.id = rs.ring_id JOIN queues q ON q.id = r.queue_id WHERE rs.skillset_id = ${support}`),
  ).toEqual([{ name: "Rings" }]);
  expect((await ada.get(`/admin/skillsets/${sales}`)).status).toBe(404);
});

test("a queue in use says where, and everything goes to another that is chosen", async () => {
  const from = await add("/admin/queues", { ...QUEUE, name: "Leaving" });
  const to = await add("/admin/queues", { ...QUEUE, name: "Staying" });
  const [fromId, toId] = [from, to].map((path) => Number(path.split("/").at(-1)));
  await add("/admin/queues", { ...QUEUE, name: "Pouring", "overflow.queue": fromId ?? 0, "overflow.afterSeconds": 60 });
  await app.workspace.write((db) => {
    addChannel(db, app.workspace.seal, { id: "leaving", kind: "webchat", name: "Leaving chat", queueId: fromId ?? 0, settings: {} }, CONSOLE, NINE);
    for (let n = 0; n < 230; n++) arrival(db, fromId ?? 0, n);
  });
  const asked = await page(`${from}/remove`);
  for (const words of ["Channels: Leaving chat", "Overflow of: Pouring", "230 open conversations", "Everything goes to"]) expect(asked).toContain(words);
  const answer = await ada.post(`${from}/remove`);
  expect([answer.status, (await answer.text()).includes("Leaving chat still brings conversations")]).toEqual([409, true]);

  const heard = app.heard.length;
  expect(place(await ada.post(`${from}/remove`, { to: toId ?? 0 }))).toBe("/admin/queues");
  expect(one(`SELECT count(*) AS n FROM conversations WHERE queue_id = ${toId} AND state = 'queued'`)).toEqual({ n: 230 });
  expect(one("SELECT overflow_queue_id AS id FROM queues WHERE name = 'Pouring'")).toEqual({ id: toId });
  expect(app.heard.slice(heard).filter(({ kind }) => kind === "conversation.overflowed")).toHaveLength(230);
  expect((await ada.get(from)).status).toBe(404);
});

function arrival(db: Database, queueId: number, n: number, channelId = "leaving") {
  const from = { handles: [{ kind: "visitor", value: `v${n}` }], profileName: null };
  const entry = { channelId, channelKind: "webchat", scope: channelId, queueId, priority: "medium" as const };
  const said = { kind: "text" as const, text: "Hello", data: null, media: null, replyTo: null, sentAt: NINE, opensWindow: true };
  receive(db, entry, { what: "message", account: "", providerId: `v${n}`, from, ...said }, NINE);
}

const CHANNEL = {
  id: "shop",
  name: "Shop",
  "settings.phoneNumberId": "300000000000001",
  "settings.wabaId": "200000000000001",
  "settings.verifyToken": "our word",
};
const SECRETS = { "settings.accessToken": "a-token-nobody-sees", "settings.appSecret": "a-secret-nobody-sees" };
const queueId = () => idOf("SELECT id FROM queues ORDER BY id LIMIT 1");

test("a channel is added in two steps; its page shows the webhook's address and our word, and no secret ever", async () => {
  expect(await page("/admin/channels/add")).toContain("/admin/channels/add?kind=whatsapp");
  const path = place(await ada.post("/admin/channels/add?kind=whatsapp", { ...CHANNEL, ...SECRETS, queue: queueId() })) ?? "";
  expect(path).toBe("/admin/channels/shop");
  const text = await page(path);
  expect(text).toContain("<code>http://127.0.0.1:3000/webhooks/shop</code>");
  expect(text).toContain("<code>our word</code>");
  expect(text).toContain("Set. Type to replace it");
  expect(text).not.toContain("nobody-sees");
});

test("a channel says that nothing has come yet, and what to do, until somebody writes", async () => {
  const to = queueId();
  await app.workspace.write((db) =>
    addChannel(db, app.workspace.seal, { id: "new", kind: "webchat", name: "New chat", queueId: to, settings: {} }, CONSOLE, NINE),
  );
  const state = async () => /href="\/admin\/channels\/new".*?<\/tr>/s.exec(await page("/admin/channels"))?.[0];
  expect(await state()).toContain("Nothing has come yet");
  expect(await page("/admin/channels/new")).toContain("Nothing has come yet. Put the line on your site");
  expect(await page("/admin/channels/shop")).toContain("Nothing has come yet. Test the connection");
  await app.workspace.write((db) => arrival(db, to, 0, "new"));
  expect(await state()).toContain("Works");
  expect(await page("/admin/channels/new")).not.toContain("Nothing has come yet");
});

test("a secret that is not typed stays, one that is typed takes its place", async () => {
  const secrets = "SELECT name, sealed FROM secrets WHERE owner = 'channel:shop' ORDER BY name";
  const [before, appSecret] = rows(secrets);
  const fields = { ...CHANNEL, queue: queueId(), "settings.appSecret": "" };
  await ada.post("/admin/channels/shop", { ...fields, name: "Shop 2", "settings.accessToken": "", revision: await revision("/admin/channels/shop") });
  expect(rows(secrets)).toEqual([before, appSecret]);
  await ada.post("/admin/channels/shop", { ...fields, "settings.accessToken": "newer", revision: await revision("/admin/channels/shop") });
  expect(app.workspace.channels.find("shop")?.settings).toMatchObject({ accessToken: "newer", appSecret: "a-secret-nobody-sees" });
});

test("a channel's hours are set on its page", async () => {
  const fields = { ...CHANNEL, queue: queueId(), hours: "set", "hours.mon": "9-18" };
  expect((await ada.post("/admin/channels/shop", { ...fields, revision: await revision("/admin/channels/shop") })).status).toBe(303);
  expect(await page("/admin/channels/shop")).toContain('value="09:00–18:00"');
  const answer = await ada.post("/admin/channels/shop", { ...fields, "hours.mon": "", revision: await revision("/admin/channels/shop") });
  expect([answer.status, wrongs(await answer.text())]).toEqual([422, [expect.stringContaining("It would never be open")]]);
  await ada.post("/admin/channels/shop", { ...fields, hours: "always", revision: await revision("/admin/channels/shop") });
  expect(one("SELECT hours FROM channels WHERE id = 'shop'")).toEqual({ hours: null });
});

test("hours of a channel and of its queue that never meet are refused on either page", async () => {
  const [shop, queue] = ["/admin/channels/shop", `/admin/queues/${queueId()}`];
  const { name } = one(`SELECT name FROM queues WHERE id = ${queueId()}`) as { name: string };
  const saves = async (path: string, fields: Record<string, string | number>) => {
    const about = path === shop ? { ...CHANNEL, queue: queueId() } : { ...QUEUE, name };
    const answer = await ada.post(path, { ...about, ...fields, revision: await revision(path) });
    return [answer.status, wrongs(await answer.text())];
  };
  const why = [422, [expect.stringMatching(/“.+” and its queue “.+” are never open at once: every customer would be told so/)]];
  expect(await saves(shop, { hours: "set", "hours.mon": "9-12" })).toEqual([303, []]);
  expect(await saves(queue, { hours: "set", "hours.tue": "9-12" })).toEqual(why);
  expect(await saves(queue, { hours: "set", "hours.mon": "11-18" })).toEqual([303, []]);
  expect(await saves(shop, { hours: "set", "hours.mon": "9-11" })).toEqual(why);
  const another = { ...CHANNEL, ...SECRETS, id: "second", queue: queueId(), hours: "set", "hours.sun": "9-12" };
  const added = await ada.post("/admin/channels/add?kind=whatsapp", another);
  expect([added.status, wrongs(await added.text())]).toEqual(why);
  expect(one("SELECT * FROM channels WHERE id = 'second'")).toBeNull();
  expect(await saves(queue, { hours: "always" })).toEqual([303, []]);
  expect(await saves(shop, { hours: "always" })).toEqual([303, []]);
});

test("a test of the connection says in words what is wrong, before anything is saved", async () => {
  using graph = await startGraph();
  const fields = { ...CHANNEL, queue: queueId(), "settings.apiUrl": graph.url, "settings.accessToken": "a wrong one", "settings.appSecret": "test-app-secret" };
  const whole = await (await ada.post("/admin/channels/shop/test", fields)).text();
  expect(whole).toContain("Meta does not take the access token: it is wrong, expired or withdrawn");
  expect(whole).toContain(`value="${graph.url}"`);
  const part = await (await ada.post("/admin/channels/shop/test", { ...fields, "settings.accessToken": "test-token" }, { "hx-request": "true" })).text();
  expect(part).toStartWith('<div class="tested" id="tested"');
  expect(part).toContain("The provider takes these settings.");
  const incomplete = await (await ada.post("/admin/channels/test?kind=whatsapp", { id: "x" }, { "hx-request": "true" })).text();
  expect(incomplete).toContain("Some settings are still missing or wrong");
  expect(app.workspace.channels.find("shop")?.settings["apiUrl"]).toBe("https://graph.facebook.com");
});

test("a stopped channel says since when and why, and works again when somebody says so", async () => {
  await app.workspace.write((db) => db.run("UPDATE channels SET problem = 'token expired', problem_since = ? WHERE id = 'shop'", [NINE]));
  expect(await page("/admin/channels/shop")).toContain("token expired");
  expect(await page("/admin/channels")).toContain("Does not send");
  await app.workspace.write((db) => db.run("UPDATE channels SET problem = 'channel.secrets-missing' WHERE id = 'shop'"));
  expect(await page("/admin/channels/shop")).toContain("Its access tokens and passwords were not in the backup");
  await ada.post("/admin/channels/shop/works");
  expect(one("SELECT problem FROM channels WHERE id = 'shop'")).toEqual({ problem: null });
  expect(app.heard.at(-1)?.kind).toBe("channel.resumed");
});

test("a disabled channel's webhook is not there, so that the provider keeps what comes", async () => {
  const handshake = "/webhooks/shop?hub.mode=subscribe&hub.verify_token=our+word&hub.challenge=7";
  expect((await app.browser().get(handshake)).status).toBe(200);
  await ada.post("/admin/channels/shop/disable");
  expect((await app.browser().get(handshake)).status).toBe(404);
  await ada.post("/admin/channels/shop/enable");
  expect((await app.browser().get(handshake)).status).toBe(200);
});

test("what could not be worked off is shown with its reason and run again", async () => {
  const { write } = app.workspace;
  await write((db) =>
    db.run("INSERT INTO journal (channel_id, received_at, body, state, attempts, problem) VALUES ('shop', 1, x'7b', 'failed', 3, 'journal.broken')"),
  );
  await write((db) =>
    db.run("INSERT INTO jobs (kind, payload, created_at, run_at, attempts, state, problem) VALUES ('media.download', '{}', 1, 1, 16, 'failed', 'it broke')"),
  );
  const text = await page("/admin/trouble");
  for (const words of ["It cannot be read", "Shop", "Fetch a file", "it broke"]) expect(text).toContain(words);
  const job = idOf("SELECT id FROM jobs");
  await ada.post(`/admin/trouble/jobs/${job}`);
  expect(rows("SELECT state, attempts, problem FROM jobs")).toEqual([{ state: "ready", attempts: 0, problem: null }]);
  expect((await ada.post(`/admin/trouble/jobs/${job}`)).status).toBe(409);
  const call = idOf("SELECT id FROM journal");
  await ada.post(`/admin/trouble/journal/${call}`);
  expect(app.heard.some(({ kind }) => kind === "journal.requeued")).toBe(true);
});

test("the workspace is named and placed in its time zone", async () => {
  const form = {
    name: "Bottega Rossi",
    timeZone: "Europe/Rome",
    language: "it",
    preferredAgents: "yes",
    ignoredOffersMax: 0,
    historyDays: 28,
    currency: "CHF",
  };
  expect((await ada.post("/admin/workspace", { ...form, revision: await revision("/admin/workspace") })).status).toBe(303);
  expect(await page("/admin")).toContain("Bottega Rossi");
  expect((await ada.post("/admin/workspace", { ...form, timeZone: "Mars/Olympus" })).status).toBe(422);
  expect((await ada.post("/admin/workspace", { ...form, currency: "XYZ9" })).status).toBe(422);
  expect(rows("SELECT action FROM audit WHERE subject = 'workspace'")).toEqual([{ action: "settings.changed" }]);
  expect([setting(app.workspace.db, "preferredAgents"), setting(app.workspace.db, "ignoredOffersMax")]).toEqual([true, 0]);
  expect(await page("/admin/workspace")).toMatch(/name="preferredAgents" value="yes" checked/);
});

test("a profile says how many of each family, and which queues; a user, whether they may be chosen by name", async () => {
  const queue = Number((await add("/admin/queues", { ...QUEUE, name: "Included" })).split("/").at(-1));
  const path = await add("/admin/profiles", { name: "Families", capacity: 5, "capacities.chat": 2, "capacities.email": 0, queues: queue });
  const id = Number(path.split("/").at(-1));
  expect(rows(`SELECT kind, capacity FROM profile_kinds WHERE profile_id = ${id} ORDER BY kind`)).toEqual([
    { kind: "chat", capacity: 2 },
    { kind: "email", capacity: 0 },
  ]);
  expect(rows(`SELECT queue_id AS queue FROM profile_queues WHERE profile_id = ${id}`)).toEqual([{ queue }]);
  const answer = await ada.post(path, { name: "Families", capacity: 5, "capacities.chat": "many", revision: await revision(path) });
  expect([answer.status, wrongs(await answer.text())]).toEqual([422, ["Scrivi un numero da 0 a 1000"]]);
  await ada.post(path, { name: "Families", capacity: 5, revision: await revision(path) });
  expect(rows(`SELECT 1 FROM profile_kinds WHERE profile_id = ${id} UNION SELECT 2 FROM profile_queues WHERE profile_id = ${id}`)).toEqual([]);
  expect(app.heard.at(-1)).toMatchObject({ kind: "profile.changed", data: { profileId: id } });

  const user = { name: "Named", username: "named", email: "", profile: id, capacity: "" };
  await ada.post("/admin/users/add", { ...user, byName: "yes" });
  const userId = idOf("SELECT id FROM users WHERE username = 'named'");
  expect(one(`SELECT by_name AS may FROM users WHERE id = ${userId}`)).toEqual({ may: 1 });
  await ada.post(`/admin/users/${userId}`, { ...user, revision: await revision(`/admin/users/${userId}`) });
  expect(one(`SELECT by_name AS may FROM users WHERE id = ${userId}`)).toEqual({ may: 0 });
});

test("the overview leads through the first steps, then says what needs somebody", async () => {
  const fresh = await openApp();
  const greta = await fresh.signedIn("ada");
  const start = await page("/admin", greta);
  for (const words of ["Say what your people can do", "Let your people in", "Make a queue", "Open a channel"]) expect(start).toContain(words);
  await fresh.close();
});
