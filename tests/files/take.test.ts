import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { kinds } from "../../src/channels/registry.ts";
import { routesOf } from "../../src/commands/serving.ts";
import { readConfig } from "../../src/config.ts";
import { backgroundOf } from "../../src/db/background.ts";
import { fileRoutes } from "../../src/files/routes.ts";
import { listen, serverOf } from "../../src/http/server.ts";
import { openWorkspace } from "../../src/open.ts";
import type { Browser } from "../http/app.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { makeFolder, until } from "../parlo.ts";

const MEGABYTE = 1024 * 1024;
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

let app: TestApp;
let server: Bun.Server<unknown>;
let ana: Browser;
let headers: Record<string, string>;

beforeAll(async () => {
  app = await openApp({ env: { PARLO_PORT: "0" } });
  server = listen(app.app, app.workspace);
  ana = await app.signedIn("ana");
  headers = { cookie: ana.cookie, "x-csrf-token": await ana.csrf(), accept: "application/json" };
});
afterAll(async () => {
  await server.stop(true);
  await app.close();
});

let names = 0;
const nextName = () => `upload-${++names}`;
const media = () => join(app.workspace.config.dataDir, "media");
const unfinished = () => readdirSync(join(media(), "tmp"));
const kept = () =>
  readdirSync(media(), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const hashOf = (bytes: string | Uint8Array) => new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
const put = (clientId: string, body: BodyInit | null, more: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${server.port}/files/${clientId}?name=a.txt`, { method: "PUT", headers: { ...headers, ...more }, body });
const uploads = (clientId: string) =>
  app.workspace.db.query("SELECT u.name, f.type, f.size, f.sha256 FROM uploads u JOIN files f ON f.id = u.file_id WHERE u.client_id = ?").all(clientId);

/** A request that is written by hand, to break it where we want. */
async function begin(head: string, body: string) {
  const socket = connect(Number(server.port), "127.0.0.1");
  await new Promise((connected) => socket.once("connect", connected));
  let said = "";
  socket.on("data", (bytes) => (said += bytes));
  socket.on("error", () => {});
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.write(`${[head, "host: localhost", ...lines].join("\r\n")}\r\n\r\n${body}`);
  return { said: () => said, socket };
}

test("a file is on the disk under its own hash before the answer, and waits for the message that takes it", async () => {
  const clientId = nextName();
  const answer = await put(clientId, "Good morning");
  expect([answer.status, await answer.json()]).toEqual([201, { size: 12, type: "text/plain", width: null, height: null }]);
  const sha256 = hashOf("Good morning");
  expect(statSync(join(media(), sha256.slice(0, 2), sha256)).size).toBe(12);
  expect(uploads(clientId)).toEqual([{ name: "a.txt", type: "text/plain", size: 12, sha256 }]);
  expect(unfinished()).toEqual([]);
});

test("what a file is says its content, not its sender", async () => {
  const types = async (body: BodyInit, told: string) => ((await (await put(nextName(), body, { "content-type": told })).json()) as { type: string }).type;
  expect(await types("<!doctype html><script>alert(1)</script>", "text/html")).toBe("text/plain");
  expect(await types(PNG, "text/html")).toBe("image/png");
  expect(await types("%PDF-1.7 hello", "image/png")).toBe("application/pdf");
  expect(await types(new Uint8Array([0, 1, 2, 3]), "image/png")).toBe("application/octet-stream");
});

test("a picture is measured", async () => {
  expect(await (await put(nextName(), PNG)).json()).toMatchObject({ type: "image/png", width: 1, height: 1 });
});

test("a name is only shown: nothing in it is a path, turns the reading round or is endless", async () => {
  const clientId = nextName();
  const name = `../../etc/\u202egpj.exe\0\n${"x".repeat(400)}`;
  await fetch(`http://127.0.0.1:${server.port}/files/${clientId}?name=${encodeURIComponent(name)}`, { method: "PUT", headers, body: "x" });
  const [{ name: shown } = { name: "" }] = uploads(clientId) as { name: string }[];
  expect(shown).toStartWith("....etcgpj.exexxx");
  expect(shown).toHaveLength(255);
});

test("the same file twice is one file on the disk", async () => {
  const [one, other] = [nextName(), nextName()];
  await Promise.all([put(one, "the very same"), put(other, "the very same")]);
  expect(kept().filter((name) => name === hashOf("the very same"))).toHaveLength(1);
  expect([uploads(one).length, uploads(other).length]).toEqual([1, 1]);
  expect(app.workspace.db.query("SELECT count(*) AS n FROM files WHERE sha256 = ?").get(hashOf("the very same"))).toEqual({ n: 1 });
});

test("sent up again under its name, the later one counts; taken back, there is nothing", async () => {
  const clientId = nextName();
  await put(clientId, "first");
  await put(clientId, "second");
  expect(uploads(clientId)).toMatchObject([{ sha256: hashOf("second") }]);
  const answer = await fetch(`http://127.0.0.1:${server.port}/files/${clientId}`, { method: "DELETE", headers });
  expect([answer.status, uploads(clientId)]).toEqual([204, []]);
});

