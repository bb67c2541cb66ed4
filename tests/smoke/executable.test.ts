import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import type { Parlo } from "../parlo.ts";
import { makeFolder, runParlo, startParlo, until } from "../parlo.ts";

// What somebody sees who has one file and nothing else. The runner names the executable in PARLO_BIN; without it the sources are tried.

const executable = process.env["PARLO_BIN"];
const IDLE_MB_MAX = 80;
const READY_MS_MAX = 2_000;
const SOON_MS = 20_000;

let parlo: Parlo;
beforeAll(async () => {
  parlo = await startParlo();
});
afterAll(() => parlo.stop());

test("it says its version", async () => {
  const { code, out } = await runParlo(["version"]);
  expect([code, out]).toEqual([0, expect.stringContaining(manifest.version)]);
});

test("a wrong command line ends with 64 and one line that says what is wrong", async () => {
  const { code, err } = await runParlo(["dance"]);
  expect([code, err.trim().split("\n")]).toEqual([64, [expect.stringContaining("dance")]]);
});

test("wrong configuration ends with 78 and one line that says what is wrong", async () => {
  const { code, err } = await runParlo(["serve", "--data", makeFolder()], { PARLO_PORT: "many" });
  expect([code, err.trim().split("\n")]).toEqual([78, [expect.stringContaining("PARLO_PORT")]]);
});

test("it is up at once, and says where it is and how to make the first administrator", async () => {
  expect(parlo.readyMs).toBeLessThan(READY_MS_MAX);
  expect(await fetch(`${parlo.url}/healthz`).then((response) => response.json())).toEqual({ status: "ok" });
  await parlo.said(new RegExp(parlo.url));
  const page = await fetch(await parlo.link());
  expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/html")]);
});

test("every part that a page names is inside the executable", async () => {
  const page = await fetch(`${parlo.url}/sign-in`).then((response) => response.text());
  const parts = [...page.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map(([, path = ""]) => path);
  expect(parts.length).toBeGreaterThan(2);
  for (const path of new Set(parts)) {
    const response = await fetch(parlo.url + path);
    expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, expect.stringContaining("immutable")]);
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
});

test("the folder belongs to one process: a second one ends with 78 and names the first", async () => {
  const { code, err } = await runParlo(["serve", "--data", parlo.folder, "--port", "0"]);
  expect([code, err]).toEqual([78, expect.stringContaining(String(parlo.pid))]);
});

test("a command finds the process that owns the folder", async () => {
  const { code, err } = await runParlo(["check", "--data", parlo.folder]);
  expect([code, err]).toEqual([0, ""]);
});

test("what an agent has spoken is wrapped for its channel by a Worker of its own", async () => {
  const [folder, file] = [makeFolder(), join(makeFolder(), "office.json")];
  await Bun.write(file, JSON.stringify({ users: [{ username: "ana", name: "Ana", password: "parlo-demo", profile: "agent" }] }));
  expect(await runParlo(["apply", file, "--data", folder])).toMatchObject({ code: 0 });
  const { url, stop } = await startParlo({ folder });
  const form = new URLSearchParams({ username: "ana", password: "parlo-demo" });
  const entered = await fetch(`${url}/sign-in`, { method: "POST", body: form, redirect: "manual" });
  const cookie = entered.headers.getSetCookie().map((set) => set.split(";")[0]);
  const me = await (await fetch(`${url}/me`, { headers: { cookie: cookie.join("; ") } })).text();
  const headers = { cookie: cookie.join("; "), "x-csrf-token": /<meta name="csrf" content="([^"]*)"/.exec(me)?.[1] ?? "", accept: "application/json" };
  const body = Bun.file(join(import.meta.dir, "../fakes/voice/spoken.webm"));
  const answer = await fetch(`${url}/files/spoken-1?voice=whatsapp`, { method: "PUT", headers, body });
  expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ type: "audio/ogg" })]);
  await stop();
});

// A command that has just been carried out is not idle yet: what it took is given back a moment later.
test.if(process.platform === "linux")(`idle it takes less than ${IDLE_MB_MAX} MB`, async () => {
  const megabytes = () => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${parlo.pid}/status`, "utf8"))?.[1]) / 1024;
  await until(() => megabytes() < IDLE_MB_MAX, SOON_MS, "it does not give memory back");
  expect(megabytes()).toBeLessThan(IDLE_MB_MAX);
});

test("after its plug was pulled it is back on the same folder, and ends with 0 when asked to", async () => {
  const first = await startParlo();
  await first.kill9();
  const again = await startParlo({ folder: first.folder });
  expect(await again.stop()).toBe(0);
});

test.if(executable !== undefined)("it needs nothing beside it, and leaves nothing there", () => {
  expect(readdirSync(dirname(executable ?? ""))).toEqual(["parlo"]);
});

test.skipIf(!executable)("the page's script is one file, which asks for nothing but the libraries", async () => {
  const page = await (await fetch(`${parlo.url}/sign-in`)).text();
  const address = /src="(\/static\/[^"]+\/js\/app\.js)"/.exec(page)?.[1] ?? "";
  const script = await (await fetch(parlo.url + address)).text();
  const imports = [...script.matchAll(/(?:from|import) ?\(?"([^"]+)"/g)].map(([, name]) => name);
  expect([...new Set(imports)].sort()).toEqual(["../lib/alpine.js", "../lib/chart.js", "../lib/leaflet.js"]);
});
