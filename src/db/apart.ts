import { Database } from "bun:sqlite";

const BUSY_MS = 10_000;

/** A connection of its own that only reads, for a Worker: what is slow must not hold up the loop. */
export function openToRead(path: string): Database {
  const db = new Database(path, { strict: true, readonly: true });
  db.run(`PRAGMA busy_timeout = ${BUSY_MS}`);
  return db;
}

/** The same, which sees all from one moment until it is closed, though others write. */
export function openSnapshot(path: string): Database {
  const db = openToRead(path);
  db.run("BEGIN");
  return db;
}

/** A copy of a database as it is at one moment, while others write it, without what was deleted. `to` is a new or an empty file. */
export function copyDatabase(path: string, to: string) {
  using db = openToRead(path);
  db.query("VACUUM INTO ?").run(to);
}

/** A database that nobody else has open, without a write-ahead log: its file is all there is of it. */
export function openAlone(path: string): Database {
  const db = new Database(path, { strict: true, create: false, readwrite: true });
  db.run("PRAGMA foreign_keys = ON");
  db.run("PRAGMA secure_delete = FAST");
  return db;
}
