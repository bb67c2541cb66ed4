import type { Database } from "bun:sqlite";
import { forgetRecordedSince, recordedCount } from "../events/pending.ts";
import { sql } from "./sql.ts";

const savepoint = sql("SAVEPOINT verb");
const release = sql("RELEASE verb");

type Sync<T> = T extends PromiseLike<unknown> ? never : T;

/**
 * Does `work` whole or not at all, inside the transaction that is open: a savepoint of its own.
 * What it recorded is forgotten with it. Throws what `work` throws.
 */
export function transact<T>(db: Database, work: () => Sync<T>): T {
  if (!db.inTransaction) throw new Error("a verb ran outside write()");
  const mark = recordedCount(db);
  savepoint.run(db);
  try {
    const result = work();
    release.run(db);
    return result;
  } catch (error) {
    forgetRecordedSince(db, mark);
    if (db.inTransaction) undo(db);
    throw error;
  }
}

// Where a part cannot be undone, nothing may stand: the writer then runs every verb again alone.
function undo(db: Database) {
  try {
    db.run("ROLLBACK TO verb; RELEASE verb");
  } catch {
    if (db.inTransaction) db.run("ROLLBACK");
  }
}
