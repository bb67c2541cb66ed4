import type { Database } from "bun:sqlite";

/** Free pages that are given back at once, so that nobody waits for it. */
const PAGES_AT_ONCE = 256;

/**
 * Does `work`, and what it deletes is written over with zeros, wherever it lay (secure_delete = ON). Else only what costs no further page is: enough for what is
 * deleted every day, not for what a person asked to be erased.
 */
export function writtenOver<T>(db: Database, work: () => T): T {
  db.run("PRAGMA secure_delete = ON");
  try {
    return work();
  } finally {
    db.run("PRAGMA secure_delete = FAST");
  }
}

/** Gives pages that once held something back to the disk. Inside `write`. True when there are more. */
export function giveBack(db: Database): boolean {
  db.query(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`).all();
  const { freelist_count: left } = db.query("PRAGMA freelist_count").get() as { freelist_count: number };
  return left > 0;
}

/** Empties the write-ahead log, which holds what pages were before. False while somebody reads from it: then it is to be tried again. Not inside `write`. */
export function emptyLog(db: Database): boolean {
  const { timeout } = db.query("PRAGMA busy_timeout").get() as { timeout: number };
  db.run("PRAGMA busy_timeout = 0");
  try {
    const { busy } = db.query("PRAGMA wal_checkpoint(TRUNCATE)").get() as { busy: number };
    return busy === 0;
  } finally {
    db.run(`PRAGMA busy_timeout = ${timeout}`);
  }
}
