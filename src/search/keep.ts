import type { Database } from "bun:sqlite";
import * as store from "./store.ts";

/** Messages that are made findable in one transaction: under a millisecond. */
const AT_ONCE = 250;

const known = (db: Database) => store.newestKnown.get(db)?.id ?? 0;

/** Whether there are messages that cannot be found yet. */
export const isBehind = (db: Database): boolean => store.hasNewer.get(db, { after: known(db) }) !== null;

/** Makes the next messages findable, in the order they came: a moment after they were written, so that writing them costs nothing more. */
export function keepUp(db: Database) {
  store.insertNext.run(db, { after: known(db), limit: AT_ONCE });
}

/** Changes the words of a message by `change`; from then on it is found by the new ones only. */
export function reword(db: Database, messageId: number, change: () => void) {
  const isKnown = messageId <= known(db);
  store.deleteOne.run(db, { id: messageId });
  change();
  if (isKnown) store.insertOne.run(db, { id: messageId });
}

/** Before the words of a conversation are erased: no message of it is found any more. */
export function forgetConversation(db: Database, conversationId: number) {
  store.deleteConversation.run(db, { conversationId });
}
