import { afterEach, beforeEach, expect, test } from "bun:test";
import { noteCustomerWrote } from "../../src/customers/window.ts";
import { openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Sara answered a moment before ana got the conversation back.

let parlo: TestApp;
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  const { write, clock } = parlo.workspace;
  await write((db) => {
    noteCustomerWrote(db, { identityId: 1, channelId: "wa", at: clock() });
    db.run(
      `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, author_id, client_id, sent_at, received_at)
       VALUES (?1, 'wa', ?1, 'out', 'text', '<b>On Monday</b>', 'sent', 'agent', ?2, 'client-sara', ?3, ?3)`,
      [CONVERSATIONS.ours, parlo.ids.sara, clock()],
    );
  });
  parlo.pass(4_000);
});
afterEach(() => parlo.close());

const AT = `/conversations/${CONVERSATIONS.ours}`;
async function sends(clientId: string, more: object = {}): Promise<Response> {
  const browser = await parlo.signedIn("ana");
  const headers = { cookie: browser.cookie, "x-csrf-token": await browser.csrf(), "content-type": "application/json", accept: "application/json" };
  const body = JSON.stringify({ clientId, text: "On Tuesday", draft: 0, uploads: [], ...more });
  return parlo.app.handle(new Request(`http://localhost${AT}/messages`, { method: "POST", headers, body }));
}
const count = () => (parlo.workspace.db.query("SELECT count(*) AS n FROM messages").get() as { n: number }).n;
const knows = (seen: number, asked = 0) => ({ known: { seen, sent: [], asked } });
const newest = () => (parlo.workspace.db.query("SELECT max(id) AS id FROM messages").get() as { id: number }).id;

test("a second answer is held back with both sides of it to be read; sent all the same, it goes once", async () => {
  const hers = newest();
  const held = await sends("client-ana", knows(0));
  const words = await held.text();
  expect([held.status, held.headers.get("parlo-answered"), count()]).toEqual([409, String(hers), 1]);
  expect(words).toInclude("Sara answered 4 s ago");
  expect(words).toInclude("&lt;b>On Monday&lt;/b>");
  expect(parlo.heard.filter(({ kind }) => kind === "message.written")).toEqual([]);

  const sent = await sends("client-ana", knows(0, hers));
  expect([sent.status, await sent.json()]).toEqual([200, { messageIds: [hers + 1] }]);
  const again = await sends("client-ana", knows(0));
  expect([again.status, await again.json(), count()]).toEqual([200, { messageIds: [hers + 1] }, 2]);
});

test("the draft that is held back stays", async () => {
  const browser = await parlo.signedIn("ana");
  const headers = { cookie: browser.cookie, "x-csrf-token": await browser.csrf(), "content-type": "application/json" };
  const body = JSON.stringify({ mode: "reply", text: "On Tuesday", revision: 0 });
  await parlo.app.handle(new Request(`http://localhost${AT}/draft`, { method: "POST", headers, body }));
  expect((await sends("client-ana", { draft: 1, ...knows(0) })).status).toBe(409);
  expect(await (await browser.get(`${AT}/draft`)).json()).toMatchObject({ mode: "reply", text: "On Tuesday", revision: 1 });
});

test("who does not say what they know is asked nothing", async () => {
  expect((await sends("client-ana")).status).toBe(200);
});
