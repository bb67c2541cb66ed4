import { afterEach, beforeEach, expect, test } from "bun:test";
import { addCustomer, recordOf, saveCustomer } from "../../src/customers/save.ts";
import { signalsOf } from "../../src/events/audience.ts";
import { choresOf } from "../../src/jobs/calendar.ts";
import { addQuote, quotesFor } from "../../src/quotes/save.ts";
import { addTicket, ticketsFor } from "../../src/tickets/save.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Two customers that are one person. Carla (1) has written on WhatsApp; Carla Conti (2) on the web, and was written down by hand.

let parlo: TestApp;
let vito: Browser;
let other: number;

const HOUR_MS = 3_600_000;
const WEB = 99;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  vito = await parlo.signedIn("vito");
  other = await parlo.workspace.write((db) => {
    const given = { firstName: "Carla", surnames: "Conti", email: "carla@example.com", notes: "Likes tea", numbers: ["393471182046"], language: "it" };
    const id = addCustomer(db, given, 1);
    saveCustomer(db, 1, { notes: "Calls on Mondays", language: "en", numbers: ["34612345678"] }, 1);
    db.run("INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (2, ?, 'webchat', 'web', 1)", [id]);
    converse(db, WEB, id);
    return id;
  });
});
afterEach(() => parlo.close());

type Db = TestApp["workspace"]["db"];
function converse(db: Db, id: number, customer: number) {
  db.run(
    `INSERT INTO conversations (id, channel_id, customer_id, identity_id, queue_id, state, priority, started_at, enqueued_at, last_activity_at,
       closed_at, over_at)
     VALUES (?, 'wa', ?, 2, 1, 'closed', 'medium', 1, 1, 1, 1, 1)`,
    [id, customer],
  );
}
const path = () => `/customers/1/merge/${other}`;
const revision = async () => /name="revision" value="(\w+)"/.exec(await (await vito.get(path())).text())?.[1] ?? "";
const merges = async (choices: Record<string, string> = {}, from?: string) => vito.post(path(), { revision: from ?? (await revision()), ...choices });
const whose = (id: number) => (parlo.workspace.db.query("SELECT customer_id AS id FROM conversations WHERE id = ?").get(id) as { id: number }).id;
const heard = (kind: string) => parlo.heard.filter((event) => event.kind === kind);
const undo = (id = 1) => vito.post(`/customers/merges/${id}/undo`);
const words = () => (parlo.workspace.db.query("SELECT words FROM merges").get() as { words: string | null }).words;

test("two become one: what was chosen stays, identities and conversations move, both are told, and the other leads there", async () => {
  const preview = await (await vito.get(path())).text();
  expect(preview).toContain('name="language" value="kept" checked');
  expect(preview).toContain('name="notes" value="both" checked');
  expect(preview).not.toContain('name="email"');
  const response = await merges({ language: "gone", notes: "both" });
  expect([response.status, response.headers.get("location")]).toEqual([303, "/customers/1"]);
  expect(recordOf(parlo.workspace.db, 1)).toEqual({
    firstName: "Carla",
    surnames: "Conti",
    email: "carla@example.com",
    language: "it",
    notes: "Calls on Mondays\n\nLikes tea",
    responsibleId: null,
    numbers: ["34612345678", "393471182046"],
    values: {},
  });
  expect([whose(CONVERSATIONS.ours), whose(WEB)]).toEqual([1, 1]);
  expect((await vito.get(`/customers/${other}`)).headers.get("location")).toBe("/customers/1");
  const [event] = heard("customer.merged");
  expect(event?.data).toEqual({ customerId: 1, goneId: other });
  expect(event && signalsOf(event).flatMap(({ topics }) => topics)).toEqual(["customers", "list", "customer-1", `customer-${other}`]);
  const audited = parlo.workspace.db.query("SELECT subject, after FROM audit WHERE action = 'customer.merged'").all();
  expect(audited).toEqual([{ subject: "customer:1", after: JSON.stringify({ goneId: other }) }]);
  const found = await (await vito.get("/customers/?q=Conti")).text();
  expect(found.match(/href="\/customers\/\d+"/g)).toEqual(['href="/customers/1"']);
  expect(await (await vito.get("/customers")).text()).not.toContain(`href="/customers/${other}"`);
  const exported = await (await (await parlo.signedIn("ada")).get("/customers/export")).text();
  expect(exported.match(/^\d+,/gm)).toEqual(["1,"]);
});

test("for a day it is undone: each has their own again; what came since goes with its identity, what was changed since stays", async () => {
  const before = [1, other].map((id) => recordOf(parlo.workspace.db, id));
  await merges({ notes: "gone" });
  await parlo.workspace.write((db) => {
    saveCustomer(db, 1, { language: "fr", numbers: [...recordOf(db, 1).numbers, "390612345678"] }, 1);
    converse(db, WEB + 1, 1);
  });
  expect(await (await vito.get("/customers/1")).text()).toContain("Merged with Carla Conti by Vito");
  parlo.pass(23 * HOUR_MS);
  vito = await parlo.signedIn("vito");
  expect((await undo()).headers.get("location")).toBe("/customers/1");
  const [kept, gone] = before;
  const after = [1, other].map((id) => recordOf(parlo.workspace.db, id));
  expect(after).toEqual([{ ...kept, language: "fr", numbers: ["34612345678", "390612345678"] } as (typeof after)[0], gone as (typeof after)[0]]);
  expect([whose(CONVERSATIONS.ours), whose(WEB), whose(WEB + 1)]).toEqual([1, other, other]);
  expect(heard("customer.parted").map(({ data }) => data)).toEqual([{ customerId: 1, goneId: other }]);
  expect(await (await vito.get("/customers/?q=Conti")).text()).toContain(`href="/customers/${other}"`);
  expect([words(), (await undo()).status]).toEqual([null, 409]);
});

