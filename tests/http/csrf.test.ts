import { afterAll, beforeAll, expect, test } from "bun:test";
import { openApp, PASSWORD, type TestApp } from "./app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

const theme = () => app.workspace.db.query("SELECT theme FROM users WHERE username = 'ana'").get() as { theme: string };

test("a change without the token of the session is refused and changes nothing", async () => {
  const ana = await app.signedIn("ana");
  expect((await ana.post("/me/preferences", { theme: "dark" }, { "x-csrf-token": "" })).status).toBe(403);
  expect((await ana.post("/me/preferences", { theme: "dark" }, { "x-csrf-token": "nonsense" })).status).toBe(403);
  expect(theme()).toEqual({ theme: "system" });
});

test("the token of another session, even of the same user, does not do", async () => {
  const [here, elsewhere] = [await app.signedIn("ana"), await app.signedIn("ana")];
  expect((await here.post("/me/preferences", { theme: "dark" }, { "x-csrf-token": await elsewhere.csrf() })).status).toBe(403);
  expect((await here.post("/me/preferences", { theme: "dark" })).status).toBe(204);
  expect(theme()).toEqual({ theme: "dark" });
});

test("a plain form sends the token as a field", async () => {
  const ana = await app.signedIn("ana");
  const csrf = await ana.csrf();
  expect((await ana.post("/sign-out", { csrf }, { "x-csrf-token": "" })).status).toBe(403);
  const body = new URLSearchParams({ csrf, confirmed: "yes" });
  const response = await app.app.handle(new Request("http://localhost/sign-out", { method: "POST", headers: { cookie: ana.cookie }, body }));
  expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in?out"]);
});

test("what another site sends is refused, whatever it carries", async () => {
  const ana = await app.signedIn("ana");
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "http://localhost.evil.example" },
    { origin: "http://localhost:81" },
    { origin: "http://localhost", "sec-fetch-site": "cross-site" },
  ])
    expect([headers, (await ana.post("/me/preferences", { theme: "light" }, headers)).status]).toEqual([headers, 403]);
});

test("what our own pages send passes", async () => {
  const ana = await app.signedIn("ana");
  for (const headers of [
    { "sec-fetch-site": "same-origin" },
    { origin: "http://localhost" },
    { "sec-fetch-site": "same-origin", origin: "https://behind.a.proxy" },
  ])
    expect([headers, (await ana.post("/me/preferences", { theme: "light" }, headers)).status]).toEqual([headers, 204]);
});

test("nobody can be signed in by another site, but a script without a browser can sign in", async () => {
  const fields = { username: "ana", password: PASSWORD };
  expect((await app.browser().post("/sign-in", fields, { "sec-fetch-site": "cross-site" })).status).toBe(403);
  expect((await app.browser().post("/sign-in", fields, { origin: "https://evil.example" })).status).toBe(403);
  expect((await app.browser().post("/sign-in", fields)).status).toBe(303);
});

test("behind a proxy that names another host, the public address counts", async () => {
  const own = await openApp({ env: { PARLO_PUBLIC_URL: "https://chat.example.com" } });
  const fields = { username: "ana", password: PASSWORD };
  expect((await own.browser().post("/sign-in", fields, { origin: "https://chat.example.com" })).status).toBe(303);
  expect((await own.browser().post("/sign-in", fields, { origin: "http://chat.example.com" })).status).toBe(403);
  await own.close();
});
