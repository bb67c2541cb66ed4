import type { Database } from "bun:sqlite";
import { join } from "node:path";
import { Glob } from "bun";
import { migrate, openDb } from "../../src/db/open.ts";
import { checkStatements } from "../../src/db/sql.ts";
import { rule } from "../tidy/rules.ts";
import { ROOT } from "../tidy/sources.ts";

// Every statement that the product declares finds its rows by an index, where a table grows with the years. (SQLite takes a partial
// index only where its condition stands in the statement word by word.)

const BIG = new Set([
  "assignments",
  "attachments",
  "audit",
  "conversations",
  "customer_numbers",
  "customer_values",
  "customers",
  "decisions",
  "early_receipts",
  "events",
  "files",
  "handles",
  "identities",
  "identity_channels",
  "import_problems",
  "imports",
  "jobs",
  "journal",
  "mentions",
  "merges",
  "messages",
  "quote_lines",
  "quote_uploads",
  "quotes",
  "rejections",
  "survey_answers",
  "tickets",
  "wrap_ups",
]);
/** Hold only what is open now: to walk through one of these is no scan. */
const OF_WHAT_IS_OPEN = new Set(["assignments_held", "conversations_open", "jobs_due", "journal_open", "journal_waiting"]);

/** Statements that may walk through a whole table: how they begin, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "SELECT id FROM messages WHERE status IN ('queued','sending')": "once, when a backup has been restored",
  "DELETE FROM jobs WHERE kind IN": "once, when a backup has been restored",
  "SELECT * FROM (SELECT c.id, c.unread AS kept": "parlo check looks at everything",
  "SELECT * FROM (SELECT c.id, c.last_message_id AS kept": "parlo check looks at everything",
  "SELECT c.id, c.agent_id AS kept": "parlo check looks at everything",
  "WITH kept AS": "parlo check looks at everything",
  "SELECT (SELECT count(*) FROM journal WHERE state <> 'done' AND state = 'failed') AS journalFailed": "parlo check looks at everything",
};

for (const path of new Glob("src/**/*.ts").scanSync(ROOT)) {
  const module = join(ROOT, path);
  if (!/(worker|main)\.ts$/.test(path) && /\bsql</.test(await Bun.file(module).text())) await import(module);
}

const db = openDb(":memory:");
migrate(db);
const statements = declared(db);

/** What the product prepares when it starts. */
function declared(on: Database): string[] {
  const texts: string[] = [];
  const prepare = on.prepare.bind(on);
  on.prepare = ((text: string) => {
    texts.push(text);
    return prepare(text);
  }) as typeof on.prepare;
  checkStatements(on);
  on.prepare = prepare;
  return [...new Set(texts)].filter((text) => !text.startsWith("PRAGMA"));
}

/** The tables that a statement walks through from end to end. */
function scanned(text: string): string[] {
  const names = new Map(
    [...text.matchAll(/\b(?:FROM|JOIN|UPDATE|INTO)\s+(\w+)(?:\s+(?:AS\s+)?(?!\b[A-Z]+\b)(\w+))?/g)].map(([, table = "", alias = table]) => [alias, table]),
  );
  const plan = db.query(`EXPLAIN QUERY PLAN ${text}`).all() as { detail: string }[];
  return plan.flatMap(({ detail }) => {
    const [, alias = "", index = ""] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(detail) ?? [];
    const table = names.get(alias) ?? "";
    return BIG.has(table) && !OF_WHAT_IS_OPEN.has(index) ? [table] : [];
  });
}

const short = (text: string) => text.replace(/\s+/g, " ").trim();

rule("no statement walks through a table that grows with the years", () => {
  const walking = statements.filter((text) => scanned(text).length > 0).map(short);
  const excused = Object.keys(EXCEPTIONS);
  const idle = excused.filter((start) => !walking.some((text) => text.startsWith(start))).map((start) => `${start} needs its exception no more`);
  return [...walking.filter((text) => !excused.some((start) => text.startsWith(start))).map((text) => `${scanned(text)}: ${text}`), ...idle];
});