test("tickets go along: all of the other's, and back again, with what is about a conversation of theirs", async () => {
  const { db, write } = parlo.workspace;
  const ticket = (customerId: number, conversationId: number | null) =>
    write((db_) => addTicket(db_, { customerId, agentId: parlo.ids.vito }, { title: "Call back", text: "", state: "open", conversationId }, 1));
  const [own, theirs] = [await ticket(1, null), await ticket(other, WEB)];
  const of = (id: number) => ticketsFor(db, id).map((one) => one.id);
  await merges();
  expect([of(1).toSorted(), of(other)]).toEqual([[own, theirs], []]);
  const later = await ticket(1, WEB);
  const since = heard("ticket.changed").length;
  await undo();
  expect([of(1), of(other).toSorted()]).toEqual([[own], [theirs, later]]);
  expect(
    heard("ticket.changed")
      .slice(since)
      .map(({ data }) => data),
  ).toContainEqual({ ticketId: theirs, about: other });
});

test("quotes go along, and back again", async () => {
  const { db, write } = parlo.workspace;
  const line = { text: "A chair", quantity: 1000, price: 100, vat: 0, discount: 0 };
  const made = await write((db_) =>
    addQuote(db_, { customerId: other, conversationId: null, agentId: parlo.ids.vito }, { day: "2026-03-02", validUntil: null, notes: "", lines: [line] }, 1),
  );
  const of = (id: number) => quotesFor(db, id).map((one) => one.id);
  await merges();
  expect([of(1), of(other)]).toEqual([[made], []]);
  await undo();
  expect([of(1), of(other)]).toEqual([[], [made]]);
});

test("after a day it can no longer be undone, and what people wrote of it is emptied", async () => {
  await merges();
  const chore = choresOf().find(({ name }) => name === "merges that can no longer be undone");
  await chore?.run(parlo.workspace);
  expect(words()).toContain("Likes tea");
  parlo.pass(24 * HOUR_MS);
  vito = await parlo.signedIn("vito");
  expect((await undo()).status).toBe(409);
  expect(await (await vito.get("/customers/1")).text()).not.toContain("Merged with");
  await chore?.run(parlo.workspace);
  expect([words(), whose(WEB)]).toEqual([null, 1]);
});

test("of two who merge at once one is told, and who looked at another record is told too", async () => {
  const seen = await revision();
  const third = await parlo.workspace.write((db) => addCustomer(db, { firstName: "Third" }, 1));
  const page = await (await vito.get(`/customers/${other}/merge/${third}`)).text();
  await parlo.workspace.write((db) => saveCustomer(db, 1, { notes: "Changed" }, 1));
  const stale = await merges({}, seen);
  expect([stale.status, (await stale.text()).includes("Somebody has changed this meanwhile")]).toEqual([409, true]);
  expect((await merges()).status).toBe(303);
  expect((await merges({}, seen)).status).toBe(404);
  const late = await vito.post(`/customers/${other}/merge/${third}`, { revision: /name="revision" value="(\w+)"/.exec(page)?.[1] ?? "" });
  expect([late.status, heard("customer.merged").length]).toEqual([404, 1]);
  // What is part of another cannot be taken out of it before that one is.
  await vito.post(`/customers/${third}/merge/1`, {
    revision: /name="revision" value="(\w+)"/.exec(await (await vito.get(`/customers/${third}/merge/1`)).text())?.[1] ?? "",
  });
  expect(whose(WEB)).toBe(third);
  expect((await undo(1)).status).toBe(404);
  expect([(await undo(2)).status, (await undo(1)).status, whose(WEB)]).toEqual([303, 303, other]);
});

test("only who may see both merges them, and nobody who is isolated", async () => {
  const ana = await parlo.signedIn("ana");
  expect((await ana.get(path())).status).toBe(403);
  const role = "(SELECT profile_id FROM users WHERE username = 'vito')";
  await parlo.workspace.write((db) => db.run(`UPDATE profile_permissions SET scope = 'queues' WHERE action = 'customers.view' AND profile_id = ${role}`));
  const stranger = await parlo.workspace.write((db) => addCustomer(db, { firstName: "Stranger" }, 1));
  expect([(await vito.get(path())).status, (await vito.get(`/customers/1/merge/${stranger}`)).status]).toEqual([200, 404]);
  const from = await revision();
  await parlo.workspace.write((db) => db.run(`INSERT INTO profile_permissions (profile_id, action, scope) VALUES (${role}, 'isolated', 'own')`));
  expect([(await merges({}, from)).status, (await vito.get("/customers/1/merge")).status, whose(WEB)]).toEqual([403, 403, other]);
});
