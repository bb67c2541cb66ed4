import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE } from "../../src/admin/audit.ts";
import { check, isSound } from "../../src/admin/check.ts";
import { eraseCustomer } from "../../src/customers/erase.ts";
import { saveCustomer } from "../../src/customers/save.ts";
import { customersFor } from "../../src/customers/search.ts";
import { NotFound } from "../../src/http/errors.ts";
import { keepJobsRunning } from "../../src/jobs/runner.ts";
import { type Folder, newFolder, writes } from "../admin/folder.ts";
import { openApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";
import { until } from "../parlo.ts";
import { ana } from "../world.ts";

// A customer who asks to be forgotten is.

const MARKER = "xylophagous";
/** Shares no first byte with any other word, so that the index has to hold it whole. */
const RARE = "ꙮ웃中";
const CUSTOMER = `39347${MARKER}`;
const ALL = { userId: ana, permissions: new Map([["customers.view", "all"]]) } as Parameters<typeof customersFor>[1];

/** A customer with the marker in everything that is known of them, two closed conversations, and others beside. */
async function known({ workspace: { write, clock } }: Folder): Promise<number> {
  for (let n = 0; n < 40; n++) await write((db) => writes(db, `39340000${n}`, "hello"));
  await write((db) => writes(db, CUSTOMER, `${MARKER} `.repeat(3_000)));
  return write((db) => {
    const { id } = db.query("SELECT max(id) AS id FROM customers").get() as { id: number };
    saveCustomer(
      db,
      id,
      {
        firstName: `${MARKER} ${RARE}`,
        surnames: `${MARKER} Rossi`,
        email: `${MARKER}@example.com`,
        language: "it",
        notes: `${MARKER} `.repeat(2_000),
        responsibleId: ana,
        numbers: ["393471118882"],
      },
      clock(),
    );
    db.run("INSERT INTO customer_fields (id, place, name, kind) VALUES (1, 0, 'Pet', 'text')");
    db.run("INSERT INTO customer_values VALUES (?, 1, ?)", [id, MARKER]);
    db.run("INSERT INTO merges (kept_id, gone_id, merged_at, identities, words) VALUES (?1, 1, 1, '[]', ?2)", [id, JSON.stringify([MARKER])]);
    db.run(
      `INSERT INTO quotes (id, customer_id, year, serial, day, currency, notes, net, vat, made_at, made_by, changed_at)
       VALUES (1, ?, 2026, 1, '2026-01-01', 'EUR', ?, 0, 0, 1, ?, 1)`,
      [id, MARKER, ana],
    );
    db.run("INSERT INTO quote_lines VALUES (1, 0, ?, 1000, 100, 0, 0)", [MARKER]);
    db.run("INSERT INTO tickets (customer_id, title, text, state, made_at, made_by) VALUES (?1, ?2, ?2, 'open', 1, ?3)", [id, MARKER, ana]);
    db.run("UPDATE identities SET username = ?, provider_parent_id = ? WHERE customer_id = ?", [MARKER, MARKER, id]);
    db.run("INSERT INTO journal (channel_id, received_at, body, state, done_at) VALUES ('wa', ?1, CAST(?2 AS BLOB), 'done', ?1)", [
      clock(),
      `{"from":"${CUSTOMER}"}`,
    ] as never);
    db.run(
      "UPDATE conversations SET state = 'closed', waiting_since = NULL, closed_at = ?1, over_at = ?1, unread = 0, unread_since = NULL WHERE customer_id = ?2",
      [clock(), id],
    );
    return id;
  });
}

function filesWith(folder: string, words: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  return paths.filter((path) => readFileSync(path).toString("latin1").toLowerCase().includes(words)).map((path) => path.slice(folder.length + 1));
}

test("a marker in everything that was known of a customer is nowhere in the folder's bytes once they were erased, nor in the index of the search", async () => {
  await using here = newFolder();
  const { workspace, folder } = here;
  const { db } = workspace;
  const id = await known(here);
  // As after years: they stand among many others in one part of the index, which nothing else makes it write anew.
  db.run("INSERT INTO customers_search (customers_search) VALUES ('optimize')");
  const indexed = () => filesWith(folder, Buffer.from(RARE).toString("latin1").toLowerCase());
  expect([filesWith(folder, MARKER).length > 0, indexed().length > 0, customersFor(db, ALL, MARKER, null).lines.length]).toEqual([true, true, 1]);
  await workspace.write((db_) => eraseCustomer(db_, id, { userId: ana, address: "::1" }, 77));
  const runner = keepJobsRunning(workspace, () => []);
  await until(() => db.query("SELECT 1 FROM jobs WHERE kind = 'erased.scrub'").get() === null, 20_000, "it was not scrubbed");
  await runner.stop();

  expect(filesWith(folder, MARKER)).toEqual([]);
  expect([indexed(), customersFor(db, ALL, MARKER, null).lines.length, customersFor(db, ALL, "39340000", null).lines.length]).toEqual([[], 0, 40]);
  expect(
    db
      .query(
        `SELECT name, first_name AS firstName, surnames, email, phone, language, notes, responsible_id AS responsible, erased_at AS erasedAt
           FROM customers WHERE id = ?`,
      )
      .get(id),
  ).toEqual({
    name: null,
    firstName: null,
    surnames: null,
    email: null,
    phone: null,
    language: null,
    notes: null,
    responsible: null,
    erasedAt: 77,
  });
  expect(db.query("SELECT erased_at AS erasedAt FROM conversations WHERE customer_id = ?").all(id)).toEqual([{ erasedAt: 77 }]);
  const told = db.query("SELECT kind, data FROM events WHERE kind LIKE '%.erased' ORDER BY id").all() as { kind: string; data: string }[];
  expect(told.map(({ kind, data }) => [kind, data])).toEqual([
    ["conversation.erased", JSON.stringify({ by: ana })],
    ["customer.erased", JSON.stringify({ customerId: id })],
  ]);
  expect(db.query("SELECT action, subject FROM audit WHERE action LIKE '%.erased' ORDER BY id DESC LIMIT 1").get()).toEqual({
    action: "customer.erased",
    subject: `customer:${id}`,
  });
  const left = (table: string) => (db.query(`SELECT count(*) AS n FROM ${table} WHERE customer_id = ?`).get(id) as { n: number }).n;
  expect(["customer_numbers", "customer_values", "tickets"].map(left)).toEqual([0, 0, 0]);
  expect(isSound(await check(workspace, here.background, false))).toBe(true);
}, 60_000);

test("who writes again is somebody new; what was erased is erased once", async () => {
  await using here = newFolder();
  const { db, write } = here.workspace;
  const id = await known(here);
  await write((db_) => eraseCustomer(db_, id, CONSOLE, 5));
  await write((db_) => writes(db_, CUSTOMER, "hello again"));
  const { customerId } = db.query("SELECT customer_id AS customerId FROM conversations ORDER BY id DESC LIMIT 1").get() as { customerId: number };
  expect(customerId).toBe(id + 1);
  await expect(write((db_) => eraseCustomer(db_, id, CONSOLE, 6))).rejects.toThrow(NotFound);
});

test("nothing is erased while one of their conversations is open; afterwards their page is not there any more", async () => {
  const parlo = await openApp();
  await furnish(parlo);
  const [ada, vito] = [await parlo.signedIn("ada"), await parlo.signedIn("vito")];
  expect(await (await ada.get("/customers/1")).text()).toInclude('hx-get="/customers/1/erase"');
  expect([(await vito.get("/customers/1/erase")).status, (await vito.post("/customers/1/erase")).status]).toEqual([403, 403]);
  expect(await (await ada.get("/customers/1/erase")).text()).toInclude("all that was said in 2 conversations");
  const refused = await ada.post("/customers/1/erase", {}, { "hx-request": "true" });
  expect([refused.status, (await refused.text()).includes("Conversation 1 of this customer is still open")]).toEqual([409, true]);
  expect(parlo.workspace.db.query("SELECT name, erased_at AS erasedAt FROM customers").get()).toEqual({ name: "Carla", erasedAt: null });
  await parlo.workspace.write((db) => db.run("UPDATE conversations SET state = 'closed', closed_at = 5, over_at = 5"));
  expect((await ada.post("/customers/1/erase", {}, { "hx-request": "true" })).status).toBe(204);
  expect([(await ada.get("/customers/1")).status, (await ada.get(`/conversations/${CONVERSATIONS.ours}`)).status]).toEqual([404, 410]);
  expect(await (await ada.get("/customers")).text()).not.toInclude("/customers/1");
  await parlo.close();
});
