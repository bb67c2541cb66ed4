import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { type Invalid, Refusal } from "../../src/http/errors.ts";
import { addUser, changeUser, disableUser, enableUser, type UserInput } from "../../src/users/accounts.ts";
import { hashPassword, isPassword, NOBODY } from "../../src/users/passwords.ts";
import { ACTIONS, type Action, PERMISSIONS, permissionsOf, ROLES, scopeOf } from "../../src/users/permissions.ts";
import { addProfile, changeProfile, foundProfiles, permissionsFor, profileNamed, removeProfile } from "../../src/users/profiles.ts";
import { createApiToken, revokeApiToken } from "../../src/users/tokens.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { ana, PROFILES, SKILLSETS, type World, world } from "../world.ts";

const ELA: UserInput = { username: "ela", name: "Ela", email: "ela@example.com", profileId: PROFILES.agent };
const hire = ({ write, clock }: World, input: Partial<UserInput> = {}) =>
  write((db) => addUser(db, { ...ELA, ...input, passwordHash: null }, CONSOLE, clock()));
type Line = { action: string; subject: string; before: string | null; after: string | null };
const lastAudit = ({ db }: { db: World["db"] }): unknown => {
  const { before, after, ...row } = db.query("SELECT action, subject, before, after FROM audit ORDER BY id DESC LIMIT 1").get() as Line;
  return { ...row, before: JSON.parse(before ?? "null"), after: JSON.parse(after ?? "null") };
};
const lastEvent = ({ db }: World): unknown => db.query("SELECT kind, agent_id AS agentId, data FROM events ORDER BY id DESC LIMIT 1").get();

function refused(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error("it was not refused");
}

test("a user is added: the row, the event, and who did it", () => {
  const here = world();
  const id = hire(here, { skillsets: [{ id: SKILLSETS.sales, level: 7 }] });
  expect(lastEvent(here)).toEqual({ kind: "user.changed", agentId: id, data: `{"userId":${id}}` });
  expect(lastAudit(here)).toEqual({
    action: "user.added",
    subject: `user:${id}`,
    before: null,
    after: {
      username: "ela",
      name: "Ela",
      email: "ela@example.com",
      profileId: PROFILES.agent,
      capacity: null,
      byName: false,
      skillsets: [{ id: SKILLSETS.sales, level: 7 }],
    },
  });
});

test("everything that is wrong with a user is said at once", () => {
  const here = world();
  const wrong = { username: "two words", name: "", email: "no address", capacity: 1001 };
  expect((refused(() => hire(here, wrong)) as Invalid).fields).toEqual({
    username: "field.username",
    name: "field.required",
    email: "field.email",
    capacity: "field.number",
  });
  expect((refused(() => hire(here, { username: "ANA" })) as Invalid).fields).toEqual({ username: "field.taken" });
  expect((refused(() => hire(here, { username: "x".repeat(65) })) as Invalid).fieldFacts).toEqual({ username: { max: 64 } });
  expect((refused(() => hire(here, { profileId: 99 })) as Invalid).fields).toEqual({ profile: "field.choose" });
  expect((refused(() => hire(here, { skillsets: [{ id: 99, level: 5 }] })) as Invalid).fields).toEqual({ skillsets: "field.choose" });
});

test("a change tells what was and what is, and no change tells nothing", () => {
  const here = world();
  const id = hire(here);
  const before = here.db.query("SELECT count(*) AS n FROM events").get();
  here.write((db) => changeUser(db, id, ELA, CONSOLE, here.now));
  expect(here.db.query("SELECT count(*) AS n FROM events").get()).toEqual(before);
  here.write((db) => changeUser(db, id, { ...ELA, capacity: 3, skillsets: [{ id: SKILLSETS.support, level: 5 }] }, CONSOLE, here.now));
  expect(lastAudit(here)).toEqual({
    action: "user.changed",
    subject: `user:${id}`,
    before: { capacity: null, skillsets: [] },
    after: { capacity: 3, skillsets: [{ id: SKILLSETS.support, level: 5 }] },
  });
  expect(here.view.members(SKILLSETS.support).map((agent) => [agent.id, agent.capacity])).toContainEqual([id, 3]);
});

test("a disabled user is out at once, and may come back", async () => {
  const app = await openApp();
  const { write, clock } = app.workspace;
  const browser = await app.signedIn("ana");
  await write((db) => disableUser(db, app.ids.ana, CONSOLE, clock()));
  expect((await browser.get("/me")).status).toBe(303);
  expect((await app.browser().post("/sign-in", { username: "ana", password: "parlo-demo" })).status).toBe(401);
  expect(app.heard.slice(-4).map(({ kind }) => kind)).toEqual(["session.ended", "agent.status-changed", "agent.signed-out", "user.changed"]);
  await write((db) => enableUser(db, app.ids.ana, CONSOLE, clock()));
  expect((await app.browser().post("/sign-in", { username: "ana", password: "parlo-demo" })).status).toBe(303);
  await app.close();
});

