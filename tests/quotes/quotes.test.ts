import { afterEach, beforeEach, expect, test } from "bun:test";
import { changeSetting } from "../../src/admin/settings.ts";
import { signalsOf } from "../../src/events/audience.ts";
import type { Event } from "../../src/events/kinds.ts";
import { NotFound } from "../../src/http/errors.ts";
import { addQuote, newVersion } from "../../src/quotes/save.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { NINE } from "../world.ts";
import { textOf } from "./pdf-text.ts";

const hours = (n: number) => n * 3_600_000;
const days = (n: number) => hours(24 * n);
// What Carla is offered. Sara makes quotes; ana, who talks with her, sends them.

let parlo: TestApp;
let sara: Browser;
let ana: Browser;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  [sara, ana] = [await parlo.signedIn("sara"), await parlo.signedIn("ana")];
});
afterEach(() => parlo.close());

const PART = { "hx-request": "true" };
const ADD = "/customers/1/quotes/add";
const TWO = { text: ["Blue lamp", "Delivery"], quantity: ["2", "1,5"], price: ["129.90", "12.50"], vat: ["22", "10"], discount: ["10", ""] };
const LAMP = { day: "2026-11-18", validUntil: "2026-12-18", notes: "Thank you", conversationId: "", ...TWO };
type Fields = Partial<Record<keyof typeof LAMP | "then" | "revision", string | string[]>>;
const adds = (fields: Fields = {}, by = sara) => by.post(ADD, { ...LAMP, ...fields }, PART);
const all = (text: string) => parlo.workspace.db.query(text).all();
const stored = () => all("SELECT year, serial, state, net, vat, currency, conversation_id AS madeIn, sent_in_id AS sentIn FROM quotes ORDER BY id");
const states = () => all("SELECT state FROM quotes ORDER BY id").map((row) => (row as { state: string }).state);
const numbers = () => all("SELECT year || '-' || serial AS number FROM quotes ORDER BY id").map((row) => (row as { number: string }).number);
const told = () => parlo.heard.filter(({ kind }) => kind === "quote.changed").map(({ data }) => data);
const windowOf = async (id: number, by = sara) => (await by.get(`/quotes/${id}`)).text();
const revisionIn = (text: string) => /name="revision" value="(\w+)"/.exec(text)?.[1] ?? "";
const changes = async (id: number, fields: Fields, revision?: string) =>
  sara.post(`/quotes/${id}`, { ...LAMP, ...fields, revision: revision ?? revisionIn(await windowOf(id)) }, PART);
const wrongs = (form: string) => [...form.matchAll(/id="([\w-]+)-wrong"/g)].map(([, name]) => name);

test("saved for the first time it has a number, its amounts, and all who show the customer are told", async () => {
  expect((await adds({ conversationId: String(CONVERSATIONS.ours) })).status).toBe(204);
  expect(stored()).toEqual([{ year: 2026, serial: 1, state: "draft", net: 25_257, vat: 5_332, currency: "EUR", madeIn: CONVERSATIONS.ours, sentIn: null }]);
  expect(all("SELECT text, quantity_thousandths AS q, price, vat_rate AS vat, discount_rate AS off FROM quote_lines ORDER BY position")).toEqual([
    { text: "Blue lamp", q: 2_000, price: 12_990, vat: 2_200, off: 1_000 },
    { text: "Delivery", q: 1_500, price: 1_250, vat: 1_000, off: 0 },
  ]);
  expect(told()).toEqual([{ quoteId: 1, about: 1 }]);
  expect(signalsOf(parlo.heard.at(-1) as Event)).toEqual([{ keys: ["everyone"], topics: ["quotes-1"] }]);
  const beside = await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text();
  expect(beside).toMatch(/2026-0001 <bdi>Blue lamp<\/bdi>[\s\S]*€305.89 · 18 Nov 2026[\s\S]*Draft/);
  expect(beside).toContain('hx-trigger="quotes-1 from:body, live:again from:body"');
  expect(await (await sara.get("/customers/1")).text()).toContain('id="quote-new"');
});

