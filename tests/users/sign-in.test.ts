import { expect, test } from "bun:test";
import { statusOf } from "../../src/agents/statuses.ts";
import { ADDRESS_ATTEMPTS_MAX, ATTEMPTS_WINDOW_MS, PAIR_ATTEMPTS_MAX, SLOW_ATTEMPT_MS, USER_ATTEMPTS_MAX } from "../../src/users/attempts.ts";
import { hashOf, SESSION_AGE_MS_MAX, SESSION_IDLE_MS_MAX, SESSION_TOUCH_MS, SESSIONS_PER_USER_MAX } from "../../src/users/sessions.ts";
import { signIn } from "../../src/users/sign-in.ts";
import { openApp, PASSWORD, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { STATUSES } from "../world.ts";

const right = { username: "ana", password: PASSWORD };
const wrong = { username: "ana", password: "parlo-dome" };
const proxied = { env: { PARLO_TRUSTED_PROXIES: "127.0.0.1" } };
const from = (address: string) => ({ "x-forwarded-for": address });

const audited = ({ workspace }: TestApp) =>
  workspace.db.query("SELECT action, user_id AS userId, subject, address FROM audit WHERE action LIKE 'sign-%' ORDER BY id").all();
const sessions = ({ workspace }: TestApp) => (workspace.db.query("SELECT count(*) AS n FROM sessions").get() as { n: number }).n;
const statusOfAna = ({ workspace, ids }: TestApp) => statusOf(workspace.db, ids.ana).statusId;

test("ana signs in: a session, Not ready, the events, a line of audit, and on to her conversations", async () => {
  const app = await openApp();
  const response = await app.browser().post("/sign-in", right);
  expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
  expect(statusOfAna(app)).toBe(STATUSES["not-ready"]);
  expect(app.heard.map(({ kind }) => kind)).toEqual(["agent.signed-in", "agent.status-changed"]);
  expect(audited(app)).toEqual([{ action: "sign-in", userId: app.ids.ana, subject: `user:${app.ids.ana}`, address: "127.0.0.1" }]);
  await app.close();
});

test("home opens after signing in, unless somebody chose their conversations", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  const opens = async () => (await ana.get("/")).headers.get("location");
  expect(await opens()).toBe("/home");
  expect((await ana.post("/me/preferences", { opens: "conversations" })).status).toBe(204);
  expect(await opens()).toBe("/conversations");
  expect((await ana.post("/me/preferences", { opens: "/elsewhere" })).status).toBe(422);
  await app.close();
});

test("the token is in the cookie alone: the database has only its hash", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  const token = ana.cookie.slice("parlo=".length);
  const { hash } = app.workspace.db.query("SELECT hex(token_hash) AS hash FROM sessions").get() as { hash: string };
  expect(hash.toLowerCase()).toBe(new Bun.CryptoHasher("sha256").update(token).digest("hex"));
  await app.close();
});

test("a wrong password: 401, the name stays in the field, no session, and the audit knows", async () => {
  const app = await openApp();
  const response = await app.browser().post("/sign-in", wrong);
  const page = await response.text();
  expect(response.status).toBe(401);
  expect(page).toContain("User name or password is wrong");
  expect(page).toContain('value="ana"');
  expect(page).not.toContain(wrong.password);
  expect(response.headers.get("set-cookie")).toBeNull();
  expect(sessions(app)).toBe(0);
  expect(audited(app)).toEqual([{ action: "sign-in.refused", userId: null, subject: `user:${app.ids.ana}`, address: "127.0.0.1" }]);
  await app.close();
});

test("an unknown name gets the same answer, and is not written down: it may be a password", async () => {
  const app = await openApp();
  const unknown = await app.browser().post("/sign-in", { username: "hunter2", password: "x" });
  const known = await app.browser().post("/sign-in", wrong);
  const without = (page: string, name: string) => page.replaceAll(name, "");
  expect(unknown.status).toBe(401);
  expect(without(await unknown.text(), "hunter2").length).toBe(without(await known.text(), "ana").length);
  expect(JSON.stringify(app.workspace.db.query("SELECT * FROM audit").all())).not.toContain("hunter2");
  await app.close();
});

test("empty fields are asked for, and cost no attempt", async () => {
  const app = await openApp();
  for (let n = 0; n <= PAIR_ATTEMPTS_MAX; n++) expect((await app.browser().post("/sign-in", { username: "ana", password: "" })).status).toBe(422);
  expect((await app.browser().post("/sign-in", right)).status).toBe(303);
  await app.close();
});

test("user names are the same in any case; passwords are not", async () => {
  const app = await openApp();
  expect((await app.browser().post("/sign-in", { username: " ANA ", password: PASSWORD })).status).toBe(303);
  expect((await app.browser().post("/sign-in", { username: "ana", password: PASSWORD.toUpperCase() })).status).toBe(401);
  await app.close();
});

