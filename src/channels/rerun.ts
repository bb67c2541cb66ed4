import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { retryJournal, troubledJournal } from "./store.ts";

/** Rows of the journal that a page shows. */
export const TROUBLED_SHOWN_MAX = 200;

/** What came in and could not be worked off, the newest first. */
export const troubled = (db: Database) => troubledJournal.all(db, { limit: TROUBLED_SHOWN_MAX });

/** Works a row of the journal off once more, from where it stopped. Throws Conflict when it is under way or done already. */
export function rerunJournal(db: Database, id: number, who: Who, now: number) {
  if (retryJournal.run(db, { id }) === 0) throw new Conflict("conflict.changed");
  audit(db, { who, action: "journal.rerun", subject: `journal:${id}` }, now);
  record(db, now, "journal.requeued", {}, { journalId: id });
}
