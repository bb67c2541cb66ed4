import { afterAll, beforeAll, expect, test } from "bun:test";
import { connect } from "node:net";
import { callerOf, networkOf, proxiesOf } from "../../src/http/caller.ts";
import { listen } from "../../src/http/server.ts";
import { openApp, type TestApp } from "./app.ts";

const from = (peer: string, headers: Record<string, string>, trusted: string[] = []) => callerOf(new Headers(headers), peer, proxiesOf(trusted), false);

test("without trusted proxies the headers are only words", () => {
  expect(from("203.0.113.9", { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" })).toEqual({ address: "203.0.113.9", secure: false });
  expect(from("203.0.113.9", { forwarded: "for=1.2.3.4;proto=https" })).toEqual({ address: "203.0.113.9", secure: false });
});

test("a trusted proxy says who the client is, and whether it came by HTTPS", () => {
  expect(from("10.0.0.2", { "x-forwarded-for": "1.2.3.4", "x-forwarded-proto": "https" }, ["10.0.0.0/8"])).toEqual({ address: "1.2.3.4", secure: true });
  expect(from("10.0.0.2", { forwarded: 'for="[2001:db8::7]:4711";proto=https' }, ["10.0.0.2"])).toEqual({ address: "2001:db8::7", secure: true });
});

test("what a client claims before the proxy's own word is not believed", () => {
  expect(from("10.0.0.2", { "x-forwarded-for": "6.6.6.6, 1.2.3.4" }, ["10.0.0.0/8"]).address).toBe("1.2.3.4");
  expect(from("10.0.0.2", { "x-forwarded-for": "6.6.6.6, 1.2.3.4, 10.0.0.3" }, ["10.0.0.0/8"]).address).toBe("1.2.3.4");
  expect(from("10.0.0.2", { "x-forwarded-for": "10.0.0.9, 1.2.3.4" }, ["10.0.0.0/8"]).address).toBe("1.2.3.4");
});

test("where both kinds of header stand there, one of them is the client's, so neither counts", () => {
  expect(from("10.0.0.2", { "x-forwarded-for": "1.2.3.4", forwarded: "for=6.6.6.6" }, ["10.0.0.2"]).address).toBe("10.0.0.2");
});

test("nonsense ends the reading at the last proxy that made sense", () => {
  expect(from("10.0.0.2", { "x-forwarded-for": "1.2.3.4, unknown" }, ["10.0.0.0/8"]).address).toBe("10.0.0.2");
  expect(from("10.0.0.2", { "x-forwarded-for": "" }, ["10.0.0.0/8"]).address).toBe("10.0.0.2");
});

test("addresses are written one way: no port, no zone, IPv4 as IPv4", () => {
  expect(from("::ffff:203.0.113.9", {}).address).toBe("203.0.113.9");
  expect(from("fe80::1%eth0", {}).address).toBe("fe80::1");
  expect(from("::ffff:10.0.0.2", { "x-forwarded-for": "1.2.3.4:5678" }, ["10.0.0.0/8"]).address).toBe("1.2.3.4");
});

test("what is no address or network is told at the start", () => {
  for (const entry of ["proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "::1/129", "/8"]) expect(() => proxiesOf([entry])).toThrow(entry);
});

test("who has one IPv6 address has its whole network", () => {
  expect(networkOf("2001:db8:1:2:aaaa::1")).toBe(networkOf("2001:0db8:0001:0002:bbbb:1:2:3"));
  expect(networkOf("2001:db8:1:2::1")).not.toBe(networkOf("2001:db8:1:3::1"));
  expect(networkOf("::1")).toBe("0:0:0:0");
  expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
});

let app: TestApp;
let server: Bun.Server<unknown>;
beforeAll(async () => {
  app = await openApp({ env: { PARLO_PORT: "21311" } });
  server = listen(app.app, app.workspace);
});
afterAll(async () => {
  await server.stop(true);
  await app.close();
});

test("over a real connection the audit has the connection's address, not the header's", async () => {
  await fetch("http://127.0.0.1:21311/sign-in", {
    method: "POST",
    body: new URLSearchParams({ username: "ana", password: "wrong" }),
    headers: { "x-forwarded-for": "1.2.3.4" },
  });
  expect(app.workspace.db.query("SELECT action, address FROM audit ORDER BY id DESC LIMIT 1").get()).toEqual({
    action: "sign-in.refused",
    address: "127.0.0.1",
  });
});

test("a body that comes in chunks hides nobody's address", async () => {
  const socket = connect({ port: 21311, host: "127.0.0.1", localAddress: "127.0.0.2" });
  const body = "username=ana&password=wrong";
  const lines = ["host: localhost", "content-type: application/x-www-form-urlencoded", "transfer-encoding: chunked", "connection: close"];
  socket.write(`POST /sign-in HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  socket.resume();
  await new Promise((closed) => socket.once("close", closed));
  expect(app.workspace.db.query("SELECT address FROM audit ORDER BY id DESC LIMIT 1").get()).toEqual({ address: "127.0.0.2" });
});

test("figures are for this machine alone, and not through a proxy, unless a token allows it", async () => {
  const metrics = (headers: Record<string, string>) => fetch("http://127.0.0.1:21311/metrics", { headers });
  const text = await (await metrics({})).text();
  expect(text).toContain("# TYPE parlo_conversations_waiting gauge\nparlo_conversations_waiting 0");
  expect((await metrics({ "x-forwarded-for": "1.2.3.4" })).status).toBe(401);
  expect((await metrics({ forwarded: "for=127.0.0.1" })).status).toBe(401);
  expect((await metrics({ "x-forwarded-for": "127.0.0.1", authorization: "Bearer nonsense" })).status).toBe(401);
});
