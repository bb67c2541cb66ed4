import type { Database } from "bun:sqlite";

/** Free pages that stay for what is written next: 4 MB. */
const PAGES_KEPT = 1_024;
const PAGES_AT_ONCE = 64;
/** Rows of an index that are looked at, so that it takes no longer in a big folder. */
const ANALYSIS_ROWS_MAX = 400;

/** Gives some of what was deleted back to the disk. Inside `write`. True when there is more. */
export function shrink(db: Database): boolean {
  const { freelist_count: free } = db.query("PRAGMA freelist_count").get() as { freelist_count: number };
  if (free <= PAGES_KEPT) return false;
  db.query(`PRAGMA incremental_vacuum(${PAGES_AT_ONCE})`).all();
  return free - PAGES_AT_ONCE > PAGES_KEPT;
}

/** Lets SQLite look again at how its tables have grown. Inside `write`. */
export function optimize(db: Database) {
  db.run(`PRAGMA analysis_limit = ${ANALYSIS_ROWS_MAX}`);
  db.run("PRAGMA optimize");
}