test("after the sign-in it goes on to a page of ours, never to another site", async () => {
  const app = await openApp();
  const onwards = async (next: string) => (await app.browser().post("/sign-in", { ...right, next })).headers.get("location");
  expect(await onwards("/conversations/7?lane=all")).toBe("/conversations/7?lane=all");
  for (const next of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "evil",
    "/%0d%0aset-cookie:x=1\r\n",
  ])
    expect([next, await onwards(next)]).toEqual([next, "/"]);
  await app.close();
});

test("the language chosen on the page applies at once and is kept with the user", async () => {
  const app = await openApp();
  const browser = app.browser({ "accept-language": "en-GB" });
  const chosen = await browser.get("/sign-in?language=it&next=%2Fme");
  expect([chosen.status, chosen.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fme"]);
  const page = await (await browser.get("/sign-in?next=%2Fme")).text();
  expect(page).toContain('<html lang="it"');
  expect(page).toContain("Nome utente");
  expect(page).toContain('name="next" value="/me"');
  await browser.post("/sign-in", right);
  expect(app.workspace.db.query("SELECT language FROM users WHERE username = 'ana'").get()).toEqual({ language: "it" });

  const elsewhere = await app.signedIn("ana");
  expect(await (await elsewhere.get("/me", { "accept-language": "en" })).text()).toContain('<html lang="it"');
  await app.close();
});

test("before anybody chose, the browser's own language counts", async () => {
  const app = await openApp();
  expect(await (await app.browser().get("/sign-in", { "accept-language": "fr, it;q=0.8" })).text()).toContain('<html lang="it"');
  expect(await (await app.browser().get("/sign-in", { "accept-language": "fr" })).text()).toContain('<html lang="en"');
  await app.close();
});

test("too many wrong ones from one address wait, even with the right one; from elsewhere it works", async () => {
  const app = await openApp(proxied);
  const browser = app.browser();
  for (let n = 0; n < PAIR_ATTEMPTS_MAX; n++) expect((await browser.post("/sign-in", wrong, from("203.0.113.1"))).status).toBe(401);
  const refused = await browser.post("/sign-in", right, from("203.0.113.1"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, String(ATTEMPTS_WINDOW_MS / 1000)]);
  expect(await refused.text()).toContain("Too many attempts");
  expect((await app.browser().post("/sign-in", right, from("203.0.113.2"))).status).toBe(303);

  app.pass(ATTEMPTS_WINDOW_MS);
  expect((await browser.post("/sign-in", right, from("203.0.113.1"))).status).toBe(303);
  await app.close();
});

test("right ones do not count: a shift of fifty may sign in behind one address", async () => {
  const app = await openApp(proxied);
  for (let n = 0; n < ADDRESS_ATTEMPTS_MAX + 1; n++) expect((await app.browser().post("/sign-in", right, from("203.0.113.1"))).status).toBe(303);
  await app.close();
});

test("one address guesses only so many, whoever's", async () => {
  const app = await openApp(proxied);
  app.workspace.db.run(`INSERT INTO users (username, name, password_hash, profile_id, status_since, created_at)
    SELECT 'user' || value, '', password_hash, profile_id, 0, 0 FROM users, json_each('[0,1,2,3,4,5,6,7,8,9,10]') WHERE username = 'ana'`);
  const guess = (n: number) => app.browser().post("/sign-in", { username: `user${n % 11}`, password: "x" }, from("203.0.113.1"));
  for (let n = 0; n < ADDRESS_ATTEMPTS_MAX; n++) expect((await guess(n)).status).toBe(401);
  expect((await guess(ADDRESS_ATTEMPTS_MAX)).status).toBe(429);
  expect((await app.browser().post("/sign-in", right, from("203.0.113.2"))).status).toBe(303);
  await app.close();
});

test("who is guessed at from a thousand places is slowed down and never locked out", async () => {
  const app = await openApp(proxied);
  for (let n = 0; n < USER_ATTEMPTS_MAX; n++) await app.browser().post("/sign-in", wrong, from(`198.51.100.${n}`));
  expect(app.waits).toEqual([]);
  await app.browser().post("/sign-in", wrong, from("198.51.100.200"));
  expect(app.waits).toEqual([SLOW_ATTEMPT_MS]);
  expect((await app.browser().post("/sign-in", right, from("203.0.113.7"))).status).toBe(303);
  expect((await app.browser().post("/sign-in", { username: "vito", password: PASSWORD }, from("203.0.113.7"))).status).toBe(303);
  expect(app.waits).toEqual([SLOW_ATTEMPT_MS, SLOW_ATTEMPT_MS]);
  await app.close();
});

test("many at once get no more attempts than one after the other", async () => {
  const app = await openApp(proxied);
  const all = await Promise.all(Array.from({ length: 3 * PAIR_ATTEMPTS_MAX }, () => app.browser().post("/sign-in", wrong, from("203.0.113.1"))));
  expect(all.filter(({ status }) => status === 401)).toHaveLength(PAIR_ATTEMPTS_MAX);
  await app.close();
});

test("a session that is not used runs out; one that is used goes on, until it is old", async () => {
  const app = await openApp();
  const [idle, busy] = [await app.signedIn("ana"), await app.signedIn("vito")];
  for (let passed = 0; passed < SESSION_IDLE_MS_MAX; passed += SESSION_TOUCH_MS) {
    app.pass(SESSION_TOUCH_MS);
    expect((await busy.get("/me")).status).toBe(200);
    await app.workspace.writer.settled();
  }
  expect((await idle.get("/me")).status).toBe(303);
  while (app.workspace.clock() < SESSION_AGE_MS_MAX + (app.heard[0]?.at ?? 0)) {
    app.pass(SESSION_IDLE_MS_MAX - 1);
    await busy.get("/me");
    await app.workspace.writer.settled();
  }
  expect((await busy.get("/me")).status).toBe(303);
  await app.close();
});

test("what has run out is removed by the sweep, and told", async () => {
  const app = await openApp();
  await app.signedIn("ana");
  app.pass(SESSION_IDLE_MS_MAX);
  await app.workspace.presence.sweep();
  expect(sessions(app)).toBe(0);
  expect(app.heard.filter(({ kind }) => kind === "session.ended")).toHaveLength(1);
  await app.close();
});

test("a second browser keeps the status; leaving one of two does not sign the agent out", async () => {
  const app = await openApp();
  const first = await app.signedIn("ana");
  await first.post("/me/status", { status: "ready" });
  const second = await app.signedIn("ana");
  expect(statusOfAna(app)).toBe(STATUSES.ready);
  await second.post("/sign-out");
  expect(statusOfAna(app)).toBe(STATUSES.ready);
  expect((await first.get("/me")).status).toBe(200);
  await first.post("/sign-out");
  expect(statusOfAna(app)).toBeNull();
  await app.close();
});

test("after signing out the old cookie opens nothing, and its streams are told to end", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  const stolen = ana.cookie;
  const { id } = app.workspace.db.query("SELECT id FROM sessions").get() as { id: number };
  const response = await ana.post("/sign-out");
  expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in?out"]);
  expect(response.headers.get("set-cookie")).toContain("Max-Age=0");
  const thief = app.browser();
  thief.cookie = stolen;
  expect((await thief.get("/me")).status).toBe(303);
  expect(app.heard.find(({ kind }) => kind === "session.ended")?.data).toEqual({ sessionId: id, userId: app.ids.ana });
  expect(audited(app).at(-1)).toMatchObject({ action: "sign-out", userId: app.ids.ana });
  await app.close();
});

test("signing in again in the same browser leaves no second session behind", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  const before = ana.cookie;
  await ana.post("/sign-in", right);
  expect(ana.cookie).not.toBe(before);
  expect(sessions(app)).toBe(1);
  expect(statusOfAna(app)).toBe(STATUSES["not-ready"]);
  await app.close();
});

