import { afterEach, beforeEach, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addField, changeField, fieldsOf, raiseField, removeField } from "../../src/customers/fields.ts";
import { addCustomer, recordOf } from "../../src/customers/save.ts";
import { says } from "../desk/talk.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { furnish } from "../http/centre.ts";
import { happened, lastEvent } from "../talk.ts";
import { world } from "../world.ts";

// The whole record: names, numbers, where somebody came from, and the fields that the workspace added.

let parlo: TestApp;
let ana: Browser;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  ana = await parlo.signedIn("ana");
});
afterEach(() => parlo.close());

const heard = (kind: string) => parlo.heard.filter((event) => event.kind === kind).map(({ data }) => data);
const htmx = { "hx-request": "true" };
const field = (name: string, kind: "text" | "number" | "date" | "choice", choices: string[] = []) =>
  parlo.workspace.write((db) => addField(db, { name, kind, choices }, CONSOLE, 1));
const row = (id: number) => parlo.workspace.db.query("SELECT name, phone, origin FROM customers WHERE id = ?").get(id);
const rowOf = (page: string, label: string) => new RegExp(`<dt>${label}</dt><dd[^>]*>([^<]*)<`).exec(page)?.[1];

test("a customer is added by hand, and stands in the list, the search and the API", async () => {
  const response = await ana.post("/customers/add", { firstName: "Elena", surnames: "Serra", numbers: "+39 347 118 2046\n0034 612 34 56 78" }, htmx);
  expect([response.status, response.headers.get("hx-redirect")]).toEqual([204, "/customers/2"]);
  expect(heard("customer.added")).toEqual([{ customerId: 2, how: "hand" }]);
  expect(row(2)).toEqual({ name: "Elena Serra", phone: "393471182046", origin: "hand" });
  const page = await (await ana.get("/customers/2")).text();
  expect([rowOf(page, "First name"), rowOf(page, "Surnames"), rowOf(page, "Came from")]).toEqual(["Elena", "Serra", "Added by hand"]);
  expect(page).toContain("+39 347 118 2046\n+34 612 34 56 78");
  for (const words of ["", "Elena", "612 34 56"]) expect(await (await ana.get(`/customers/?q=${encodeURIComponent(words)}`)).text()).toContain("Elena Serra");
});

test("who is nobody yet is not added, and a number says its country", async () => {
  const empty = await ana.post("/customers/add", { notes: "?" }, htmx);
  expect([empty.status, (await empty.text()).includes("Write a name, an address or a number")]).toEqual([422, true]);
  const wrong = await ana.post("/customers/add", { firstName: "Elena", numbers: "347 118 2046" }, htmx);
  const form = await wrong.text();
  expect([wrong.status, form.includes("Begin each number with +"), form.includes("347 118 2046</textarea>")]).toEqual([422, true, true]);
  expect([row(2), heard("customer.added")]).toEqual([null, []]);
});

test("the fields of the workspace stand in the record, each as its kind is written", async () => {
  await field("Contract", "text");
  await field("Score", "number");
  await field("Born", "date");
  await field("Shop", "choice", ["Rome", "Milan"]);
  const revision = async () => /name="revision" value="(\w+)"/.exec(await (await ana.get("/customers/1/record")).text())?.[1] ?? "";
  const saves = async (values: Record<string, string>) => ana.post("/customers/1/record", { firstName: "Carla", revision: await revision(), ...values }, htmx);
  const wrong = await (await saves({ "field-2": "many", "field-3": "31/02/2026", "field-4": "Paris" })).text();
  expect(wrong.match(/aria-invalid="true"/g)?.length).toBe(3);
  expect((await saves({ "field-1": "K-77", "field-2": "12,5", "field-3": "31/07/1980", "field-4": "Milan" })).status).toBe(204);
  expect(recordOf(parlo.workspace.db, 1).values).toEqual({ "1": "K-77", "2": "12.5", "3": "1980-07-31", "4": "Milan" });
  const page = await (await ana.get("/customers/1")).text();
  expect([rowOf(page, "Contract"), rowOf(page, "Score"), rowOf(page, "Born"), rowOf(page, "Shop")]).toEqual(["K-77", "12.5", "31 July 1980", "Milan"]);
  expect(await (await ana.get("/customers/?q=K-77")).text()).toContain("Carla");
  expect((await saves({ "field-1": "" })).status).toBe(204);
  expect(recordOf(parlo.workspace.db, 1).values).toEqual({ "2": "12.5", "3": "1980-07-31", "4": "Milan" });
  expect(heard("customer.changed").length).toBe(2);
});

