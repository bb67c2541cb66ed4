import { afterAll, beforeAll, expect, test } from "bun:test";
import { record } from "../../src/events/record.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// What stands beside a conversation.

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
  await furnish(app);
});
afterAll(() => app.close());

const path = `/conversations/${CONVERSATIONS.ours}`;
const shown = async () => (await (await app.signedIn("ana")).get(path)).text();
const forget = (action: string) => app.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = ?", [action]));

test("four tabs with a panel each, of which the customer’s is shown, and the others are asked for later", async () => {
  const text = await shown();
  expect(
    [...text.matchAll(/role="tab" id="tab-([\w-]+)" aria-controls="([\w-]+)" aria-selected="(\w+)" tabindex="(-?\d)"/g)].map((one) => one.slice(1)),
  ).toEqual([
    ["customer", "customer", "true", "0"],
    ["wrap-up", "wrap-up", "false", "-1"],
    ["past", "past", "false", "-1"],
    ["media", "media", "false", "-1"],
  ]);
  expect([...text.matchAll(/role="tabpanel" aria-labelledby="tab-([\w-]+)"( hidden)?/g)].map(([, of, hidden]) => [of, hidden !== undefined])).toEqual([
    ["customer", false],
    ["wrap-up", true],
    ["past", true],
    ["media", true],
  ]);
  expect([...text.matchAll(/class="part"[^>]*data-source="([^"]*)"/g)].map(([, source]) => source)).toEqual([`${path}/past`, `${path}/media`]);
  expect(text).toContain("The wrap-up is given when the conversation is closed.");
});

test("how often it was transferred", async () => {
  expect(await shown()).toMatch(/Transfers<\/dt><dd>none</);
  await app.workspace.write((db) => {
    const about = { conversationId: CONVERSATIONS.ours, agentId: app.ids.ana, queueId: 1 };
    for (const toId of [1, 2]) record(db, app.workspace.clock(), "conversation.transferred", about, { to: "queue", toId, how: "immediate", by: app.ids.ana });
  });
  expect(await shown()).toMatch(/Transfers<\/dt><dd>2</);
});

test("in a queue that asks for no wrap-up it says so once it is over", async () => {
  await (await app.signedIn("ana")).post(`${path}/close`, {});
  expect(await shown()).toContain("sales asks for no wrap-up.");
});

test("who does not see customers has neither their page nor their tickets and quotes there", async () => {
  const [before, parts] = [await shown(), ['id="tickets"', 'id="quotes"']];
  expect(parts.map((part) => before.includes(part))).toEqual([true, true]);
  await forget("customers.view");
  const text = await shown();
  expect([...parts, 'href="/customers/1"'].map((part) => text.includes(part))).toEqual([false, false, false]);
});
