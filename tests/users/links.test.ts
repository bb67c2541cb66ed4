import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { setting } from "../../src/admin/settings.ts";
import { statusOf } from "../../src/agents/statuses.ts";
import { addUser } from "../../src/users/accounts.ts";
import { firstRunLink, isFirstRun, PASSWORD_LINK_MS, passwordLink } from "../../src/users/links.ts";
import { foundProfiles, profileNamed } from "../../src/users/profiles.ts";
import { openApp, PASSWORD, type TestApp } from "../http/app.ts";
import { STATUSES } from "../world.ts";

const ADA = {
  name: "Ada",
  username: "ada",
  email: "ada@example.com",
  password: "correct horse",
  again: "correct horse",
  timeZone: "Europe/Rome",
  language: "it",
};

const firstRun = ({ workspace: { write, dice, clock } }: TestApp) => write((db) => firstRunLink(db, dice, clock()));
const reset = ({ workspace: { write, dice, clock } }: TestApp, username = "ana") => write((db) => passwordLink(db, username, dice, CONSOLE, clock()));
const users = ({ workspace }: TestApp) => workspace.db.query("SELECT username, name, email, language, profile_id AS profileId FROM users").all();
const actions = ({ workspace }: TestApp) =>
  (workspace.db.query("SELECT action FROM audit ORDER BY id").all() as { action: string }[]).map(({ action }) => action);

test("the first run: one page makes the administrator, signs them in, and the link dies", async () => {
  const app = await openApp({ staff: false });
  const path = await firstRun(app);
  const browser = app.browser();
  const page = await (await browser.get(path)).text();
  expect(page).toContain('name="timeZone"');
  expect(page).toContain('value="Europe/Rome"');

  const response = await browser.post(path, ADA);
  expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
  const { db } = app.workspace;
  expect(users(app)).toEqual([{ username: "ada", name: "Ada", email: "ada@example.com", language: "it", profileId: profileNamed(db, "administrator")?.id }]);
  expect([setting(db, "timeZone"), setting(db, "language")]).toEqual(["Europe/Rome", "it"]);
  expect(app.heard.map(({ kind }) => kind)).toEqual(["user.changed", "workspace.changed", "workspace.changed", "agent.signed-in", "agent.status-changed"]);
  expect(actions(app)).toEqual(["user.added", "first-run", "sign-in"]);
  expect((await browser.get("/me")).status).toBe(200);

  expect((await app.browser().get(path)).status).toBe(410);
  expect((await app.browser().post(path, { ...ADA, username: "eve" })).status).toBe(410);
  expect(users(app)).toHaveLength(1);
  await app.close();
});

test("two who send the form at the same moment: one is made administrator", async () => {
  const app = await openApp({ staff: false });
  const path = await firstRun(app);
  const both = await Promise.all(["ada", "eve"].map((username) => app.browser().post(path, { ...ADA, username })));
  expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
  expect(users(app)).toHaveLength(1);
  await app.close();
});

test("a new start prints a new link, and the old one is dead", async () => {
  const app = await openApp({ staff: false });
  const [old, fresh] = [await firstRun(app), await firstRun(app)];
  expect((await app.browser().get(old)).status).toBe(410);
  expect((await app.browser().get(fresh)).status).toBe(200);
  await app.close();
});

test("a user made from the command line ends the first run", async () => {
  const app = await openApp({ staff: false });
  const path = await firstRun(app);
  const { write, db, clock } = app.workspace;
  await write((db_) => {
    foundProfiles(db_);
    return addUser(db_, { username: "zoe", name: "Zoe", profileId: profileNamed(db_, "administrator")?.id ?? 0, passwordHash: null }, CONSOLE, clock());
  });
  expect(isFirstRun(db)).toBe(false);
  expect((await app.browser().post(path, ADA)).status).toBe(410);
  expect(firstRun(app)).rejects.toThrow("conflict.not-first");
  await app.close();
});

test("what is wrong is marked in the page's language, what was written stays, passwords excepted", async () => {
  const app = await openApp({ staff: false });
  const path = await firstRun(app);
  const response = await app.browser({ "accept-language": "it" }).post(path, { ...ADA, username: "not a name", again: "another", timeZone: "Mars/Base" });
  const page = await response.text();
  expect(response.status).toBe(422);
  for (const text of ["Lettere, cifre e", "Le due non sono uguali", "Scegli", 'value="not a name"', 'value="ada@example.com"']) expect(page).toContain(text);
  expect(page).not.toContain(ADA.password);
  expect(isFirstRun(app.workspace.db)).toBe(true);
  expect((await app.browser().post(path, { ...ADA, password: "short", again: "short" })).status).toBe(422);
  expect((await app.browser().post(path, ADA)).status).toBe(303);
  await app.close();
});

