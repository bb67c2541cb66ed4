import { afterEach, beforeEach, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { eraseCustomer } from "../../src/customers/erase.ts";
import { addField } from "../../src/customers/fields.ts";
import { identify } from "../../src/customers/identify.ts";
import { mergeCustomers, undoMerge } from "../../src/customers/merge/merge.ts";
import { NUMBERS_MAX } from "../../src/customers/read.ts";
import { addCustomer, recordOf, saveCustomer } from "../../src/customers/save.ts";
import { Conflict, Invalid } from "../../src/http/errors.ts";
import { keepJobsRunning } from "../../src/jobs/runner.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { furnish } from "../http/centre.ts";
import { until } from "../parlo.ts";

// What adding, recognising, merging, importing, exporting and erasing customers do to each other.

let parlo: TestApp;
let ada: Browser;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  ada = await parlo.signedIn("ada");
});
afterEach(() => parlo.close());

type Counts = { state: string; new: number; changed: number; same: number; wrong: number };
const COUNTS = "state, new_count AS new, changed_count AS changed, same_count AS same, wrong_count AS wrong";
const countsOf = (id: number) => parlo.workspace.db.query(`SELECT ${COUNTS} FROM imports WHERE id = ?`).get(id) as Counts;
const exported = async () => (await (await ada.get("/customers/export")).text()).replace("\ufeff", "").trimEnd().split("\r\n");

/** Checks and runs an import whose columns are given as they stand in the file; gives what became of it. */
async function imports(file: string, columns: readonly string[]): Promise<Counts> {
  const jobs = keepJobsRunning(parlo.workspace, () => []);
  const body = new FormData();
  body.set("file", new File([file], "customers.csv"));
  const headers = { cookie: ada.cookie, "x-csrf-token": await ada.csrf() };
  const taken = await parlo.app.handle(new Request("http://localhost/customers/import/file", { method: "POST", headers, body }));
  const id = Number(taken.headers.get("hx-redirect")?.split("/").at(-1));
  await ada.post(`/customers/import/${id}/check`, Object.fromEntries(columns.map((target, at) => [`column-${at}`, target])));
  await until(async () => countsOf(id).state === "checked", 20_000, "it is not checked");
  await ada.post(`/customers/import/${id}/start`);
  await until(async () => countsOf(id).state === "done", 20_000, "it is not done");
  await jobs.stop();
  return countsOf(id);
}
const COLUMNS = ["id", "firstName", "surnames", "email", "numbers", "language", "responsible", "notes"];

const UGO = "393471118899";
/** As WhatsApp tells a sender: the same number twice. */
const whatsapp = (db: TestApp["workspace"]["db"]) => {
  const handles = [
    { kind: "wa_id", value: UGO },
    { kind: "phone", value: `+${UGO}` },
  ];
  return identify(db, { channelKind: "whatsapp", scope: "waba" }, { handles, profileName: "Ugo" }, 1);
};

test("who writes on WhatsApp has their number once, on their page and in a file, which comes in again as it went out", async () => {
  const { customerId } = await parlo.workspace.write(whatsapp);
  const page = await (await ada.get(`/customers/${customerId}`)).text();
  expect(/<dt>Numbers<\/dt><dd[^>]*>([^<]*)</.exec(page)?.[1]).toBe("+39 347 111 8899");
  const lines = await exported();
  expect(lines[2]).toBe(`${customerId},,,,'+${UGO},,,`);
  expect(await imports(lines.join("\n"), COLUMNS)).toEqual({ state: "done", new: 0, changed: 0, same: 2, wrong: 0 });
  expect(await imports(`mail,number\nugo@example.com,+${UGO}`, ["email", "numbers"])).toMatchObject({ new: 0, changed: 1 });
});

test("who was erased is in no file that goes out, and no file brings anything of them in again", async () => {
  const id = await parlo.workspace.write((db) => addCustomer(db, { firstName: "Rita", email: "rita@example.com" }, 1));
  const before = await exported();
  await parlo.workspace.write((db) => eraseCustomer(db, id, CONSOLE, 2));
  expect((await exported()).map((line) => line.split(",")[0])).toEqual(["Parlo ID", "1"]);
  expect(await imports(before.join("\n"), COLUMNS)).toEqual({ state: "done", new: 0, changed: 0, same: 1, wrong: 1 });
  expect(recordOf(parlo.workspace.db, id)).toMatchObject({ firstName: null, email: null });
});

test("who became one with somebody by way of another is erased with them, also what was kept to take them apart", async () => {
  const { db, write } = parlo.workspace;
  const add = (firstName: string) => write((db_) => addCustomer(db_, { firstName }, 1));
  const [first, second, third, stranger] = [await add("Rita"), await add("Rita R."), await add("Rita Rossi"), await add("Ugo")];
  const merge = (keptId: number, goneId: number) => write((db_) => mergeCustomers(db_, keptId, goneId, {}, CONSOLE, 1));
  // What stands in a field that was taken away is not part of a merge.
  db.run("INSERT INTO customer_fields (id, place, name, kind, removed_at) VALUES (1, 0, 'Pet', 'text', 1)");
  db.run("INSERT INTO customer_values VALUES (?, 1, 'Rex')", [first]);
  const merged = await merge(second, first);
  await merge(third, second);
  await write((db_) => eraseCustomer(db_, third, CONSOLE, 2));
  expect(db.query("SELECT count(*) AS n FROM merges WHERE words IS NOT NULL").get()).toEqual({ n: 0 });
  expect(db.query("SELECT count(*) AS n FROM customer_values").get()).toEqual({ n: 0 });
  await expect(write((db_) => undoMerge(db_, merged, CONSOLE, 3))).rejects.toThrow(Conflict);
  // Nobody becomes one with who is erased, in the moment in which they are.
  await expect(merge(third, stranger)).rejects.toThrow(Conflict);
  await expect(merge(stranger, third)).rejects.toThrow(Conflict);
});