test("no number is left out, whoever saves at once and whatever is given up; every year begins with 1", async () => {
  const refused = adds({ price: ["x", "1"] });
  const given = await Promise.all(Array.from({ length: 6 }, (_, n) => (n === 3 ? refused : adds({ notes: `${n}` }))));
  expect(given.map(({ status }) => status).sort()).toEqual([204, 204, 204, 204, 204, 422]);
  const broken = parlo.workspace.write((db) => {
    newVersion(db, { id: 1, agentId: parlo.ids.sara }, parlo.workspace.clock());
    throw new Error("the plug is pulled");
  });
  await expect(broken).rejects.toThrow("the plug is pulled");
  await adds();
  expect(numbers()).toEqual(["2026-1", "2026-2", "2026-3", "2026-4", "2026-5", "2026-6"]);
  // The workspace's own year: in Rome it is the next one half an hour before it is that in London.
  await parlo.workspace.write((db) => changeSetting(db, "timeZone", "Europe/Rome", NINE));
  await parlo.workspace.write((db) => addQuote(db, by(), LINES, Date.UTC(2026, 11, 31, 22, 59)));
  await parlo.workspace.write((db) => addQuote(db, by(), LINES, Date.UTC(2026, 11, 31, 23, 1)));
  expect(numbers().slice(-2)).toEqual(["2026-7", "2027-1"]);
});
const LINES = { day: "2026-12-31", validUntil: null, notes: "", lines: [{ text: "Lamp", quantity: 1000, price: 100, vat: 0, discount: 0 }] };
const by = () => ({ customerId: 1, conversationId: null, agentId: parlo.ids.sara });

test("what is wrong is marked beside its field, what was typed stays, and nothing is saved", async () => {
  const answer = await adds({
    day: "2026-02-30",
    validUntil: "2020-01-01",
    text: ["", "<b>"],
    price: ["12.555", "1"],
    quantity: ["0", "1,2345"],
    vat: ["101", "22"],
  });
  const form = await answer.text();
  expect([answer.status, form.includes("&lt;b>"), form.includes('value="12.555"')]).toEqual([422, true, true]);
  expect(wrongs(form)).toEqual(["quote-day", "quote-valid-until", "quote-text-0", "quote-quantity-0", "quote-price-0", "quote-vat-0", "quote-quantity-1"]);
  const none = await (await adds({ text: ["", " "], price: ["", ""] })).text();
  expect(none).toContain("Write at least one line");
  expect(await (await adds({ quantity: ["1000000", "1"], price: ["999999999", "1"] })).text()).toContain("more than a quote can hold");
  expect((await adds({ text: ["x".repeat(1_001), "y"] })).status).toBe(422);
  expect((await adds({ notes: "x".repeat(10_001) })).status).toBe(422);
  const many = Array.from({ length: 101 }, () => "1");
  expect((await adds({ text: many, quantity: many, price: many, vat: many, discount: many })).status).toBe(422);
  expect([stored(), told()]).toEqual([[], []]);
  // An empty line among others is none.
  expect((await adds({ text: ["", "Lamp"], quantity: ["1", "1"], price: ["", "3"], vat: ["22", "0"], discount: ["", ""] })).status).toBe(204);
  expect(all("SELECT text FROM quote_lines")).toEqual([{ text: "Lamp" }]);
});

test("while one types the server says what the lines come to that can be computed", async () => {
  const shown = await (await sara.post("/customers/1/quotes/totals", { ...LAMP, price: ["129.90", "12."], quantity: ["2", "many"] }, PART)).text();
  expect(shown).toContain('data-nets="[&quot;€233.82&quot;,&quot;&quot;]"');
  expect(shown).toMatch(/VAT 22 % of €233\.82[\s\S]*€51\.44[\s\S]*€285\.26/);
  expect(stored()).toEqual([]);
});

test("who saves over another's change is told; what changes nothing tells nobody", async () => {
  await adds();
  const before = revisionIn(await windowOf(1));
  expect((await changes(1, { notes: "Else" })).status).toBe(204);
  const late = await changes(1, { notes: "Mine" }, before);
  const again = await late.text();
  expect([late.status, again.includes(">Mine<"), all("SELECT notes FROM quotes")]).toEqual([409, true, [{ notes: "Else" }]]);
  expect((await changes(1, { notes: "Mine" }, revisionIn(again))).status).toBe(204);
  expect((await changes(1, { notes: "Mine" })).status).toBe(204);
  expect([all("SELECT notes FROM quotes"), told().length]).toEqual([[{ notes: "Mine" }], 3]);
});