test("nobody touches another's upload, whatever name they know", async () => {
  const clientId = nextName();
  await put(clientId, "Ana's own");
  const vito = await app.signedIn("vito");
  const his = { cookie: vito.cookie, "x-csrf-token": await vito.csrf() };
  const url = `http://127.0.0.1:${server.port}/files/${clientId}`;
  expect((await fetch(url, { method: "DELETE", headers: his })).status).toBe(204);
  expect((await fetch(url, { method: "PUT", headers: his, body: "Vito's" })).status).toBe(201);
  expect(uploads(clientId)).toMatchObject([{ sha256: hashOf("Ana's own") }, { sha256: hashOf("Vito's") }]);
});

test("who is not signed in, or sends no token of the page, sends nothing up", async () => {
  const { cookie = "" } = headers;
  const url = `http://127.0.0.1:${server.port}/files/${nextName()}`;
  expect((await fetch(url, { method: "PUT", body: "x", headers: { accept: "application/json" } })).status).toBe(401);
  expect((await fetch(url, { method: "PUT", body: "x", headers: { cookie, accept: "application/json" } })).status).toBe(403);
});

test("an empty file is refused in words", async () => {
  const clientId = nextName();
  for (const body of ["", null]) {
    const answer = await put(clientId, body);
    expect([answer.status, ((await answer.json()) as { fields: object }).fields]).toEqual([422, { file: "The file is empty" }]);
  }
  expect([uploads(clientId), unfinished()]).toEqual([[], []]);
});

test("a file that says that it is too large is refused before a byte of it is read", async () => {
  const { said, socket } = await begin(`PUT /files/${nextName()} HTTP/1.1\r\ncontent-length: ${101 * MEGABYTE}`, "x");
  await until(() => said().includes("\r\n"), 20_000, "there was no answer");
  expect(said()).toStartWith("HTTP/1.1 413");
  expect(unfinished()).toEqual([]);
  socket.destroy();
});

test("a file that turns out to be too large is refused as it comes, and leaves nothing", async () => {
  const clientId = nextName();
  const chunk = new Uint8Array(MEGABYTE);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => (sent++ < 110 ? controller.enqueue(chunk) : controller.close()),
  });
  const answer = await put(clientId, body);
  expect([answer.status, ((await answer.json()) as { title: string }).title]).toEqual([413, expect.stringContaining("100 MB")]);
  expect([uploads(clientId), unfinished()]).toEqual([[], []]);
});

for (const [how, head, body] of [
  ["with its length announced", "content-length: 100000", "x".repeat(5000)],
  ["without", "transfer-encoding: chunked", `1388\r\n${"x".repeat(5000)}\r\n`],
] as const)
  test(`an upload that breaks off, ${how}, leaves nothing on the disk and no row`, async () => {
    const clientId = nextName();
    const { socket } = await begin(`PUT /files/${clientId} HTTP/1.1\r\n${head}`, body);
    await until(() => unfinished().length === 1, 20_000, "the upload never began");
    const before = kept();
    socket.destroy();
    await until(() => unfinished().length === 0, 20_000, "the unfinished file stayed");
    expect([uploads(clientId), kept().length]).toEqual([[], before.length - 1]);
    expect(app.logged.filter((line) => line.includes("failed"))).toEqual([]);
  });

test("what was coming in when the process died is gone at the next start", async () => {
  const folder = makeFolder();
  const left = join(folder, "media", "tmp", "upload-left");
  mkdirSync(dirname(left), { recursive: true });
  writeFileSync(left, "half of a fi");
  const lost = (error: Error): never => {
    throw error;
  };
  const { clock, dice } = app.workspace;
  const opened = openWorkspace(readConfig({ data: folder, "log-level": "error" }, {}), { pid: process.pid, clock, dice, lost });
  await opened.close();
  expect(existsSync(left)).toBe(false);
});

test("when the disk is full the answer is 507 and a sentence, and nothing stays", async () => {
  // The unfinished file's name is known here, so it can be a device that is always full.
  const full = { ...app.workspace, dice: { ...app.workspace.dice, token: () => "always-full" } };
  const unfinishedFile = join(media(), "tmp", "upload-always-full");
  mkdirSync(dirname(unfinishedFile), { recursive: true });
  symlinkSync("/dev/full", unfinishedFile);
  const other = serverOf(
    full,
    ...routesOf(full, backgroundOf(), { wake: () => {}, stop: () => {} }).filter((routes) => !routes.routes.some(({ path }) => path.startsWith("/files"))),
    fileRoutes(full, kinds.values()),
  );
  const clientId = nextName();
  const answer = await other.handle(new Request(`http://localhost/files/${clientId}`, { method: "PUT", headers, body: "no room for this" }));
  expect([answer.status, ((await answer.json()) as { title: string }).title]).toEqual([507, expect.stringContaining("no room")]);
  expect([uploads(clientId), unfinished()]).toEqual([[], []]);
  rmSync(unfinishedFile, { force: true });
});