test("a user has only so many sessions: the oldest ends", async () => {
  const app = await openApp();
  const oldest = await app.signedIn("ana");
  for (let n = 0; n < SESSIONS_PER_USER_MAX; n++) await app.signedIn("ana");
  expect(sessions(app)).toBe(SESSIONS_PER_USER_MAX);
  expect((await oldest.get("/me")).status).toBe(303);
  await app.close();
});

test("who leaves with open conversations is told which, and may leave all the same", async () => {
  const app = await openApp();
  const { workspace, ids } = app;
  const ana = await app.signedIn("ana");
  await furnish(app);
  const asked = await ana.post("/sign-out");
  const page = await asked.text();
  expect(asked.status).toBe(200);
  expect(page).toContain(`href="/conversations/${CONVERSATIONS.ours}"`);
  expect(statusOfAna(app)).not.toBeNull();

  expect((await ana.post("/sign-out", { confirmed: "yes" })).status).toBe(303);
  expect(statusOfAna(app)).toBeNull();
  expect(workspace.db.query("SELECT state, agent_id AS agentId FROM conversations WHERE id = ?").get(CONVERSATIONS.ours)).toEqual({
    state: "active",
    agentId: ids.ana,
  });
  await app.close();
});

test("a password that changed while it was being checked lets nobody in", async () => {
  const app = await openApp();
  const { write, db, clock } = app.workspace;
  const stale = (db.query("SELECT password_hash AS hash FROM users WHERE username = 'ana'").get() as { hash: string }).hash;
  await write((db_) => db_.run("UPDATE users SET password_hash = 'another' WHERE username = 'ana'"));
  const entering = { userId: app.ids.ana, passwordHash: stale, tokenHash: hashOf("token"), address: "127.0.0.1", language: null, replaces: null };
  expect(write((db_) => signIn(db_, entering, clock()))).rejects.toThrow("sign-in.wrong");
  await app.workspace.writer.settled();
  expect(sessions(app)).toBe(0);
  await app.close();
});

test("a page for who is signed in already leads on", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  expect((await ana.get("/sign-in?next=%2Fme")).headers.get("location")).toBe("/me");
  await app.close();
});