test("who is responsible and has left stays so when the form is sent as it was", async () => {
  await parlo.workspace.write((db) => {
    saveCustomer(db, 1, { responsibleId: parlo.ids.sara }, 1);
    db.run("UPDATE users SET disabled_at = 1 WHERE id = ?", [parlo.ids.sara]);
  });
  const form = await (await ada.get("/customers/1/record")).text();
  const chosen = /name="responsibleId".*?<option value="(\d+)" selected>([^<]*)</.exec(form);
  expect(chosen?.slice(1)).toEqual([String(parlo.ids.sara), "Sara"]);
  const revision = /name="revision" value="(\w+)"/.exec(form)?.[1] ?? "";
  expect((await ada.post("/customers/1/record", { firstName: "Carla", responsibleId: chosen?.[1] ?? "", notes: "Tea", revision })).status).toBe(204);
  expect(recordOf(parlo.workspace.db, 1)).toMatchObject({ notes: "Tea", responsibleId: parlo.ids.sara });
});

test("two with many numbers become one whose record can still be saved, and comes in again as it went out", async () => {
  const numbers = (prefix: string) => Array.from({ length: 6 }, (_, n) => `${prefix}118204${n}`);
  const [kept, gone] = await parlo.workspace.write((db) => [
    addCustomer(db, { firstName: "Elena", numbers: numbers("39347") }, 1),
    addCustomer(db, { firstName: "Lena", numbers: numbers("39348") }, 1),
  ]);
  await parlo.workspace.write((db) => mergeCustomers(db, kept ?? 0, gone ?? 0, {}, CONSOLE, 1));
  const form = await (await ada.get(`/customers/${kept}/record`)).text();
  const written = /<textarea[^>]*name="numbers"[^>]*>([^<]*)</.exec(form)?.[1] ?? "";
  const revision = /name="revision" value="(\w+)"/.exec(form)?.[1] ?? "";
  const { numbers: all } = recordOf(parlo.workspace.db, kept ?? 0);
  expect(all.length).toBeGreaterThan(NUMBERS_MAX);
  expect((await ada.post(`/customers/${kept}/record`, { firstName: "Elena", numbers: written, notes: "Tea", revision })).status).toBe(204);
  expect(recordOf(parlo.workspace.db, kept ?? 0)).toMatchObject({ notes: "Tea", numbers: all });
  expect(await imports((await exported()).join("\n"), COLUMNS)).toMatchObject({ same: 2, wrong: 0 });
});

test("a file that names who left as responsible comes in again where they are so already, and nowhere else", async () => {
  await parlo.workspace.write((db) => {
    saveCustomer(db, 1, { responsibleId: parlo.ids.sara }, 1);
    db.run("UPDATE users SET disabled_at = 1 WHERE id = ?", [parlo.ids.sara]);
  });
  const [head, carla] = await exported();
  expect(carla).toBe("1,Carla,,,,,sara,");
  expect(await imports(`${head}\n${carla}\n,Ugo,,ugo@example.com,,,sara,`, COLUMNS)).toMatchObject({ new: 0, same: 1, wrong: 1 });
});

test("a line that is left out is named by its place in the file, whatever ends the lines of a cell", async () => {
  const file = ["mail,notes", 'one@example.com,"a\r\nb"', "no address,", 'two@example.com,"a\n\nb"', "none here,"].join("\r\n");
  expect(await imports(file, ["email", "notes"])).toMatchObject({ new: 2, wrong: 2 });
  expect(parlo.workspace.db.query("SELECT line FROM import_problems ORDER BY line").all()).toEqual([{ line: 4 }, { line: 8 }]);
});

test("who is isolated erases no customer: they do not see all conversations that would go", async () => {
  await parlo.workspace.write((db) => {
    db.run("UPDATE conversations SET state = 'closed', closed_at = 5, over_at = 5");
    db.run("INSERT INTO user_skillsets (user_id, skillset_id) VALUES (?, 1)", [parlo.ids.ada]);
    db.run("INSERT INTO profile_permissions (profile_id, action, scope) SELECT profile_id, 'isolated', 'own' FROM users WHERE username = 'ada'");
  });
  const page = await ada.get("/customers/1");
  expect([page.status, /customers\/1\/(erase|merge)/.exec(await page.text())]).toEqual([200, null]);
  expect([(await ada.get("/customers/1/erase")).status, (await ada.post("/customers/1/erase")).status]).toEqual([403, 403]);
  expect(parlo.workspace.db.query("SELECT count(*) AS n FROM conversations WHERE erased_at IS NOT NULL").get()).toEqual({ n: 0 });
});

test("what is sent as a form and is none is refused beside the field", async () => {
  const headers = { cookie: ada.cookie, "x-csrf-token": await ada.csrf(), "content-type": "multipart/form-data; boundary=there-is-none" };
  const refused = await parlo.app.handle(new Request("http://localhost/customers/import/file", { method: "POST", headers, body: "mail" }));
  expect([refused.status, (await refused.text()).includes("Choose a file")]).toEqual([422, true]);
});

test("a field of the workspace's own is not called as a column that every file has", async () => {
  const field = (name: string) => parlo.workspace.write((db) => addField(db, { name, kind: "text", choices: [] }, CONSOLE, 1));
  for (const name of ["Notes", "note", "E-mail", "Cognomi"]) await expect(field(name)).rejects.toThrow(Invalid);
  expect(await field("Contract")).toBe(1);
});
