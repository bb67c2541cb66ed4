import type { Database } from "bun:sqlite";

/** Free pages that are given back at once, so that nobody waits for it. */
const PAGES_AT_ONCE = 256;

/** Gives pages back to the disk that once held something: secure_delete = FAST leaves it standing there. Inside `write`. True when there are more. */
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