test("the last who may change users cannot be taken away, in whatever manner", async () => {
  const app = await openApp();
  const { write, db, clock } = app.workspace;
  const administrator = profileNamed(db, "administrator");
  const agent = profileNamed(db, "agent");
  if (!administrator || !agent) throw new Error("the starting profiles are missing");
  const ada = { username: "ada", name: "Ada", profileId: agent.id };
  expect(write((db_) => disableUser(db_, app.ids.ada, CONSOLE, clock()))).rejects.toThrow("conflict.last-administrator");
  expect(write((db_) => changeUser(db_, app.ids.ada, ada, CONSOLE, clock()))).rejects.toThrow("conflict.last-administrator");
  const less = { name: administrator.name, capacity: 6, permissions: { "conversations.view": "all" } };
  expect(write((db_) => changeProfile(db_, administrator.id, less, CONSOLE, clock()))).rejects.toThrow("conflict.last-administrator");
  await app.workspace.writer.settled();
  expect((await (await app.signedIn("ada")).get("/me")).status).toBe(200);
  expect(permissionsFor(db, administrator.id).has("administer.users")).toBe(true);
  await app.close();
});

test("the starting profiles are what the table says, once", () => {
  const here = world();
  here.db.run("DELETE FROM user_skillsets; DELETE FROM agent_status_intervals; DELETE FROM users; DELETE FROM profiles");
  here.write(foundProfiles);
  here.write(foundProfiles);
  expect(here.db.query("SELECT builtin, capacity FROM profiles ORDER BY id").all()).toEqual(ROLES.map((builtin) => ({ builtin, capacity: 6 })));
  for (const role of ROLES) expect([...permissionsFor(here.db, profileNamed(here.db, role)?.id ?? 0)].sort()).toEqual(permissionsOf(role).sort());
});

test("no starting role has a scope that its action does not know, and each is given no more than the one above", () => {
  const width = { own: 1, skillsets: 2, queues: 3, all: 4 };
  const people = ["agent", "super-agent", "supervisor", "administrator"] as const;
  for (const action of ACTIONS) {
    const { scopes, roles } = PERMISSIONS[action];
    for (const role of ROLES) if (roles[role] !== null) expect([action, scopes as readonly string[]]).toEqual([action, expect.arrayContaining([roles[role]])]);
    const widths = people.map((role) => (roles[role] === null ? 0 : width[roles[role]]));
    expect([action, widths]).toEqual([action, widths.toSorted((a, b) => a - b)]);
  }
});

test("a token's profile reads, and a profile for people is not for programs", () => {
  expect(permissionsOf("api").map(([action]) => action)).toEqual(["api.read", "api.metrics"]);
  expect(permissionsOf("supervisor").some(([action]) => action.startsWith("api."))).toBe(false);
});

test("isolation narrows what reaches further than one's own, and nothing else", () => {
  const permissions = new Map<Action, "own" | "skillsets" | "queues" | "all">([
    ["isolated", "own"],
    ["conversations.view", "all"],
    ["conversations.copy", "own"],
    ["administer.users", "all"],
  ]);
  expect(
    ["conversations.view", "conversations.copy", "administer.users", "conversations.delete"].map((action) => scopeOf(permissions, action as Action)),
  ).toEqual(["skillsets", "own", "all", null]);
});

test("a profile of one's own: made, used, changed, kept while somebody has it", () => {
  const here = world();
  const input = { name: "Night", capacity: 2, permissions: { "conversations.view": "queues" } };
  const id = here.write((db) => addProfile(db, input, CONSOLE, here.now));
  expect(lastEvent(here)).toMatchObject({ kind: "profile.changed", data: `{"profileId":${id}}` });
  here.write((db) => changeUser(db, ana, { username: "ana", name: "Ana", profileId: id }, CONSOLE, here.now));
  expect(here.view.members(SKILLSETS.sales).find((agent) => agent.id === ana)?.capacity).toBe(2);
  expect(refused(() => here.write((db) => removeProfile(db, id, CONSOLE, here.now))).key).toBe("conflict.profile-used");
  expect(refused(() => here.write((db) => removeProfile(db, PROFILES.agent, CONSOLE, here.now))).key).toBe("conflict.profile-builtin");
  expect((refused(() => here.write((db) => addProfile(db, input, CONSOLE, here.now))) as Invalid).fields).toEqual({ name: "field.taken" });
  const unknown = { ...input, name: "Odd", permissions: { "conversations.delete": "own" } };
  expect((refused(() => here.write((db) => addProfile(db, unknown, CONSOLE, here.now))) as Invalid).fields).toEqual({ "conversations.delete": "field.choose" });
});

test("a token is shown once, kept as its hash, and can be revoked", async () => {
  const app = await openApp();
  const token = await makeToken(app);
  expect(token).toMatch(/^parlo_[\w-]{22}$/);
  expect(JSON.stringify(app.workspace.db.query("SELECT name, hex(token_hash) FROM api_tokens").all())).not.toContain(token);
  expect(lastAudit(app.workspace)).toEqual({
    action: "token.created",
    subject: "token:1",
    before: null,
    after: { name: "reports", profile: "API, read only" },
  });
  const { write, clock } = app.workspace;
  await write((db) => revokeApiToken(db, 1, CONSOLE, clock()));
  expect(write((db) => revokeApiToken(db, 1, CONSOLE, clock()))).rejects.toThrow("error.not-found");
  expect((await app.browser().get("/metrics", { "x-forwarded-for": "1.2.3.4", authorization: `Bearer ${token}` })).status).toBe(401);
  await app.close();
});

test("who has no password gets in with none, and is refused no sooner than others", async () => {
  expect(await isPassword("", null)).toBe(false);
  expect(await isPassword("anything", null)).toBe(false);
  const cost = (hash: string) => hash.split("$").slice(1, 4);
  expect(cost(NOBODY)).toEqual(cost(await hashPassword("anything")));
});

const makeToken = ({ workspace: { write, dice, clock } }: TestApp) => write((db) => createApiToken(db, { name: "reports" }, dice, CONSOLE, clock()));
