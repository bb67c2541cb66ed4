import { afterEach, beforeEach, expect, test } from "bun:test";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addField } from "../../src/customers/fields.ts";
import { IMPORT_BYTES_MAX, IMPORT_KEPT_HOURS, IMPORT_LINES_MAX } from "../../src/customers/import/imports.ts";
import { IMPORT_BATCH_LINES } from "../../src/customers/import/work.ts";
import { addCustomer, recordOf } from "../../src/customers/save.ts";
import { choresOf } from "../../src/jobs/calendar.ts";
import { keepJobsRunning } from "../../src/jobs/runner.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { furnish } from "../http/centre.ts";
import { until } from "../parlo.ts";

// Customers that come in from a file, and go out into one.

let parlo: TestApp;
let ada: Browser;
let jobs: ReturnType<typeof keepJobsRunning>;

beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
  ada = await parlo.signedIn("ada");
  jobs = keepJobsRunning(parlo.workspace, () => []);
});
afterEach(async () => {
  await jobs.stop();
  await parlo.close();
});

type Counts = { state: string; new: number; changed: number; same: number; wrong: number };
const COUNTS = "state, new_count AS new, changed_count AS changed, same_count AS same, wrong_count AS wrong";
const countsOf = (id: number) => parlo.workspace.db.query(`SELECT ${COUNTS} FROM imports WHERE id = ?`).get(id) as Counts | null;
const customers = () => (parlo.workspace.db.query("SELECT count(*) AS n FROM customers").get() as { n: number }).n;
const heard = (kind: string) => parlo.heard.filter((event) => event.kind === kind).length;
const files = () => readdirSync(join(parlo.workspace.config.dataDir, "imports"));
const reaches = (id: number, state: string) => until(async () => countsOf(id)?.state === state, 20_000, `import ${id} is not ${state}`);

async function sends(file: string | Uint8Array<ArrayBuffer>, who = ada): Promise<Response> {
  const body = new FormData();
  body.set("file", new File([file], "customers.csv"));
  const headers = { cookie: who.cookie, "x-csrf-token": await who.csrf() };
  return parlo.app.handle(new Request("http://localhost/customers/import/file", { method: "POST", headers, body }));
}

/** Sends a file, and names its columns as they are guessed; gives the import once it is checked. */
async function checks(file: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}): Promise<number> {
  const id = Number((await sends(file)).headers.get("hx-redirect")?.split("/").at(-1));
  const response = await ada.post(`/customers/import/${id}/check`, { ...(await guessedIn(id)), ...more });
  expect(response.status).toBe(303);
  await reaches(id, "checked");
  return id;
}

async function guessedIn(id: number): Promise<Record<string, string>> {
  const page = await (await ada.get(`/customers/import/${id}`)).text();
  const selects = [...page.matchAll(/<select[^>]*name="(column-\d+)"[^>]*>(.*?)<\/select>/gs)];
  return Object.fromEntries(selects.map(([, name = "", options = ""]) => [name, /value="([^"]*)" selected/.exec(options)?.[1] ?? ""]));
}

async function imports(file: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}): Promise<number> {
  const id = await checks(file, more);
  await ada.post(`/customers/import/${id}/start`);
  await reaches(id, "done");
  return id;
}

const ITALIAN = "Nome;Cognome;E-mail;Cellulare;Città\nNicolò;Pagà;nicolo@example.com;347 118 2046;Forlì\n";

