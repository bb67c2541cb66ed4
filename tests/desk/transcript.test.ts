import { afterEach, beforeEach, expect, test } from "bun:test";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";

// The whole conversation as text, for the clipboard. Ana holds `ours`; lia, of another team, holds `theirs`.

let parlo: TestApp;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  const said = [
    ["in", "customer", "text", "Where is my *order*?\n4471", null],
    ["out", "agent", "text", "It leaves today.", null],
    [
      "out",
      "agent",
      "text",
      "Where?",
      '{"choices":{"kind":"list","open":"Places","options":[{"title":"Home","description":""},{"title":"Shop","description":"until 7"}]}}',
    ],
    ["note", "agent", "text", "He is always in a hurry", null],
    ["in", "customer", "location", "", '{"latitude":45.46,"longitude":9.19,"name":"The shop"}'],
    ["in", "customer", "document", "", null],
  ];
  await parlo.workspace.write((db) => {
    for (const [n, [direction, author, kind, text, data]] of said.entries())
      db.run(
        `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, data, status, author_type, author_id, sent_at, received_at)
         VALUES (?, 'wa', ?, ?, ?, ?, ?, 'received', ?, ?, ?, ?)`,
        [CONVERSATIONS.ours, n, direction, kind, text, data, author, author === "agent" ? parlo.ids.ana : null, NINE, NINE] as never,
      );
    db.run("UPDATE messages SET provider_id = 'wamid.OUT1' WHERE text = 'Where?'");
    db.run("UPDATE messages SET kind = 'interactive', reply_to = 'wamid.OUT1', data = '{\"id\":\"2\"}' WHERE text LIKE 'Where is my%'");
    db.run("INSERT INTO attachments (message_id, name, type, problem) SELECT max(id), 'Invoice.pdf', 'application/pdf', 'x' FROM messages");
  });
});
afterEach(() => parlo.close());

const transcript = async (name: "ana" | "vito", id: number) => (await parlo.signedIn(name)).get(`/conversations/${id}/transcript`);

test("holds who said what, places and files with their addresses, and nothing private; that it was copied is audited", async () => {
  const response = await transcript("ana", CONVERSATIONS.ours);
  expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  const time = "2 Mar 2026, 09:00:00";
  const [heading, , ...lines] = (await response.text()).split("\n");
  expect(heading).toBe(`Conversation 1 with Carla on Main number, ${time}`);
  expect(lines).toEqual([
    `[${time}] Carla: Where is my *order*?`,
    "4471",
    `[${time}] Ana: It leaves today.`,
    `[${time}] Ana: Where?`,
    "1. Home",
    "2. Shop: until 7 ✓",
    `[${time}] Carla: Location, The shop, 45.46 9.19`,
    `[${time}] Carla: Document`,
    "Invoice.pdf: http://127.0.0.1:3000/attachments/1",
    "",
  ]);
  const audited = parlo.workspace.db.query("SELECT user_id AS userId, subject FROM audit WHERE action = 'conversation.copied'").all();
  expect(audited).toEqual([{ userId: parlo.ids.ana, subject: "conversation:1" }]);
});

test("is for who may copy this conversation, and the page shows the button to nobody else", async () => {
  expect((await transcript("ana", CONVERSATIONS.theirs)).status).toBe(404);
  const ana = await parlo.signedIn("ana");
  const offered = async () => (await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text()).includes("data-copy-from");
  expect(await offered()).toBe(true);
  await parlo.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = 'conversations.copy'"));
  expect([await offered(), (await transcript("ana", CONVERSATIONS.ours)).status]).toEqual([false, 403]);
});
