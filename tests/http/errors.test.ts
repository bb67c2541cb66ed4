import { afterAll, beforeAll, expect, test } from "bun:test";
import { Elysia, t } from "elysia";
import { access } from "../../src/http/access.ts";
import { Conflict, Invalid, TooMany } from "../../src/http/errors.ts";
import type { Workspace } from "../../src/workspace.ts";
import { openApp, type TestApp } from "./app.ts";

const BUG = "the secret of the database";
const wrongs: Readonly<Record<string, () => Error>> = {
  conflict: () => new Conflict("error.bug.number", { number: "<b>7</b>" }),
  invalid: () => new Invalid({ name: "field.required", note: "field.too-long" }, { note: { max: 7 } }),
  many: () => new TooMany(42),
  bug: () => new Error(BUG),
};

const routes = (workspace: Workspace) => {
  const raise = ({ params: { what } }: { params: { what: string } }) => {
    throw wrongs[what]?.();
  };
  const anyone = { may: "anyone" } as const;
  return [
    new Elysia()
      .use(access(workspace))
      .get("/wrong/:what", raise, anyone)
      .get("/api/wrong/:what", raise, anyone)
      .get("/webhooks/wrong/:what", raise, anyone)
      .post("/number/:id", ({ params: { id } }) => ({ id }), { ...anyone, params: t.Object({ id: t.Numeric() }), body: t.Object({ age: t.Number() }) }),
  ];
};

let app: TestApp;
beforeAll(async () => {
  app = await openApp({ routes });
});
afterAll(() => app.close());

const part = { "hx-request": "true" };
const italian = { "accept-language": "it-IT,it;q=0.9" };

test("a page says what happened in the reader's language, and text of people stays text", async () => {
  const response = await app.browser().get("/wrong/conflict", italian);
  const page = await response.text();
  expect(response.status).toBe(409);
  expect(page).toContain('<html lang="it"');
  expect(page).toContain("Numero &lt;b>7&lt;/b>");
  expect(page).not.toContain("<b>7");
});

test("a part of a page becomes a toast and no page", async () => {
  const response = await app.browser().get("/wrong/conflict", part);
  const body = await response.text();
  expect(response.status).toBe(409);
  expect(body).toStartWith("<hx-partial");
  expect(body).not.toContain("<html");
});

test("the API and our own scripts get problem JSON with every field (RFC 9457)", async () => {
  const api = await app.browser().get("/api/wrong/invalid", italian);
  expect([api.status, api.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
  expect(await api.json()).toEqual({
    type: "about:blank",
    title: "Look at the marked fields. Nothing was saved",
    status: 422,
    fields: { name: "Write something here", note: "At most 7 letters" },
  });
  const script = await app.browser().get("/wrong/invalid", { accept: "application/json", ...italian });
  expect(((await script.json()) as { fields: object }).fields).toEqual({ name: "Scrivi qualcosa qui", note: "Al massimo 7 lettere" });
});

test("a provider gets a line of text", async () => {
  const response = await app.browser().get("/webhooks/wrong/conflict");
  expect([response.status, await response.text()]).toEqual([409, "Number <b>7</b>\n"]);
  expect(response.headers.get("content-type")).toStartWith("text/plain");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

test("who must wait is told how long", async () => {
  const response = await app.browser().get("/wrong/many");
  expect([response.status, response.headers.get("retry-after")]).toEqual([429, "42"]);
});

test("a mistake of ours shows a number that stands in the log, and nothing else of it", async () => {
  for (const path of ["/wrong/bug", "/api/wrong/bug", "/webhooks/wrong/bug"]) {
    const response = await app.browser().get(path);
    const body = await response.text();
    expect([path, response.status, body.includes(BUG)]).toEqual([path, 500, false]);
  }
  const page = await (await app.browser().get("/wrong/bug")).text();
  const number = /Number ([\w-]{8})/.exec(page)?.[1] ?? "none";
  const line = app.logged.find((one) => one.includes(number));
  expect(JSON.parse(line ?? "{}")).toMatchObject({ level: 50, method: "GET", path: "/wrong/bug", error: { message: BUG } });
});

test("what is not there is 404 for pages, parts and programs", async () => {
  expect((await app.browser().get("/nowhere")).status).toBe(404);
  expect(await (await app.browser().get("/nowhere", part)).text()).toContain("This is not here, or no longer");
  expect(await (await app.browser().get("/api/nowhere")).json()).toMatchObject({ status: 404 });
});

test("an id that is no number names nothing; a body that cannot be read is 400; a field of a wrong form 422", async () => {
  const send = async (path: string, body: string) => {
    const request = new Request(`http://localhost${path}`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", accept: "application/json" },
    });
    const response = await app.app.handle(request);
    return [response.status, ((await response.json()) as { fields?: unknown }).fields];
  };
  expect(await send("/number/abc", '{"age":3}')).toEqual([404, undefined]);
  expect(await send("/number/7", "{")).toEqual([400, undefined]);
  expect(await send("/number/7", '{"age":"old"}')).toEqual([422, { age: "Choose one" }]);
});