test("a file first shows what it would do, and then does it; the same file a second time changes nothing", async () => {
  await parlo.workspace.write((db) => addField(db, { name: "Città", kind: "text", choices: [] }, CONSOLE, 1));
  const id = await checks(ITALIAN, { country: "IT" });
  expect(countsOf(id)).toEqual({ state: "checked", new: 1, changed: 0, same: 0, wrong: 0 });
  expect([customers(), heard("customer.imported")]).toEqual([1, 0]);
  await ada.post(`/customers/import/${id}/start`);
  await reaches(id, "done");
  const { firstName, surnames, email, numbers, values } = recordOf(parlo.workspace.db, 2);
  expect({ firstName, surnames, email, numbers, values }).toEqual({
    firstName: "Nicolò",
    surnames: "Pagà",
    email: "nicolo@example.com",
    numbers: ["393471182046"],
    values: { "1": "Forlì" },
  });
  expect(parlo.workspace.db.query("SELECT origin FROM customers WHERE id = 2").get()).toEqual({ origin: "file" });
  expect([heard("customer.imported"), files()]).toEqual([1, []]);
  const again = await checks(ITALIAN, { country: "IT" });
  expect(countsOf(again)).toEqual({ state: "checked", new: 0, changed: 0, same: 1, wrong: 0 });
  const changed = await imports(ITALIAN.replace("Forlì", "Cesena").replace("nicolo@example.com", ""), { country: "IT" });
  expect(countsOf(changed)).toEqual({ state: "done", new: 0, changed: 1, same: 0, wrong: 0 });
  expect(recordOf(parlo.workspace.db, 2)).toMatchObject({ email: "nicolo@example.com", values: { "1": "Cesena" } });
});

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string, little: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), little);
  return new Uint8Array(view.buffer);
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const WAYS = {
  "UTF-8": utf8,
  "UTF-8 with its mark": (text: string) => utf8(`\ufeff${text}`),
  "Windows-1252": latin,
  "UTF-16, little end first": (text: string) => utf16(`\ufeff${text}`, true),
  "UTF-16, big end first": (text: string) => utf16(`\ufeff${text}`, false),
} as const;

for (const [encoding, encode] of Object.entries(WAYS))
  test(`a file is read as a spreadsheet writes it: ${encoding}`, async () => {
    for (const separator of [";", ",", "\t"]) {
      const text = `First name;E-mail;Notes\r\nNicolò;n${separator.charCodeAt(0)}@example.com;"one ""two""\r\nthree"\r\n`.replaceAll(";", separator);
      await imports(encode(text));
    }
    const notes = [2, 3, 4].map((id) => [recordOf(parlo.workspace.db, id).firstName, recordOf(parlo.workspace.db, id).notes?.replace("\r\n", "\n")]);
    expect(notes).toEqual(Array(3).fill(["Nicolò", 'one "two"\nthree']));
  });

test("each line that is left out says why, in a table and in a file; nobody is ever merged", async () => {
  await parlo.workspace.write((db) => {
    addField(db, { name: "Born", kind: "date", choices: [] }, CONSOLE, 1);
    addCustomer(db, { firstName: "Elena", email: "elena@example.com" }, 1);
    addCustomer(db, { firstName: "Helen", numbers: ["393471182046"] }, 1);
  });
  const lines = [
    "Parlo ID,First name,E-mail,Phone,Born,Language,Responsible agent",
    ",Two,elena@example.com,+393471182046,,,",
    ",Nobody,,,,it,",
    ",Wrong,not an address,0347,31/02/2000,italiano,Somebody",
    "99,Gone,,,,,",
    ",New,new@example.com,,1980-07-31,IT,ana",
    ',"Twice\nover",NEW@example.com,,,,',
    "2,Elena,,,,,",
  ];
  const id = await imports(lines.join("\n"));
  expect(countsOf(id)).toEqual({ state: "done", new: 1, changed: 0, same: 1, wrong: 5 });
  const problems = parlo.workspace.db.query("SELECT line, field, problem FROM import_problems ORDER BY line, field").all();
  expect(problems).toEqual([
    { line: 2, field: "", problem: "import.line.two" },
    { line: 3, field: "", problem: "import.line.no-key" },
    { line: 4, field: "email", problem: "field.email" },
    { line: 4, field: "language", problem: "import.line.language" },
    { line: 4, field: "numbers", problem: "record.number.prefix" },
    { line: 4, field: "responsible", problem: "import.line.responsible" },
    { line: 5, field: "id", problem: "import.line.no-customer" },
    { line: 7, field: "", problem: "import.line.twice" },
  ]);
  expect(recordOf(parlo.workspace.db, 4)).toMatchObject({ firstName: "New", language: "it", responsibleId: parlo.ids.ana, values: { "1": "1980-07-31" } });
  const page = await (await ada.get(`/customers/import/${id}`)).text();
  expect(page).toContain("Fits more than one customer: 2 and 3.");
  const file = await (await ada.get(`/customers/import/${id}/problems`)).text();
  expect(file.split("\r\n").slice(0, 2)).toEqual(["Line,Field,What is wrong", "2,,Fits more than one customer: 2 and 3."]);
  expect(parlo.workspace.db.query("SELECT count(*) AS n FROM audit WHERE action = 'customers.imported'").get()).toEqual({ n: 1 });
});