test("what was sent does not change any more; a new version of it has a number of its own, and of today", async () => {
  await adds({ then: "sent" });
  expect(states()).toEqual(["sent"]);
  const read = await windowOf(1);
  expect([read.includes("<form"), read.includes("New version")]).toEqual([false, true]);
  const late = await changes(1, { notes: "Cheaper" });
  expect([late.status, await late.text()]).toEqual([409, expect.stringContaining("does not change any more")]);
  parlo.pass(hours(2));
  expect((await sara.post("/quotes/1/version", {}, PART)).status).toBe(200);
  const heads = all("SELECT serial, state, day, valid_until AS until, notes, net FROM quotes ORDER BY id") as { day: string; until: string }[];
  const today = new Date(parlo.workspace.clock()).toISOString().slice(0, 10);
  const until = new Date(Date.parse(today) + days(30)).toISOString().slice(0, 10);
  expect(heads).toEqual([expect.objectContaining({ day: "2026-11-18", state: "sent" }), { ...LAMPS, serial: 2, state: "draft", day: today, until } as never]);
  for (const [to, status] of [
    ["draft", 409],
    ["accepted", 200],
    ["accepted", 200],
    ["sent", 409],
    ["refused", 200],
    ["gone", 404],
  ] as const)
    expect([to, (await sara.post(`/quotes/1/state/${to}`, {}, PART)).status]).toEqual([to, status]);
  expect([states(), (await sara.post("/quotes/2/state/accepted", {}, PART)).status]).toEqual([["refused", "draft"], 409]);
});
const LAMPS = { notes: "Thank you", net: 25_257 };

test("who may not make quotes reads them and has the PDF; who does not see the customer finds none", async () => {
  await adds();
  expect([(await adds({}, ana)).status, (await ana.post("/quotes/1", LAMP, PART)).status, (await ana.post("/quotes/1/version", {}, PART)).status]).toEqual([
    403, 403, 403,
  ]);
  const read = await windowOf(1, ana);
  expect([read.includes("Blue lamp"), read.includes("<form"), read.includes("Mark as"), read.includes("New version")]).toEqual([true, false, false, false]);
  expect((await ana.get("/quotes/1/pdf")).status).toBe(200);
  await parlo.workspace.write((db) => {
    db.run("UPDATE profile_permissions SET scope = 'own' WHERE action = 'customers.view'");
    db.run("UPDATE assignments SET agent_id = ?", [parlo.ids.ada]);
    db.run("UPDATE conversations SET agent_id = ?", [parlo.ids.ada]);
  });
  const paths = ["/quotes/1", "/quotes/1/pdf", "/customers/1/quotes", "/customers/1/quotes/add"];
  for (const path of paths) expect([path, (await sara.get(path)).status]).toEqual([path, 404]);
  const posts = ["/quotes/1", "/quotes/1/version", "/quotes/1/state/sent", ADD, "/customers/1/quotes/totals"];
  for (const path of posts) expect([path, (await sara.post(path, LAMP, PART)).status]).toEqual([path, 404]);
  expect([states(), told().length]).toEqual([["draft"], 1]);
});

test("a conversation of another customer, or that one may not open, is none in which a quote is made", async () => {
  expect((await adds({ conversationId: "999" })).status).toBe(404);
  expect((await adds({ conversationId: String(CONVERSATIONS.theirs) })).status).toBe(404);
  await parlo.workspace.write((db) => db.run(`INSERT INTO customers (id, name, created_at) VALUES (2, 'Dora', ${NINE})`));
  const ada = await parlo.signedIn("ada");
  expect((await ada.post("/customers/2/quotes/add", { ...LAMP, conversationId: "1" }, PART)).status).toBe(404);
  expect((await ada.get("/customers/2/quotes/add?conversation=1")).status).toBe(404);
  const given = parlo.workspace.write((db) => addQuote(db, { ...by(), customerId: 2, conversationId: 1 }, LINES, NINE));
  await expect(given).rejects.toThrow(NotFound);
  expect(stored()).toEqual([]);
});

test("the PDF is of the company's settings and in the customer's language, and only ever a file", async () => {
  await parlo.workspace.write((db) => {
    for (const [key, value] of [
      ["name", "Bottega Rossi"],
      ["companyAddress", "Via Roma 1"],
      ["vatNumber", "IT012"],
    ] as const)
      changeSetting(db, key, value, NINE);
    db.run("UPDATE customers SET language = 'it-CH'");
  });
  await adds();
  const answer = await ana.get("/quotes/1/pdf");
  const { headers } = answer;
  expect([headers.get("content-type"), headers.get("content-disposition")]).toEqual([
    "application/pdf",
    "attachment; filename*=UTF-8''Preventivo%202026-0001.pdf",
  ]);
  expect([headers.get("content-security-policy"), headers.get("x-content-type-options")]).toEqual([expect.stringContaining("sandbox"), "nosniff"]);
  const words = (await textOf(await answer.bytes())).flat().map(({ text }) => text);
  expect(words).toEqual(expect.arrayContaining(["Bottega Rossi", "Via Roma 1", "Partita IVA IT012", "Preventivo 2026-0001", "Carla", "305,89\u00a0€"]));
});
