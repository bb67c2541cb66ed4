import { afterAll, beforeAll, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addUser } from "../../src/users/accounts.ts";
import { addProfile } from "../../src/users/profiles.ts";
import { type Browser, openApp, PASSWORD, type TestApp } from "../http/app.ts";
import { NINE } from "../world.ts";

// An administrator lets programs in, and out again.

let app: TestApp;
let ada: Browser;

beforeAll(async () => {
  app = await openApp();
  ada = await app.signedIn("ada");
});
afterAll(() => app.close());

const page = async (browser = ada) => (await browser.get("/admin/tokens")).text();
const profileId = (builtin: string) => (app.workspace.db.query("SELECT id FROM profiles WHERE builtin = ?").get(builtin) as { id: number }).id;
const make = (name: string, profile: number, browser = ada) => browser.post("/admin/tokens/add", { name, profile });
const asks = async (token: string) => (await app.browser({ authorization: `Bearer ${token}` }).get("/api/v1/agents")).status;

test("a token is shown once, lets a program in, and no more when it is revoked", async () => {
  const made = await (await make("The data warehouse", profileId("api"))).text();
  const token = /<code>(parlo_[^<]+)<\/code>/.exec(made)?.[1] ?? "";
  expect(await asks(token)).toBe(200);
  const later = await page();
  expect([later.includes("The data warehouse"), later.includes(token)]).toEqual([true, false]);
  const id = /\/admin\/tokens\/(\d+)\/revoke/.exec(later)?.[1];
  expect((await ada.post(`/admin/tokens/${id}/revoke`)).status).toBe(303);
  expect(await asks(token)).toBe(401);
  expect(await page()).toContain("No token yet");
  const actions = app.workspace.db.query("SELECT action, user_id AS userId FROM audit WHERE action LIKE 'token.%' ORDER BY id").all();
  expect(actions).toEqual(["token.created", "token.revoked"].map((action) => ({ action, userId: app.ids.ada })));
});

test("a token without a name is refused beside the field", async () => {
  const answer = await make(" ", profileId("api"));
  expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining("Write something here")]);
});

test("nobody gives a program what they may not do themselves, and no profile that is of no use to one", async () => {
  const passwordHash = await Bun.password.hash(PASSWORD, { algorithm: "argon2id", memoryCost: 8, timeCost: 1 });
  await app.workspace.write((db) => {
    const profile = addProfile(db, { name: "Keys only", capacity: 6, permissions: { "administer.api": "all", "api.metrics": "all" } }, CONSOLE, NINE);
    addUser(db, { username: "gigi", name: "Gigi", profileId: profile, passwordHash }, CONSOLE, NINE);
  });
  const gigi = app.browser();
  await gigi.post("/sign-in", { username: "gigi", password: PASSWORD });
  const offered = [...(await page(gigi)).matchAll(/<option[^>]*>([^<]+)/g)].map(([, name]) => name);
  expect(offered).toContain("Keys only");
  for (const name of ["Administrator", "API, read only", "Agent"]) expect(offered).not.toContain(name);
  expect((await make("All of it", profileId("api"), gigi)).status).toBe(422);
});
