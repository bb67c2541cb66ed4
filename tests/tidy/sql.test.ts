import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { MIGRATIONS, migrate, openDb } from "../../src/db/open.ts";
import { hits, importsThat, rule } from "./rules.ts";
import { ROOT, readSources } from "./sources.ts";

// The rules of the database: who writes what, and how tables are made.

/** Who may write a table: the start of a path. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  agent_status_intervals: ["src/agents/"],
  api_tokens: ["src/users/"],
  assignments: ["src/conversations/"],
  attachments: ["src/files/"],
  audit: ["src/admin/"],
  channels: ["src/channels/"],
  conversations: ["src/conversations/"],
  customer_fields: ["src/customers/"],
  customer_numbers: ["src/customers/"],
  customer_values: ["src/customers/"],
  customers: ["src/customers/"],
  customers_search: ["src/customers/", "src/search/"],
  decisions: ["src/routing/"],
  disputes: ["src/customers/"],
  drafts: ["src/conversations/"],
  early_receipts: ["src/conversations/"],
  events: ["src/events/"],
  files: ["src/files/"],
  handles: ["src/customers/"],
  identities: ["src/customers/"],
  identity_channels: ["src/customers/"],
  import_problems: ["src/customers/"],
  imports: ["src/customers/"],
  jobs: ["src/jobs/"],
  journal: ["src/channels/"],
  links: ["src/users/"],
  mails: ["src/mail/"],
  mentions: ["src/mentions/"],
  merges: ["src/customers/"],
  locations: ["src/locations/"],
  messages: ["src/conversations/"],
  messages_search: ["src/search/"],
  owner: ["src/db/lock.ts"],
  profile_kinds: ["src/users/"],
  profile_permissions: ["src/users/"],
  profile_queues: ["src/users/"],
  profiles: ["src/users/"],
  queues: ["src/queues/"],
  quote_lines: ["src/quotes/"],
  quote_uploads: ["src/quotes/"],
  quotes: ["src/quotes/"],
  rejections: ["src/conversations/"],
  ring_skillsets: ["src/queues/"],
  rings: ["src/queues/"],
  scheduled: ["src/conversations/"],
  // A channel's secrets are changed with its settings, the mail server's too.
  secrets: ["src/admin/", "src/channels/", "src/mail/"],
  sessions: ["src/users/"],
  settings: ["src/admin/"],
  shortcode_files: ["src/shortcodes/"],
  shortcodes: ["src/shortcodes/"],
  skillsets: ["src/skillsets/"],
  stars: ["src/conversations/"],
  statuses: ["src/agents/"],
  survey_answers: ["src/wrap-up/"],
  survey_questions: ["src/wrap-up/"],
  tickets: ["src/tickets/"],
  uploads: ["src/files/"],
  user_skillsets: ["src/users/"],
  // The account is of users; status is of agents; who had the last new conversation is written with the assignment.
  users: ["src/users/", "src/agents/", "src/conversations/assignment-store.ts"],
  wrap_up_reasons: ["src/wrap-up/"],
  wrap_ups: ["src/wrap-up/"],
};

/** SHA-256 of every migration that a released Parlo has run on somebody's folder: it is never changed again. */
const RELEASED: readonly string[] = [];

const WRITES = /\b(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|UPDATE(?: OR \w+)?|DELETE FROM) (?!SET\b)(\w+)/g;
const SQL_PLACES = /^src\/(db\/|events\/|jobs\/|.*store\.ts$)/;

const src = await readSources("src/**/*.{ts,tsx}");
const schema = openDb(":memory:");
migrate(schema);
const tables = schema.query("PRAGMA table_list").all() as { schema: string; name: string; type: string; strict: number }[];
const ours = tables.filter(({ schema: of, name }) => of === "main" && !name.startsWith("sqlite_"));

rule("only the slice that owns a table writes it", () =>
  src.flatMap(({ path, code }) =>
    [...code.matchAll(WRITES)].flatMap(([, table = ""]) => (OWNERS[table]?.some((owner) => path.startsWith(owner)) ? [] : [`${path} writes ${table}`])),
  ),
);
rule("every table has an owner", () => ours.filter(({ name, type }) => type === "table" && !(name in OWNERS)).map(({ name }) => name));
rule("every table is STRICT", () => ours.filter(({ type, strict }) => type === "table" && !strict).map(({ name }) => name));
rule("an id that is counted is never given twice", () => {
  const made = schema.query("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").all() as { name: string; sql: string }[];
  const shadows = new Set(tables.filter(({ type }) => type === "shadow").map(({ name }) => name));
  return made.filter(({ name, sql }) => !shadows.has(name) && /INTEGER PRIMARY KEY(?! AUTOINCREMENT)/.test(sql)).map(({ name }) => name);
});
rule("SQL stands in stores", () =>
  hits(
    src.filter(({ path }) => !SQL_PLACES.test(path)),
    /\bsql(<.*>)?\(|\b(db|database)\.(query|prepare|run|exec)\(|`\s*(SELECT|INSERT|UPDATE|DELETE) /,
    { "src/open.ts": "the snapshot before a migration and the last checkpoint belong to opening and closing" },
  ),
);
rule("a limit that is a parameter does not make SQLite prepare its statement at every call", () => hits(src, /\bLIMIT \$/));
rule("nobody but stores and verbs knows the statements", () =>
  importsThat(src, (to, { path }) => to === "src/db/sql.ts" && !SQL_PLACES.test(path) && path !== "src/open.ts"),
);

test("every migration is run, in the order of its number", async () => {
  const paths = [...new Glob("src/db/migrations/*.sql").scanSync(ROOT)].sort();
  const texts = await Promise.all(paths.map((path) => Bun.file(join(ROOT, path)).text()));
  expect([...MIGRATIONS]).toEqual(texts);
});

test("what has been released is never changed", () => {
  const hashes = MIGRATIONS.map((text) => new Bun.CryptoHasher("sha256").update(text).digest("hex"));
  expect(hashes.slice(0, RELEASED.length)).toEqual([...RELEASED]);
});
