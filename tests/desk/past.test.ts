import { afterAll, beforeAll, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { branchesIn } from "../../src/wrap-up/outline.ts";
import { changeReasons } from "../../src/wrap-up/reasons.ts";
import { excerpt } from "../../views/desk/name.ts";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";

// What was spoken of with Carla before. Ana and lia each see their own; ada sees all.

const DAY = 24 * 60 * 60_000;
let app: TestApp;

beforeAll(async () => {
  app = await openApp();
  const lia = await furnish(app);
  await app.workspace.write((db) => {
    changeReasons(db, branchesIn("Order\n  Invoice"), CONSOLE, NINE);
    const closed = (id: number, agentId: number, at: number, text: string) => {
      db.run(
        `INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, agent_id, started_at, enqueued_at, accepted_at,
           last_activity_at, over_at, closed_at) VALUES (?, 'wa', 1, 1, ?, 'closed', 'medium', ?, ?, ?, ?, ?, ?, ?)`,
        [id, agentId === lia ? 2 : 1, agentId, at, at, at, at, at, at],
      );
      db.run(
        `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, sent_at, received_at)
         VALUES (?, 'wa', ?, 'in', 'text', ?, 'received', 'customer', ?, ?)`,
        [id, at, text, at, at],
      );
    };
    closed(101, app.ids.ana, NINE - DAY, "Is the *blue* lamp <b>there</b>?");
    closed(102, app.ids.ana, NINE - 5 * DAY, "Good morning");
    closed(103, lia, NINE - 3 * DAY, "A contract, and a lamp");
    for (let n = 0; n < 25; n++) closed(200 + n, app.ids.ana, NINE - 30 * DAY, "Long ago");
    db.run("INSERT INTO wrap_ups (conversation_id, reason_id, notes, saved_at, saved_by) VALUES (101, 2, 'Sent again', ?, ?)", [NINE, app.ids.ana]);
  });
});
afterAll(() => app.close());

const HERE = `/conversations/${CONVERSATIONS.ours}/past`;
const partOf = async (path: string, name: Name = "ana") => {
  const answer = await (await app.signedIn(name)).get(path);
  const text = await answer.text();
  return { status: answer.status, text, ids: [...text.matchAll(/id="past-(\d+)"/g)].map(([, id]) => Number(id)) };
};

test("the other conversations that the viewer may open, the newest first and in pages, beside the one that is open", async () => {
  const first = await partOf(HERE);
  expect(first.ids).toEqual([...Array.from({ length: 20 }, (_, n) => 224 - n)]);
  expect(first.text).toContain('id="past-older"');
  expect(first.text).not.toContain('id="past-newest"');
  const second = await partOf(`${HERE}?before=205`);
  expect(second.ids).toEqual([204, 203, 202, 201, 200, 102, 101]);
  expect(second.text).toContain('id="past-newest"');
  expect(second.text).toMatch(/Order › Invoice/);
  expect((await partOf(`${HERE}?before=205`, "ada")).status).toBe(200);
  expect((await partOf(`/conversations/${CONVERSATIONS.theirs}/past?from=2026-02-01`, "ada")).ids).toContain(103);
});

test("a period and the words that were said narrow it, also over the marks of bold", async () => {
  const day = (ago: number) => new Date(NINE - ago * DAY).toISOString().slice(0, 10);
  expect((await partOf(`${HERE}?from=${day(6)}&to=${day(2)}`)).ids).toEqual([102]);
  expect((await partOf(`${HERE}?to=${day(5)}&from=${day(5)}`)).ids).toEqual([102]);
  const found = await partOf(`${HERE}?q=BLUE lamp`);
  expect(found.ids).toEqual([101]);
  expect(found.text).toContain("Is the *blue* lamp &lt;b>there&lt;/b>?");
  expect(found.text).toContain('value="BLUE lamp"');
  expect((await partOf(`${HERE}?q=nowhere`)).text).toContain("Nothing found");
  expect((await partOf(`${HERE}?from=yesterday&to=<b>&before=x`)).ids).toHaveLength(20);
});

test("the customer’s page has the same, within what the viewer may open", async () => {
  expect((await partOf("/customers/1/past?q=lamp")).ids).toEqual([101]);
  expect((await partOf("/customers/1/past?q=lamp", "ada")).ids).toEqual([103, 101]);
  const page = await partOf("/customers/1");
  expect(page.ids).toHaveLength(20);
  expect((await partOf("/customers/99/past")).status).toBe(404);
});

test("one is read over the page, with what was recorded; one that is another’s is not, and looking in is written down", async () => {
  const read = await partOf("/conversations/101/read");
  expect(read.text).toMatch(/Conversation 101 with Carla[\s\S]*Order › Invoice[\s\S]*Sent again/);
  expect(read.text).toContain('<ol class="thread">');
  expect(read.text).not.toContain("data-source");
  expect((await partOf("/conversations/103/read")).status).toBe(404);
  expect((await partOf("/conversations/103/read", "ada")).status).toBe(200);
  const looked = app.workspace.db.query("SELECT user_id AS userId, subject FROM audit WHERE action = 'conversation.opened'").all();
  expect(looked).toEqual([{ userId: app.ids.ada, subject: "conversation:103" }]);
});

test("of a long message the part is shown in which the words stand", () => {
  const long = `${"before ".repeat(30)}the Needle ${"after ".repeat(40)}`;
  expect(excerpt(long, "needle")).toMatch(/^….*the Needle after.*…$/);
  expect(excerpt("short needle", "needle")).toBe("short needle");
  expect(excerpt("written otherwise", "needle")).toBe("written otherwise");
});
