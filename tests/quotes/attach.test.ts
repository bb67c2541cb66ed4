import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";
import { textOf } from "./pdf-text.ts";

// Ana talks with Carla on WhatsApp, and sends what sara offers her.

const HOUR_MS = 3_600_000;
const LAMP = { day: "2026-03-02", validUntil: "", notes: "", conversationId: "", text: "Blue lamp", quantity: "1", price: "10", vat: "22", discount: "" };

let parlo: TestApp;
let sara: Browser;
let ana: Browser;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  await parlo.workspace.write((db) => db.run(`INSERT INTO identity_channels (identity_id, channel_id, last_customer_message_at) VALUES (1, 'wa', ${NINE})`));
  [sara, ana] = [await parlo.signedIn("sara"), await parlo.signedIn("ana")];
  await sara.post("/customers/1/quotes/add", LAMP);
});
afterEach(() => parlo.close());

const OURS = `/conversations/${CONVERSATIONS.ours}`;
const attaches = (clientId: string, quote = 1, at = OURS) => ana.status("PUT", `${at}/quotes/${quote}/files/${clientId}`);
const sends = async (clientId: string, uploads: string[], text = "", to = OURS) => {
  const headers = { cookie: ana.cookie, "x-csrf-token": await ana.csrf(), "content-type": "application/json", accept: "application/json" };
  const body = JSON.stringify({ clientId, text, uploads });
  const answer = await parlo.app.handle(new Request(`http://localhost${to}/messages`, { method: "POST", headers, body }));
  return { status: answer.status, said: (await answer.json()) as { messageIds?: number[]; fields?: Record<string, string> } };
};
const all = (text: string) => parlo.workspace.db.query(text).all();
const quotes = () => all("SELECT state, sent_in_id AS sentIn, sent_at AS sentAt FROM quotes ORDER BY id");
const told = () => parlo.heard.filter(({ kind }) => kind === "quote.changed").length;
const DRAFT = { state: "draft", sentIn: null, sentAt: null };
const changes = async (notes: string) => {
  const revision = /name="revision" value="(\w+)"/.exec(await (await sara.get("/quotes/1")).text())?.[1] ?? "";
  return sara.post("/quotes/1", { ...LAMP, notes, revision });
};

test("the list for a conversation has the quotes of its customer, with the name that the file will have", async () => {
  await parlo.workspace.write((db) => db.run("UPDATE customers SET language = 'it'"));
  const listed = await (await ana.get(`${OURS}/quotes`)).text();
  expect(listed).toMatch(/data-path="\/conversations\/1\/quotes\/1\/files" data-name="Preventivo 2026-0001.pdf"[\s\S]*Blue lamp[\s\S]*€12\.20[\s\S]*Draft/);
  expect((await ana.get(`/conversations/${CONVERSATIONS.theirs}/quotes`)).status).toBe(404);
  const offers = async () => (await (await ana.get(OURS)).text()).includes("data-quotes");
  const before = await offers();
  await parlo.workspace.write((db) => db.run("DELETE FROM profile_permissions WHERE action = 'customers.view'"));
  expect([before, await offers(), (await ana.get(`${OURS}/quotes`)).status, await attaches("upload-01")]).toEqual([true, false, 404, 404]);
});

test("it goes as a file does; with the message the quote is sent, in this conversation, and sending twice sends once", async () => {
  expect(await attaches("upload-01")).toBe(201);
  expect([quotes(), all("SELECT name FROM uploads")]).toEqual([[DRAFT], [{ name: "Quote 2026-0001.pdf" }]]);
  const [one, again] = [await sends("client-01", ["upload-01"], "As agreed"), await sends("client-01", ["upload-01"], "As agreed")];
  expect([one.status, again]).toEqual([200, one]);
  expect(quotes()).toEqual([{ state: "sent", sentIn: CONVERSATIONS.ours, sentAt: parlo.workspace.clock() }]);
  expect(all("SELECT m.text, a.name, a.type FROM messages m JOIN attachments a ON a.message_id = m.id")).toMatchObject([
    { text: "As agreed", name: "Quote 2026-0001.pdf" },
  ]);
  expect([told(), all("SELECT 1 FROM quote_uploads"), all("SELECT 1 FROM uploads")]).toEqual([2, [], []]);
  const file = await (await ana.get("/attachments/1")).bytes();
  expect((await textOf(file)).flat().map(({ text }) => text)).toContain("Blue lamp");
  // The same once more is sent again, and remains what it is.
  await sara.post("/quotes/1/state/accepted");
  await attaches("upload-02");
  expect((await sends("client-02", ["upload-02"])).status).toBe(200);
  expect(quotes()).toMatchObject([{ state: "accepted", sentIn: CONVERSATIONS.ours }]);
});

test("what was changed after it was attached is not sent: neither the message goes nor the quote", async () => {
  await attaches("upload-01");
  parlo.pass(1_000);
  expect((await changes("Cheaper")).status).toBe(204);
  const refused = await sends("client-01", ["upload-01"], "As agreed");
  expect([refused.status, refused.said.fields?.["files"]]).toEqual([422, "The quote was changed after it was attached: remove it and attach it again"]);
  expect([quotes(), all("SELECT 1 FROM messages"), all("SELECT 1 FROM jobs")]).toEqual([[DRAFT], [], []]);
  expect(await ana.status("DELETE", "/files/upload-01")).toBe(204);
  await attaches("upload-02");
  expect((await sends("client-01", ["upload-02"], "As agreed")).status).toBe(200);
  expect(quotes()).toMatchObject([{ state: "sent" }]);
});

test("a file that was removed is not sent, and what nobody sends is forgotten after a day", async () => {
  await attaches("upload-01");
  await ana.status("DELETE", "/files/upload-01");
  expect((await sends("client-01", ["upload-01"])).status).toBe(422);
  expect((await sends("client-01", [], "Never mind")).status).toBe(200);
  expect([quotes(), all("SELECT client_id AS id FROM quote_uploads")]).toEqual([[DRAFT], [{ id: "upload-01" }]]);
  await parlo.workspace.write((db) => db.run("UPDATE quote_uploads SET made_at = made_at - ?", [25 * HOUR_MS]));
  await attaches("upload-02");
  expect(all("SELECT client_id AS id FROM quote_uploads")).toEqual([{ id: "upload-02" }]);
});

test("another customer's quote is attached nowhere else, and sent nowhere else", async () => {
  await parlo.workspace.write((db) => {
    db.run(`INSERT INTO customers (id, name, created_at) VALUES (2, 'Dora', ${NINE})`);
    db.run("UPDATE quotes SET customer_id = 2");
  });
  expect(await attaches("upload-01")).toBe(404);
  await parlo.workspace.write((db) => db.run("UPDATE quotes SET customer_id = 1"));
  expect([await attaches("upload-01"), await attaches("short"), await attaches("upload-03", 99)]).toEqual([201, 404, 404]);
  await parlo.workspace.write((db) => db.run("UPDATE quotes SET customer_id = 2"));
  expect((await sends("client-01", ["upload-01"])).status).toBe(404);
  expect([quotes(), all("SELECT 1 FROM messages")]).toEqual([[DRAFT], []]);
});
