import type { Database } from "bun:sqlite";
import type { Workspace } from "../workspace.ts";
import * as store from "./store.ts";

/** Messages that are made findable in one transaction: half a millisecond, or three where there are many. */
const AT_ONCE = { min: 50, max: 500 } as const;
/** Of what is owed so much is done at once. */
const SHARE = 0.01;

const known = (db: Database) => store.newestKnown.get(db)?.id ?? 0;

const owed = (db: Database) => (store.newestWritten.get(db)?.id ?? 0) - known(db);

/** Whether there are messages that cannot be found yet. */
export const isBehind = (db: Database): boolean => owed(db) > 0;

/** Makes the next messages findable, in the order they came: a moment after they were written, so that writing them costs nothing more. */
export function keepUp(db: Database) {
  const limit = Math.min(AT_ONCE.max, Math.max(AT_ONCE.min, Math.ceil(owed(db) * SHARE)));
  store.insertNext.run(db, { after: known(db), limit });
}

/** Keeps the index in few parts, a step at a time. */
function tidyUp(db: Database) {
  store.mergeSome.run(db);
}

/** What is owed, in two transactions; true when anything was. */
export async function keepFindable({ db, write }: Workspace): Promise<boolean> {
  if (!isBehind(db)) return false;
  await write(keepUp);
  await write(tidyUp);
  return true;
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
