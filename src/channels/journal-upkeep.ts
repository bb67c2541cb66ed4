import type { Database } from "bun:sqlite";
import { forgetJournal, forgetJournalOf, tryWaitingAgain } from "./store.ts";

/** So many rows at once, so that nobody waits for it. */
const ROWS_MAX = 500;
const TRIES_AT_ONCE_MAX = 100;

/** Deletes rows that were done before an instant. True when there may be more. */
export function forgetDone(db: Database, before: number): boolean {
  return forgetJournal.run(db, { before, limit: ROWS_MAX }) === ROWS_MAX;
}

/** What waits for something that had not come (a number, a message) is tried again, those first that were tried the longest ago. */
export function retryWaiting(db: Database, receivedAfter: number) {
  tryWaitingAgain.run(db, { receivedAfter, limit: TRIES_AT_ONCE_MAX });
}

/** A conversation is erased: so are the bytes that it came in, where nothing of them is left to do. */
export function forgetWordsOf(db: Database, { channelId, identityId, startedAt }: { channelId: string; identityId: number; startedAt: number }) {
  forgetJournalOf.run(db, { channelId, identityId, since: startedAt });
}
