import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// The customer's record. Ana, sara and vito sell; lia does law.

let parlo: TestApp;
let lia: number;
let ana: Browser;

beforeEach(async () => {
  parlo = await openApp();
  lia = await furnish(parlo);
  ana = await parlo.signedIn("ana");
});
afterEach(() => parlo.close());

const PATH = "/customers/1/record";
const written = () => parlo.workspace.db.query("SELECT first_name AS firstName, email, language, notes, responsible_id AS responsibleId FROM customers").get();
const changes = () => parlo.heard.filter(({ kind }) => kind === "customer.changed").length;
const revision = async () => /name="revision" value="(\w+)"/.exec(await (await ana.get(PATH)).text())?.[1] ?? "";
const saves = async (fields: Record<string, string>) => ana.post(PATH, { firstName: "Carla", revision: await revision(), ...fields }, { "hx-request": "true" });

test("who talks with a customer writes down who they are, and who is responsible for them", async () => {
  const record = { firstName: "Carla", email: "carla@example.com", language: "it", notes: "Calls on Mondays", responsibleId: parlo.ids.sara };
  const response = await saves({ ...record, responsibleId: String(record.responsibleId) });
  expect([response.status, written(), changes()]).toEqual([204, record, 1]);
  const details = await (await ana.get(`/conversations/${CONVERSATIONS.ours}`)).text();
  expect(details).toMatch(/Responsible agent<\/dt><dd>Sara</);
  expect((await saves({ ...record, responsibleId: "" })).status).toBe(204);
  expect(written()).toEqual({ ...record, responsibleId: null });
});

test("what is wrong is marked in the form, what was typed stays, and nothing is saved", async () => {
  const response = await saves({ email: "carla at home", responsibleId: "999", notes: "Kept <b>" });
  const form = await response.text();
  expect(response.status).toBe(422);
  expect(form).toContain('value="carla at home"');
  expect(form).toContain("Kept &lt;b>");
  expect(form.match(/aria-invalid="true"/g)?.length).toBe(2);
  expect([(written() as { email: unknown }).email, changes()]).toEqual([null, 0]);
});

test("who saves over another's change is told, and may save again; what changes nothing tells nobody", async () => {
  const before = await revision();
  expect((await saves({ notes: "From ana" })).status).toBe(204);
  const late = await ana.post(PATH, { firstName: "Carla", notes: "From another window", revision: before }, { "hx-request": "true" });
  expect([late.status, (written() as { notes: unknown }).notes]).toEqual([409, "From ana"]);
  const again = /name="revision" value="(\w+)"/.exec(await late.text())?.[1] ?? "";
  expect((await ana.post(PATH, { firstName: "Carla", notes: "From another window", revision: again }, { "hx-request": "true" })).status).toBe(204);
  expect((await saves({ notes: "From another window" })).status).toBe(204);
  expect([(written() as { notes: unknown }).notes, changes()]).toEqual(["From another window", 2]);
});

test("who is isolated names only who shares a skillset with them", async () => {
  const named = async () => (await (await ana.get(PATH)).text()).includes(">Lia<");
  expect(await named()).toBe(true);
  await parlo.workspace.write((db) =>
    db.run("INSERT INTO profile_permissions (profile_id, action, scope) SELECT profile_id, 'isolated', 'own' FROM users WHERE username = 'ana'"),
  );
  expect(await named()).toBe(false);
  expect((await saves({ responsibleId: String(lia) })).status).toBe(422);
});