test("a file that is none is refused beside the field, and leaves nothing", async () => {
  const wrong = async (file: string | Uint8Array<ArrayBuffer>) => {
    const response = await sends(file);
    return [response.status, /id="file-wrong">.*?<\/svg>([^<]*)</s.exec(await response.text())?.[1]];
  };
  expect(await wrong("")).toEqual([422, "Choose a file."]);
  expect(await wrong("E-mail\n")).toEqual([422, "There is no line below the first."]);
  expect(await wrong(Uint8Array.of(0x50, 0x4b, 3, 4, 9))).toEqual([422, "This is a spreadsheet. Save it as CSV first."]);
  expect(await wrong(Uint8Array.of(65, 0, 1, 2))).toEqual([422, "This is not a text file."]);
  expect(await wrong(`E-mail\n${"a@b.example\n".repeat(IMPORT_LINES_MAX + 1)}`)).toEqual([422, `The file has more than ${IMPORT_LINES_MAX} lines.`]);
  expect(await wrong(`E-mail\n"${"never closed\n".repeat(9000)}`)).toEqual([422, expect.stringContaining("From line 2 on")]);
  expect(await wrong(new Uint8Array(IMPORT_BYTES_MAX + 70_000))).toEqual([422, expect.stringContaining("larger than 10 MB")]);
  expect([files(), customers()]).toEqual([[], 1]);
});

test("an import whose file is not there any more, as after a restore, is given up", async () => {
  const id = await checks("E-mail\nc@example.com\n");
  rmSync(join(parlo.workspace.config.dataDir, "imports"), { recursive: true });
  expect((await ada.post(`/customers/import/${id}/check`, { "column-0": "email" })).status).toBe(303);
  expect(await (await ada.get(`/customers/import/${id}`)).text()).toContain("The import was given up");
  expect([countsOf(id)?.state, heard("import.changed")]).toEqual(["dropped", 3]);
});

test("without a way to find somebody again, or with two columns for one, nothing is checked", async () => {
  const id = Number((await sends("Name,E-mail\nCarla,c@example.com\n")).headers.get("hx-redirect")?.split("/").at(-1));
  expect((await ada.post(`/customers/import/${id}/check`, { "column-0": "firstName" })).status).toBe(422);
  expect((await ada.post(`/customers/import/${id}/check`, { "column-0": "email", "column-1": "email" })).status).toBe(422);
  expect((await ada.post(`/customers/import/${id}/start`)).status).toBe(409);
  expect(countsOf(id)?.state).toBe("mapping");
});

test("what was interrupted goes on where it was, and what is given up stops", async () => {
  const lines = Array.from({ length: IMPORT_BATCH_LINES * 3 }, (_, n) => `c${n}@example.com`);
  const id = await checks(`E-mail\n${lines.join("\n")}\n`);
  await jobs.stop();
  await ada.post(`/customers/import/${id}/start`);
  const one = (n: number) => parlo.workspace.write((db) => addCustomer(db, { email: `c${n}@example.com` }, 1));
  // As a power cut leaves it: the first batch is in.
  for (let n = 0; n < IMPORT_BATCH_LINES; n++) await one(n);
  await parlo.workspace.write((db) => db.run("UPDATE imports SET done_count = ?, new_count = ? WHERE id = ?", [IMPORT_BATCH_LINES, IMPORT_BATCH_LINES, id]));
  jobs = keepJobsRunning(parlo.workspace, () => []);
  await reaches(id, "done");
  expect(countsOf(id)).toEqual({ state: "done", new: IMPORT_BATCH_LINES * 3, changed: 0, same: 0, wrong: 0 });
  expect(customers()).toBe(1 + IMPORT_BATCH_LINES * 3);

  const other = await checks(`E-mail\n${lines.map((line) => `x${line}`).join("\n")}\n`);
  await jobs.stop();
  await ada.post(`/customers/import/${other}/start`);
  await ada.post(`/customers/import/${other}/drop`);
  jobs = keepJobsRunning(parlo.workspace, () => []);
  await until(async () => parlo.workspace.db.query("SELECT id FROM jobs").get() === null, 20_000, "the job is still there");
  expect([countsOf(other)?.state, customers(), files()]).toEqual(["dropped", 1 + IMPORT_BATCH_LINES * 3, []]);
});