test("the administrator makes fields, names and orders them, and takes them away; what customers have stays", async () => {
  const ada = await parlo.signedIn("ada");
  expect((await ada.post("/admin/fields/add", { name: "Contract", kind: "text" })).status).toBe(303);
  expect((await ada.post("/admin/fields/add", { name: "Shop", kind: "choice", choices: "Rome\nMilan\n" })).status).toBe(303);
  expect((await ada.post("/admin/fields/add", { name: "shop", kind: "text" })).status).toBe(422);
  expect((await ada.post("/admin/fields/add", { name: "Empty", kind: "choice", choices: "" })).status).toBe(422);
  const { db, write } = parlo.workspace;
  await write((db_) => {
    changeField(db_, 1, { name: "Contract no.", choices: [] }, CONSOLE, 1);
    raiseField(db_, 2, CONSOLE, 1);
  });
  expect(fieldsOf(db)).toEqual([
    { id: 2, name: "Shop", kind: "choice", choices: ["Rome", "Milan"] },
    { id: 1, name: "Contract no.", kind: "text", choices: [] },
  ]);
  await write((db_) => addCustomer(db_, { firstName: "Elena", values: { "2": "Rome" } }, 1));
  expect(await (await ada.get("/admin/fields/2/remove")).text()).toContain("1 customer has something in it");
  await write((db_) => removeField(db_, 2, CONSOLE, 1));
  expect([fieldsOf(db).map(({ id }) => id), recordOf(db, 2).values]).toEqual([[1], {}]);
  expect(db.query("SELECT value FROM customer_values").all()).toEqual([{ value: "Rome" }]);
  expect(heard("content.changed")).toEqual(Array(5).fill({ what: "fields" }));
  const actions = db.query("SELECT action FROM audit WHERE action LIKE 'field.%' ORDER BY id").all() as { action: string }[];
  expect(actions.map(({ action }) => action)).toEqual(["field.added", "field.added", "field.changed", "field.changed", "field.removed"]);
});

test("whoever writes from a number that was written down is that customer; a number of two is nobody's", () => {
  const here = world();
  const add = (numbers: string[]) => here.write((db) => addCustomer(db, { firstName: "Elena", numbers }, here.now));
  const writes = (from: string) => {
    const message = says(here, "Hello", { by: from });
    const sql = "SELECT c.customer_id AS id FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE m.id = ?";
    return (here.db.query(sql).get(message) as { id: number }).id;
  };
  const elena = add(["393471182046"]);
  add(["393400000001"]);
  add(["393400000001"]);
  expect(writes("393471182046")).toBe(elena);
  const stranger = writes("393400000001");
  expect(here.db.query("SELECT origin, name FROM customers WHERE id = ?").get(stranger)).toEqual({ origin: "whatsapp", name: null });
  const since = lastEvent(here);
  const other = add(["393400000001"]);
  expect(happened(here, since)).toEqual([{ kind: "customer.added", data: { customerId: other, how: "hand" } }]);
  expect(writes("393400000001")).toBe(stranger);
});

test("another with the same number or address is shown as perhaps the same person", async () => {
  await parlo.workspace.write((db) => {
    addCustomer(db, { firstName: "Elena", email: "elena@example.com", numbers: ["393471182046"] }, 1);
    addCustomer(db, { firstName: "Lena", numbers: ["393471182046"] }, 1);
    addCustomer(db, { firstName: "Helen", email: "Elena@example.com" }, 1);
  });
  const alike = async (id: number) =>
    [...(await (await ana.get(`/customers/${id}`)).text()).matchAll(/<li><a href="\/customers\/(\d+)"/g)].map(([, other]) => other);
  expect([await alike(2), await alike(3), await alike(1)]).toEqual([["3", "4"], ["2"], []]);
});

test("a field that is sent twice is there once; another of its name is refused", async () => {
  const { db } = parlo.workspace;
  const id = await field("Size", "choice", ["Small", "Large"]);
  expect(await field(" Size ", "choice", ["Small", "Large"])).toBe(id);
  expect(fieldsOf(db)).toHaveLength(1);
  await expect(field("Size", "text")).rejects.toMatchObject({ fields: { name: "field.taken" } });
  await expect(field("size", "choice", ["Small", "Large"])).rejects.toMatchObject({ fields: { name: "field.taken" } });
});
