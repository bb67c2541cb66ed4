import { afterAll, beforeAll, expect, test } from "bun:test";
import { Elysia, t } from "elysia";
import { CONSOLE } from "../../src/admin/audit.ts";
import { access, type May, statedBy } from "../../src/http/access.ts";
import { serverOf } from "../../src/http/server.ts";
import { createApiToken } from "../../src/users/tokens.ts";
import type { Workspace } from "../../src/workspace.ts";
import { openApp, type TestApp } from "./app.ts";

let app: TestApp;

const testRoutes = (workspace: Workspace) =>
  new Elysia()
    .use(access(workspace))
    .get("/test/users", ({ person }) => person.name, { may: "administer.users" })
    .post("/test/assign", ({ person }) => person.name, { may: "conversations.assign" })
    .get("/test/administer", ({ person }) => person.name, { may: "administer" })
    .get("/api/test", ({ program }) => ({ name: program.name }), { may: "api.read" });

beforeAll(async () => {
  app = await openApp({ routes: (workspace) => [testRoutes(workspace)] });
});
afterAll(() => app.close());

test("who may come is what the profile allows; a group asks for any of it", async () => {
  const who = { nobody: app.browser(), ana: await app.signedIn("ana"), vito: await app.signedIn("vito"), ada: await app.signedIn("ada") };
  const statuses = async (method: string, path: string) => Promise.all(Object.values(who).map((browser) => browser.status(method, path)));
  expect(await statuses("GET", "/test/users")).toEqual([303, 403, 403, 200]);
  expect(await statuses("GET", "/test/administer")).toEqual([303, 403, 403, 200]);
  expect(await statuses("POST", "/test/assign")).toEqual([401, 403, 200, 200]);
});

test("a server with a route that does not say who may come does not start", () => {
  const careless = new Elysia().get("/careless", () => "hello");
  expect(() => serverOf(app.workspace, careless)).toThrow("routes that do not state who may come: GET /careless");
});

test("what a route states can be read from it", () => {
  const stated = Object.fromEntries(testRoutes(app.workspace).routes.map(({ path, hooks }) => [path, statedBy(hooks)]));
  expect(stated).toEqual({
    "/test/users": "administer.users",
    "/test/assign": "conversations.assign",
    "/test/administer": "administer",
    "/api/test": "api.read",
  } satisfies Record<string, May>);
});

test("whoever opens a page without a session is led to sign in, and back", async () => {
  const response = await app.browser().get("/me?tab=2");
  expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in?next=%2Fme%3Ftab%3D2"]);
});

test("a part of a page, a stream and a script are told 401 instead of another page", async () => {
  const nobody = app.browser();
  const part = await nobody.get("/me", { "hx-request": "true" });
  expect([part.status, (await part.text()).includes("Your session ended")]).toEqual([401, true]);
  expect((await nobody.get("/me", { accept: "text/event-stream" })).status).toBe(401);
  expect((await nobody.get("/me", { accept: "application/json" })).status).toBe(401);
  expect((await nobody.get("/me", { "sec-fetch-mode": "cors" })).status).toBe(401);
  expect((await nobody.get("/me", { "sec-fetch-mode": "navigate" })).status).toBe(303);
});

test("who may not come is told so before anything is said about the fields", async () => {
  const strict = (workspace: Workspace) =>
    new Elysia().use(access(workspace)).post("/strict", () => "ok", { may: "administer.users", body: t.Object({ name: t.String() }) });
  const own = await openApp({ routes: (workspace) => [strict(workspace)] });
  expect((await own.browser().post("/strict")).status).toBe(401);
  expect((await (await own.signedIn("ana")).post("/strict")).status).toBe(403);
  expect((await (await own.signedIn("ada")).post("/strict")).status).toBe(422);
  await own.close();
});

test("a token opens what its profile allows to programs, and no page", async () => {
  const token = await app.workspace.write((db) => createApiToken(db, { name: "reports" }, app.workspace.dice, CONSOLE, app.workspace.clock()));
  const authorization = `Bearer ${token}`;
  const response = await app.browser().get("/api/test", { authorization });
  expect([response.status, await response.json()]).toEqual([200, { name: "reports" }]);
  expect((await app.browser().get("/test/users", { authorization })).status).toBe(303);
  expect((await app.browser().get("/api/test", { authorization: `Bearer ${token}x` })).status).toBe(401);
});

test("a session opens no route for programs", async () => {
  const ada = await app.signedIn("ada");
  const response = await ada.get("/api/test");
  expect(response.status).toBe(401);
  expect(response.headers.get("www-authenticate")).toBe("Bearer");
});

test("a token of a profile that is not for programs opens nothing", async () => {
  const token = await app.workspace.write((db) => createApiToken(db, { name: "wrong", profile: "agent" }, app.workspace.dice, CONSOLE, app.workspace.clock()));
  expect((await app.browser().get("/api/test", { authorization: `Bearer ${token}` })).status).toBe(403);
});

test("a route for anyone that asks for a person says which mistake that is", async () => {
  const wrong = (workspace: Workspace) => new Elysia().use(access(workspace)).get("/wrong", ({ person }) => person.name, { may: "anyone" });
  const own = await openApp({ routes: (workspace) => [wrong(workspace)] });
  expect((await own.browser().get("/wrong")).status).toBe(500);
  expect(own.logged.join()).toContain("this route has no person");
  await own.close();
});
