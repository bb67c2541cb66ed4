import type { Database } from "bun:sqlite";
import { sql } from "../db/sql.ts";

const PAGE = 1000;

const filesAfter = sql<{ sha256: string; size: number }, { after: string; limit: number }>(
  "SELECT sha256, size FROM files WHERE sha256 > $after ORDER BY sha256 LIMIT +$limit",
);

/** All kept files that a database names, without holding them all. */
export function* eachFile(db: Database): Generator<{ sha256: string; size: number }> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const page: { sha256: string }[] = filesAfter.all(db, { after, limit: PAGE });
    yield* page as { sha256: string; size: number }[];
    after = page.length < PAGE ? undefined : page.at(-1)?.sha256;
  }
}

/** Rows of every table, by name. */
export function countTables(db: Database): Record<string, number> {
  const tables = db.query(
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
  );
  const count = (name: string) => (db.query(`SELECT count(*) AS n FROM "${name.replaceAll('"', '""')}"`).get() as { n: number }).n;
  return Object.fromEntries((tables.all() as { name: string }[]).map(({ name }) => [name, count(name)]));
}

/** The bytes of a database that a copy of it will have at most. */
export const usedBytes = sql<{ bytes: number }>(
  `SELECT (p.page_count - f.freelist_count) * s.page_size AS bytes FROM pragma_page_count p, pragma_freelist_count f, pragma_page_size s`,
);

/** What is wrong with pages and indexes, at most `limit` lines. */
export function brokenPages(db: Database, limit: number): string[] {
  const lines = db.query(`PRAGMA integrity_check(${limit})`).all() as { integrity_check: string }[];
  return lines.map(({ integrity_check }) => integrity_check).filter((line) => line !== "ok");
}

/** Rows that point to nothing. */
export function lostReferences(db: Database, limit: number): { table: string; rowid: number; parent: string }[] {
  return db.query('SELECT "table", rowid, parent FROM pragma_foreign_key_check LIMIT +$limit').all({ limit }) as {
    table: string;
    rowid: number;
    parent: string;
  }[];
}

/** All secrets, with whose they are. */
export const allSecrets = sql<{ owner: string; name: string; sealed: Uint8Array }>("SELECT owner, name, sealed FROM secrets ORDER BY owner, name");
export const deleteSecrets = sql<void>("DELETE FROM secrets");
