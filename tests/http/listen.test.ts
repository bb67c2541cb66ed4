import { expect, test } from "bun:test";
import { join } from "node:path";
import { ConfigProblem } from "../../src/config.ts";
import { listen } from "../../src/http/server.ts";
import { makeFolder } from "../parlo.ts";
import { openApp, PASSWORD } from "./app.ts";

async function refused(env: Record<string, string>): Promise<ConfigProblem> {
  const app = await openApp({ staff: false, env });
  try {
    listen(app.app, app.workspace);
  } catch (error) {
    if (error instanceof ConfigProblem) return error;
    throw error;
  } finally {
    await app.close();
  }
  throw new Error("it listens");
}

test("two servers do not share a port: the second says which is taken and ends with 78", async () => {
  const app = await openApp({ staff: false, env: { PARLO_PORT: "21312" } });
  const server = listen(app.app, app.workspace);
  const problem = await refused({ PARLO_PORT: "21312" });
  expect([problem.exitCode, problem.message]).toEqual([78, "port 21312 of 127.0.0.1 is taken: stop what listens there, or choose another with --port"]);
  await server.stop(true);
  await app.close();
});

test("an address that is not this machine's, and a certificate that is none, are told in words", async () => {
  expect((await refused({ PARLO_PORT: "21312", PARLO_HOST: "203.0.113.5" })).message).toContain("203.0.113.5 is no address of this machine");
  const nothing = join(makeFolder(), "nothing.pem");
  const tls = { PARLO_PORT: "21312", PARLO_TLS_CERT: nothing, PARLO_TLS_KEY: nothing };
  expect((await refused(tls)).message).toContain("cannot be used: ENOENT");
});

test("with own certificate files it speaks HTTPS, and the cookie says so", async () => {
  const app = await openApp({ env: { PARLO_PORT: "21313", PARLO_TLS_CERT: join(FIXTURES, "cert.pem"), PARLO_TLS_KEY: join(FIXTURES, "key.pem") } });
  const server = listen(app.app, app.workspace);
  const body = new URLSearchParams({ username: "ana", password: PASSWORD });
  const response = await fetch("https://127.0.0.1:21313/sign-in", { method: "POST", body, redirect: "manual", tls: { rejectUnauthorized: false } });
  expect(response.status).toBe(303);
  expect(response.headers.get("set-cookie")).toContain("__Host-parlo=");
  await server.stop(true);
  await app.close();
});

const FIXTURES = join(import.meta.dir, "certificate");
