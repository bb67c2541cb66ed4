import { afterAll, beforeAll, expect, test } from "bun:test";
import { MEDIA_STEP } from "../../src/desk/media.ts";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";

// The files of Ana's conversation with Carla.

let app: TestApp;
let hash = 0;

/** A file of a conversation; `problem` = it never came. */
const files = (type: string, name: string, more: { by?: "customer" | "ana"; problem?: string; conversationId?: number } = {}) =>
  app.workspace.write((db) => {
    const { by = "customer", problem = null, conversationId = CONVERSATIONS.ours } = more;
    const position = NINE + ++hash;
    const { id: messageId } = db
      .query(
        `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, author_id, sent_at, received_at)
         VALUES (?, 'wa', ?, ?, 'document', '', ?, ?, ?, ?, ?) RETURNING id`,
      )
      .get(
        conversationId,
        position,
        by === "ana" ? "out" : "in",
        by === "ana" ? "sent" : "received",
        by === "ana" ? "agent" : "customer",
        by === "ana" ? app.ids.ana : null,
        position,
        position,
      ) as { id: number };
    const width = type.startsWith("image/") ? 100 : null;
    const kept = problem === null;
    const fileId = kept
      ? (
          db
            .query("INSERT INTO files (sha256, size, type, width, height, created_at) VALUES (?, 2048, ?, ?, ?, 1) RETURNING id")
            .get(String(hash).padStart(64, "0"), type, width, width) as { id: number }
        ).id
      : null;
    db.run("INSERT INTO attachments (message_id, file_id, name, type, problem) VALUES (?, ?, ?, ?, ?)", [messageId, fileId, name, type, problem]);
    return messageId;
  });

beforeAll(async () => {
  app = await openApp();
  await furnish(app);
});
afterAll(() => app.close());

const partOf = async (asked = "", name: Name = "ana", id: number = CONVERSATIONS.ours) => {
  const answer = await (await app.signedIn(name)).get(`/conversations/${id}/media${asked}`);
  return { status: answer.status, text: await answer.text() };
};
const names = (text: string) => [...text.matchAll(/<a class="whole cut"[\s\S]*?title="([^"]*)"/g)].map(([, name]) => name);

test("nothing was sent: it says so", async () => {
  expect((await partOf()).text).toContain("No files");
});

test("every file stands there, the newest first, each marked by whom, and leads to its message", async () => {
  const photo = await files("image/jpeg", "lamp.jpg");
  await files("application/pdf", "<b>invoice</b>.pdf", { by: "ana" });
  await files("audio/ogg", "voice.ogg");
  await files("video/mp4", "film.mp4", { problem: "file.gone" });
  await files("image/png", "theirs.png", { conversationId: CONVERSATIONS.theirs });
  const { text } = await partOf();
  expect(names(text)).toEqual(["voice.ogg", "&lt;b>invoice&lt;/b>.pdf", "lamp.jpg"]);
  expect(text).toMatch(/data-from="us"[\s\S]*?<b>Us:<\/b> <bdi>Ana<[\s\S]*?data-from="customer"[\s\S]*?<b>Customer:<\/b> <bdi>Carla</);
  expect(text).toContain(`data-to-message="${photo}"`);
  expect(text).toMatch(/<img src="\/attachments\/\d+\/thumbnail"/);
  expect(text).toContain("film.mp4");
  expect(text).not.toContain("theirs.png");
  expect((await partOf("", "ana", CONVERSATIONS.theirs)).status).toBe(404);
});

test("one kind alone, of those that there are", async () => {
  const { text } = await partOf("?kind=document");
  expect(names(text)).toEqual(["&lt;b>invoice&lt;/b>.pdf"]);
  expect([...text.matchAll(/id="media-(image|video|audio|document)" aria-pressed="(\w+)"/g)].map(([, kind, on]) => [kind, on])).toEqual([
    ["image", "false"],
    ["video", "false"],
    ["audio", "false"],
    ["document", "true"],
  ]);
  expect(text).toContain(`data-source="/conversations/${CONVERSATIONS.ours}/media?kind=document`);
  expect(names((await partOf("?kind=nonsense&count=-5")).text)).toHaveLength(3);
});

test("many come in steps", async () => {
  for (let n = 0; n < MEDIA_STEP; n++) await files("image/png", `more-${n}.png`);
  const first = await partOf("?kind=image");
  expect([names(first.text).length, /hx-get="([^"]*)"[^>]*><span>Show more/.exec(first.text)?.[1]]).toEqual([
    MEDIA_STEP,
    `/conversations/${CONVERSATIONS.ours}/media?kind=image&amp;count=${2 * MEDIA_STEP}`,
  ]);
  const all = await partOf(`?kind=image&count=${2 * MEDIA_STEP}`);
  expect([names(all.text).length, all.text.includes("Show more")]).toEqual([MEDIA_STEP + 1, false]);
});