test("a file that nobody goes on with is deleted after a day", async () => {
  const id = await checks("E-mail\nc@example.com\n");
  const path = join(parlo.workspace.config.dataDir, "imports", `${id}.csv`);
  const chore = choresOf().find(({ name }) => name === "imports that nobody went on with");
  await chore?.run(parlo.workspace);
  expect(existsSync(path)).toBe(true);
  parlo.pass(IMPORT_KEPT_HOURS * 3_600_000 + 1);
  await chore?.run(parlo.workspace);
  expect([existsSync(path), countsOf(id)?.state]).toEqual([false, "dropped"]);
});

test("who does not see all customers brings none in", async () => {
  const role = "(SELECT profile_id FROM users WHERE username = 'ada')";
  await parlo.workspace.write((db) => db.run(`UPDATE profile_permissions SET scope = 'own' WHERE action = 'customers.view' AND profile_id = ${role}`));
  expect((await ada.get("/customers/import/")).status).toBe(403);
  expect((await sends("E-mail\nc@example.com\n")).status).toBe(403);
});

test("what goes out comes in again as it was, and no cell is a formula on the way", async () => {
  await parlo.workspace.write((db) => {
    addField(db, { name: "Shop", kind: "choice", choices: ["Rome", "-Milan"] }, CONSOLE, 1);
    addCustomer(db, { firstName: "=1+1", surnames: "'@x", email: "e@example.com", numbers: ["393471182046", "34612345678"], values: { "1": "-Milan" } }, 1);
    addCustomer(db, { firstName: 'Lia; "L"', notes: "two\nlines", email: "l@example.com", language: "it", responsibleId: parlo.ids.ana }, 1);
  });
  const response = await ada.get("/customers/export");
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="customers.csv"');
  expect(text).toStartWith("\ufeffParlo ID,First name,Surnames,E-mail,Numbers,Language,Responsible agent,Notes,Shop\r\n1,Carla,");
  expect(text).toContain(`2,'=1+1,''@x,e@example.com,"'+393471182046, +34612345678",,,,'-Milan`);
  const before = [1, 2, 3].map((id) => recordOf(parlo.workspace.db, id));
  const id = await imports(bytes);
  expect(countsOf(id)).toEqual({ state: "done", new: 0, changed: 0, same: 3, wrong: 0 });
  await parlo.workspace.write((db) => db.run("UPDATE customers SET first_name = NULL, surnames = NULL, notes = NULL WHERE id > 1"));
  await imports(bytes);
  expect([1, 2, 3].map((one) => recordOf(parlo.workspace.db, one))).toEqual(before);
  expect(parlo.workspace.db.query("SELECT after FROM audit WHERE action = 'customers.exported'").all()).toEqual([{ after: '{"searched":false}' }]);
});

test("an export holds what the list's search shows, within what its reader may see, in their language", async () => {
  await parlo.workspace.write((db) => {
    for (let n = 0; n < 450; n++) addCustomer(db, { firstName: `Shop ${n}` }, 1);
    db.run("UPDATE users SET language = 'it' WHERE username = 'ada'");
  });
  const rows = async (q: string) => (await (await ada.get(`/customers/export?q=${encodeURIComponent(q)}`)).text()).trimEnd().split("\r\n");
  const all = await rows("");
  expect([all.length, all[0]]).toEqual([452, "ID Parlo;Nome;Cognomi;E-mail;Numeri;Lingua;Operatore responsabile;Note"]);
  expect((await rows("shop 44")).length).toBe(12);
  const role = "(SELECT profile_id FROM users WHERE username = 'ada')";
  await parlo.workspace.write((db) => db.run(`UPDATE profile_permissions SET scope = 'own' WHERE action = 'customers.view' AND profile_id = ${role}`));
  expect((await rows("")).length).toBe(1);
});
