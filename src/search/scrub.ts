import type { Database } from "bun:sqlite";
import { changesSoFar, mergeCustomers, mergeMessages } from "./scrub-store.ts";

/** Brings the indexes of the search to where they no longer hold what was taken out of them, a step at a time. True when there is more. Inside `write`. */
export function mergeSearch(db: Database): boolean {
  const more = [mergeCustomers, mergeMessages].map((step) => {
    const { n: before = 0 } = changesSoFar.get(db) ?? {};
    step.run(db);
    // A step that had nothing to do counts as less than two changes (SQLite, FTS5, 6.8).
    return (changesSoFar.get(db)?.n ?? 0) - before >= 2;
  });
  return more.includes(true);
}
