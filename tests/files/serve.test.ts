import { afterAll, beforeAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { attachUpload, upload } from "../../src/files/attach.ts";
import { keep } from "../../src/files/keep.ts";
import { listen } from "../../src/http/server.ts";
import { type Browser, type Name, openApp, STAFF, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const TEXT = "0123456789";

let app: TestApp;
let server: Bun.Server<unknown>;
let ada: Browser;

beforeAll(async () => {
  app = await openApp({ env: { PARLO_PORT: "0" } });
  await furnish(app);
  server = listen(app.app, app.workspace);
  ada = await app.signedIn("ada");
});
afterAll(async () => {
  await server.stop(true);
  await app.close();
});

let files = 0;
/** Attaches a file to a new message of a conversation. Gives the attachment's id. */
async function attached(conversationId: number, content: string | Uint8Array, name: string): Promise<number> {
  const { workspace } = app;
  const clientId = `file-${++files}`;
  const owner = "visitor:x";
  const kept = await keep(workspace.config.dataDir, new Response(content as BodyInit).body as ReadableStream<Uint8Array>, {
    bytesMax: 1e6,
    told: "",
    ticket: clientId,
  });
  return workspace.write((db) => {
    const { id: messageId } = db
      .query(
        `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, sent_at, received_at)
         SELECT id, channel_id, 1, 'in', 'document', '', 'received', 'customer', 1, 1 FROM conversations WHERE id = ? RETURNING id`,
      )
      .get(conversationId) as { id: number };
    upload(db, { clientId, owner, name, kept }, 1);
    attachUpload(db, { messageId, clientId, owner });
    return (db.query("SELECT max(id) AS id FROM attachments").get() as { id: number }).id;
  });
}
const ask = (id: number | string, headers: Record<string, string> = {}, method = "GET", who = ada) =>
  fetch(`http://127.0.0.1:${server.port}/attachments/${id}`, { method, headers: { cookie: who.cookie, accept: "application/json", ...headers } });

test("a file is served with its own type, not sniffed, in a sandbox that lets it do nothing", async () => {
  const answer = await ask(await attached(CONVERSATIONS.ours, PNG, "lamp.png"));
  expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([200, PNG]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/png",
    "content-disposition": "inline; filename*=UTF-8''lamp.png",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=31536000, immutable",
  });
});

test("what is no picture, sound or video is saved and never shown", async () => {
  const page = await ask(await attached(CONVERSATIONS.ours, "<script>alert(1)</script>", "page.html"));
  expect([page.headers.get("content-type"), page.headers.get("content-disposition")]).toEqual([
    "text/plain; charset=utf-8",
    "attachment; filename*=UTF-8''page.html",
  ]);
  const drawing = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`;
  expect((await ask(await attached(CONVERSATIONS.ours, drawing, "x.svg"))).headers.get("content-disposition")).toStartWith("attachment");
});

test("any name fits the header", async () => {
  const answer = await ask(await attached(CONVERSATIONS.ours, "x", `o'Neill (1)* "é" 日本\ud800.txt`));
  expect(answer.headers.get("content-disposition")).toBe(
    "attachment; filename*=UTF-8''o%27Neill%20%281%29%2A%20%22%C3%A9%22%20%E6%97%A5%E6%9C%AC%EF%BF%BD.txt",
  );
});

test("a player gets the part it asks for (RFC 9110, 14.2)", async () => {
  const id = await attached(CONVERSATIONS.ours, TEXT, "digits.txt");
  const part = async (range: string, more: Record<string, string> = {}) => {
    const answer = await ask(id, { range, ...more });
    return [answer.status, answer.headers.get("content-range"), await answer.text()];
  };
  expect(await part("bytes=2-4")).toEqual([206, "bytes 2-4/10", "234"]);
  expect(await part("bytes=7-")).toEqual([206, "bytes 7-9/10", "789"]);
  expect(await part("bytes=-3")).toEqual([206, "bytes 7-9/10", "789"]);
  expect(await part("bytes=8-99")).toEqual([206, "bytes 8-9/10", "89"]);
  expect(await part("bytes=-99")).toEqual([206, "bytes 0-9/10", TEXT]);
  expect(await part("bytes=10-")).toEqual([416, "bytes */10", ""]);
  for (const odd of ["bytes=5-2", "bytes=-", "lines=1-2", "bytes=0-1,4-5"]) expect([odd, (await part(odd))[0]]).toEqual([odd, odd === "bytes=5-2" ? 416 : 200]);
  expect(await part("bytes=2-4", { "if-range": '"another"' })).toEqual([200, null, TEXT]);
});

test("who asks for the head gets the head, and who has the file already gets nothing", async () => {
  const id = await attached(CONVERSATIONS.ours, TEXT, "digits.txt");
  const head = await ask(id, {}, "HEAD");
  expect([head.status, head.headers.get("content-length"), head.headers.get("accept-ranges"), await head.text()]).toEqual([200, "10", "bytes", ""]);
  const again = await ask(id, { "if-none-match": head.headers.get("etag") ?? "" });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("a file opens for whom its conversation opens, and is not there for anybody else", async () => {
  const [ours, theirs] = [await attached(CONVERSATIONS.ours, "ours", "a.txt"), await attached(CONVERSATIONS.theirs, "theirs", "b.txt")];
  const statuses = async (id: number) =>
    Promise.all((Object.keys(STAFF) as Name[]).map(async (name) => (await ask(id, {}, "GET", await app.signedIn(name))).status));
  expect(await statuses(ours)).toEqual([200, 200, 200, 200]);
  expect(await statuses(theirs)).toEqual([404, 404, 404, 200]);
  expect((await ask(ours, {}, "GET", app.browser())).status).toBe(401);
  expect((await ask(ours, {}, "HEAD", app.browser())).status).toBe(401);
  expect([(await ask(999)).status, (await ask("x")).status]).toEqual([404, 404]);
});

test("a file that is gone from the disk is not there, and no mistake of ours", async () => {
  const id = await attached(CONVERSATIONS.ours, "about to go", "gone.txt");
  rmSync(join(app.workspace.config.dataDir, "media"), { recursive: true });
  expect((await ask(id)).status).toBe(404);
});

test("a thumbnail is small, has the policy of all files, and is there for pictures only that the viewer may see", async () => {
  const big = await new Bun.Image(Buffer.from(PNG)).resize(800, 400).png().bytes();
  const id = await attached(CONVERSATIONS.theirs, big, "wide.png");
  const answer = await ask(`${id}/thumbnail`);
  const { width, height, format } = await new Bun.Image(Buffer.from(await answer.arrayBuffer())).metadata();
  expect([answer.status, width, height, format]).toEqual([200, 160, 80, "webp"]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "image/webp",
    "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=31536000, immutable",
  });
  expect((await ask(`${id}/thumbnail`, { "if-none-match": answer.headers.get("etag") ?? "" })).status).toBe(304);
  expect((await ask(`${id}/thumbnail`, {}, "GET", await app.signedIn("ana"))).status).toBe(404);
  expect((await ask(`${await attached(CONVERSATIONS.ours, TEXT, "note.txt")}/thumbnail`)).status).toBe(404);
  const broken = await attached(CONVERSATIONS.ours, PNG.subarray(0, 40), "broken.png");
  expect((await ask(`${broken}/thumbnail`)).status).toBe(404);
});
