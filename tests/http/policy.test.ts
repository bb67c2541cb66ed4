import { expect, test } from "bun:test";
import { Elysia } from "elysia";
import { access } from "../../src/http/access.ts";
import { pagePolicy } from "../../src/http/policy.ts";
import type { Workspace } from "../../src/workspace.ts";
import { openApp, PASSWORD } from "./app.ts";

const FRAMED = pagePolicy(["https://shop.example"]);
const routes = (workspace: Workspace) => [
  new Elysia()
    .use(access(workspace))
    .get("/framed", () => new Response("<p>", { headers: { "content-type": "text/html", "content-security-policy": FRAMED } }), { may: "anyone" })
    .get("/words", () => "words", { may: "anyone" })
    .get("/file", () => new Response("x".repeat(70_000), { headers: { "content-type": "image/png" } }), { may: "anyone" }),
];

test("a page may run our own scripts alone, load from us alone, and is framed by nobody", async () => {
  const app = await openApp({ routes });
  const { headers } = await app.browser().get("/sign-in");
  const policy = new Map(
    headers
      .get("content-security-policy")
      ?.split("; ")
      .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
  );
  expect(Object.fromEntries(policy)).toMatchObject({
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
  });
  expect(headers.get("content-security-policy")).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("strict-transport-security")).toBeNull();
  await app.close();
});

test("an error page stands under the same policy", async () => {
  const app = await openApp({ routes });
  const { headers } = await app.browser().get("/nowhere");
  expect(headers.get("content-security-policy")).toBe(pagePolicy());
  await app.close();
});

test("what a route says itself stays; what is no page is only not sniffed", async () => {
  const app = await openApp({ routes });
  expect((await app.browser().get("/framed")).headers.get("content-security-policy")).toBe(FRAMED);
  const file = await app.browser().get("/file");
  expect([file.headers.get("content-security-policy"), file.headers.get("x-content-type-options")]).toEqual([null, "nosniff"]);
  expect(await (await app.browser().get("/words")).text()).toBe("words");
  await app.close();
});

test("under HTTPS browsers are told to stay there, and the cookie belongs to this host alone", async () => {
  const app = await openApp({ env: { PARLO_PUBLIC_URL: "https://chat.example.com" } });
  const response = await app.browser().post("/sign-in", { username: "ana", password: PASSWORD });
  expect(response.headers.get("set-cookie")).toMatch(/^__Host-parlo=[\w-]{22}; Path=\/; Max-Age=2592000; SameSite=Lax; HttpOnly; Secure$/);
  expect((await app.browser().get("/sign-in")).headers.get("strict-transport-security")).toBe("max-age=31536000");
  await app.close();
});

test("without HTTPS the cookie is still kept from scripts and other sites", async () => {
  const app = await openApp();
  const response = await app.browser().post("/sign-in", { username: "ana", password: PASSWORD });
  expect(response.headers.get("set-cookie")).toMatch(/^parlo=[\w-]{22}; Path=\/; Max-Age=2592000; SameSite=Lax; HttpOnly$/);
  await app.close();
});
