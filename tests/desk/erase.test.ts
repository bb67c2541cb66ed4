import { afterEach, beforeEach, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { createApiToken } from "../../src/users/tokens.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";

// An erased conversation as people and programs meet it. Ada administers; ana held `ours`, which is closed here.

let parlo: TestApp;
const id = CONVERSATIONS.ours;
const LINK = new RegExp(`/conversations/${id}["?]`);
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  await parlo.workspace.write((db) => {
    db.run("UPDATE conversations SET state = 'closed', closed_at = ?1, over_at = ?1 WHERE id = ?2", [NINE, id]);
    db.run(
      `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, sent_at, received_at)
       VALUES (?, 'wa', 1, 'in', 'text', 'Where is my parcel?', 'received', 'customer', ?, ?)`,
      [id, NINE, NINE],
    );
  });
});
afterEach(() => parlo.close());

const erases = async () => (await parlo.signedIn("ada")).post(`/conversations/${id}/erase`, {}, { "hx-request": "true" });

test("the window says what goes, and only who may delete is offered it", async () => {
  const [ada, ana] = [await parlo.signedIn("ada"), await parlo.signedIn("ana")];
  const window = await (await ada.get(`/conversations/${id}/erase`)).text();
  for (const words of ["1 message and 0 files go", "The customer’s record stays", "Backups that were made before"]) expect(window).toInclude(words);
  const offered = async (who: typeof ada) => (await (await who.get(`/conversations/${id}`)).text()).includes(`hx-get="/conversations/${id}/erase"`);
  expect([await offered(ada), await offered(ana)]).toEqual([true, false]);
  expect([(await ana.get(`/conversations/${id}/erase`)).status, (await ana.post(`/conversations/${id}/erase`)).status]).toEqual([403, 403]);
});

test("what is open has to be closed first", async () => {
  const ada = await parlo.signedIn("ada");
  const response = await ada.post(`/conversations/${CONVERSATIONS.theirs}/erase`, {}, { "hx-request": "true" });
  expect([response.status, (await response.text()).includes("Close it first")]).toEqual([409, true]);
});

test("it says that it was deleted, to whom it might be shown; to others it is not there, and no list or search has it", async () => {
  const [ana, sara] = [await parlo.signedIn("ana"), await parlo.signedIn("sara")];
  const lists = ["/history", "/conversations/rows?lane=archived", `/find?q=${id}`, "/customers/1"];
  const shown = async () => Promise.all(lists.map(async (path) => (await (await ana.get(path)).text()).match(LINK) !== null));
  expect(await shown()).toEqual([true, true, true, true]);
  expect((await erases()).status).toBe(204);
  expect(await shown()).toEqual([false, false, false, false]);
  const page = await ana.get(`/conversations/${id}`);
  expect([page.status, (await page.text()).includes("This conversation was deleted for good")]).toEqual([410, true]);
  for (const part of ["changes", "older", "transcript", "earlier", "mail"])
    expect([part, (await ana.get(`/conversations/${id}/${part}`)).status]).toEqual([part, 410]);
  await parlo.workspace.write((db) => db.run("UPDATE conversations SET queue_id = 2 WHERE id = ?", [id]));
  expect((await sara.get(`/conversations/${id}`)).status).toBe(404);
  expect((await erases()).status).toBe(410);
});

test("open pages of those who see it are told", async () => {
  await erases();
  expect(parlo.heard.at(-1)).toMatchObject({ kind: "conversation.erased", conversationId: id, data: { by: parlo.ids.ada } });
});

test("programs get the bare conversation, when it was erased, and no message", async () => {
  const token = await parlo.workspace.write((db) => createApiToken(db, { name: "reports" }, parlo.workspace.dice, CONSOLE, NINE));
  const ask = async (path: string) => (await (await parlo.browser().get(path, { authorization: `Bearer ${token}` })).json()) as Record<string, unknown>;
  expect(await ask(`/api/v1/conversations/${id}`)).toMatchObject({ erasedAt: null, messages: [{ text: "Where is my parcel?" }] });
  await erases();
  expect(await ask(`/api/v1/conversations/${id}`)).toMatchObject({ id: String(id), state: "closed", queueId: "1", erasedAt: NINE, messages: [] });
});
