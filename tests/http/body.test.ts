import { afterAll, beforeAll, expect, test } from "bun:test";
import { Elysia } from "elysia";
import { access } from "../../src/http/access.ts";
import { FORM_BYTES_MAX, readBody } from "../../src/http/body.ts";
import { listen } from "../../src/http/server.ts";
import type { Workspace } from "../../src/workspace.ts";
import { openApp, type TestApp } from "./app.ts";

const RAW_BYTES_MAX = 10_000;
const raw = (workspace: Workspace) =>
  new Elysia()
    .use(access(workspace))
    .post("/webhooks/:channelId/raw", async ({ request }) => String((await readBody(request, RAW_BYTES_MAX)).length), { may: "anyone", parse: "none" });

let app: TestApp;
let server: Bun.Server<unknown>;
beforeAll(async () => {
  app = await openApp({ env: { PARLO_PORT: "21310" }, routes: (workspace) => [raw(workspace)] });
  server = listen(app.app, app.workspace);
});
afterAll(async () => {
  await server.stop(true);
  await app.close();
});

const form = { "content-type": "application/x-www-form-urlencoded" };
const send = async (path: string, body: string | ReadableStream, headers: Record<string, string> = form) =>
  (await fetch(`http://127.0.0.1:21310${path}`, { method: "POST", body, headers })).status;

/** Without a length: the server learns it only by reading. */
function inChunks(bytes: number): ReadableStream {
  let left = bytes;
  return new ReadableStream({
    pull: (out) => {
      const size = Math.min(left, 16_384);
      left -= size;
      out.enqueue(new Uint8Array(size).fill(97));
      if (left === 0) out.close();
    },
  });
}

test("a form up to the limit is read, one beyond is 413", async () => {
  const fields = "username=a&password=";
  expect(await send("/sign-in", fields + "b".repeat(FORM_BYTES_MAX - fields.length))).toBe(422);
  expect(await send("/sign-in", fields + "b".repeat(FORM_BYTES_MAX - fields.length + 1))).toBe(413);
});

test("a body that does not say how long it is is cut off at the limit", async () => {
  expect(await send("/sign-in", inChunks(FORM_BYTES_MAX))).toBe(422);
  expect(await send("/sign-in", inChunks(FORM_BYTES_MAX + 1))).toBe(413);
});

test("a route that reads by itself has its own limit, for both kinds", async () => {
  expect(await send("/webhooks/wa/raw", "a".repeat(RAW_BYTES_MAX))).toBe(200);
  expect(await send("/webhooks/wa/raw", "a".repeat(RAW_BYTES_MAX + 1))).toBe(413);
  expect(await send("/webhooks/wa/raw", inChunks(RAW_BYTES_MAX))).toBe(200);
  expect(await send("/webhooks/wa/raw", inChunks(RAW_BYTES_MAX + 1))).toBe(413);
});

test("after a refused body the server goes on", async () => {
  expect(await send("/sign-in", "a".repeat(4 * FORM_BYTES_MAX))).toBe(413);
  expect((await fetch("http://127.0.0.1:21310/healthz")).status).toBe(200);
});

test("a host too short for the router is refused instead of taken for another path", async () => {
  for (const host of ["x", "ab", "abc"]) {
    const response = await fetch("http://127.0.0.1:21310/x/healthz", { headers: { host } });
    expect([host, response.status]).toEqual([host, 400]);
  }
  expect((await fetch("http://127.0.0.1:21310/healthz", { headers: { host: "abcd" } })).status).toBe(200);
});