test("a password by link: works once, ends every session, signs the agent out", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  const path = await reset(app);
  expect(await (await app.browser().get(path)).text()).toContain("ana");
  expect((await ana.get("/me")).status).toBe(200);

  const response = await app.browser().post(path, { password: "a new beginning", again: "a new beginning" });
  expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in"]);
  expect((await ana.get("/me")).status).toBe(303);
  expect(statusOf(app.workspace.db, app.ids.ana).statusId).toBeNull();
  expect(app.heard.at(-1)).toMatchObject({ kind: "agent.signed-out", data: { reason: "password" } });
  expect(actions(app).slice(-2)).toEqual(["password.link", "password.changed"]);
  expect((await app.browser().post("/sign-in", { username: "ana", password: PASSWORD })).status).toBe(401);
  expect((await app.browser().post("/sign-in", { username: "ana", password: "a new beginning" })).status).toBe(303);

  expect((await app.browser().get(path)).status).toBe(410);
  expect((await app.browser().post(path, { password: "once more please", again: "once more please" })).status).toBe(410);
  await app.close();
});

test("two who use a password link at the same moment: one password is set", async () => {
  const app = await openApp();
  const path = await reset(app);
  const both = await Promise.all(["first password", "second password"].map((password) => app.browser().post(path, { password, again: password })));
  expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
  await app.close();
});

test("a password link is short-lived, only the newest works, and one for a disabled user never", async () => {
  const app = await openApp();
  const [old, fresh] = [await reset(app), await reset(app)];
  expect((await app.browser().get(old)).status).toBe(410);
  expect((await app.browser().get(fresh)).status).toBe(200);
  app.pass(PASSWORD_LINK_MS);
  const dead = await app.browser().get(fresh);
  expect(dead.status).toBe(410);
  expect(await dead.text()).toContain("used up or too old");

  const open = await reset(app);
  app.workspace.db.run("UPDATE users SET disabled_at = 1 WHERE username = 'ana'");
  expect((await app.browser().post(open, { password: "a new beginning", again: "a new beginning" })).status).toBe(410);
  expect(reset(app)).rejects.toThrow("error.no-such-user");
  expect(reset(app, "nobody")).rejects.toThrow("error.no-such-user");
  await app.close();
});

test("a link of one kind opens nothing of the other", async () => {
  const app = await openApp();
  const token = (await reset(app)).replace("/password/", "");
  expect((await app.browser().get(`/first-run/${token}`)).status).toBe(410);
  await app.close();

  const empty = await openApp({ staff: false });
  const first = (await firstRun(empty)).replace("/first-run/", "");
  expect((await empty.browser().get(`/password/${first}`)).status).toBe(410);
  await empty.close();
});

test("one's own password: the present one is asked for, other sessions end, this one goes on", async () => {
  const app = await openApp();
  const [here, elsewhere] = [await app.signedIn("ana"), await app.signedIn("ana")];
  await here.post("/me/status", { status: "ready" });
  const fields = { current: PASSWORD, password: "a new beginning", again: "a new beginning" };
  const wrong = await here.post("/me/password", { ...fields, current: "not this one" });
  expect([wrong.status, (await wrong.text()).includes("This is not your current password")]).toEqual([422, true]);
  expect((await here.post("/me/password", { ...fields, again: "another one" })).status).toBe(422);
  expect((await elsewhere.get("/me")).status).toBe(200);

  const open = await reset(app);
  const response = await here.post("/me/password", fields);
  expect([response.status, response.headers.get("location")]).toEqual([303, "/me?saved=password#change-password"]);
  expect([(await here.get("/me")).status, (await elsewhere.get("/me")).status]).toEqual([200, 303]);
  expect(statusOf(app.workspace.db, app.ids.ana).statusId).toBe(STATUSES.ready);
  expect((await app.browser().get(open)).status).toBe(410);
  expect((await app.browser().post("/sign-in", { username: "ana", password: fields.password })).status).toBe(303);
  await app.close();
});

test("the present password cannot be guessed at leisure from an open page", async () => {
  const app = await openApp();
  const ana = await app.signedIn("ana");
  const fields = { current: "guess", password: "a new beginning", again: "a new beginning" };
  for (let n = 0; n < 10; n++) await ana.post("/me/password", fields);
  expect((await ana.post("/me/password", { ...fields, current: PASSWORD })).status).toBe(429);
  await app.close();
});
