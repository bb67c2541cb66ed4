import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { withdrawOffer } from "./assignment.ts";
import * as store from "./move-store.ts";
import { noteChange } from "./store.ts";

/** So many conversations are moved in one transaction. */
export const MOVED_MAX = 100;

/**
 * What is open in a queue goes to another, at most MOVED_MAX of it: offers come back first, who holds one keeps it. Says how many went; ask
 * again while it is MOVED_MAX.
 */
export function moveOpen(db: Database, { fromId, toId }: { fromId: number; toId: number }, now: number): number {
  const some = store.someOpenIn.all(db, { queueId: fromId });
  for (const { id, state, agentId } of some) {
    if (state === "offered" && agentId !== null) withdrawOffer(db, { conversationId: id, agentId }, now);
    const held = state === "offered" ? null : agentId;
    if (store.moveQueue.run(db, { id, fromId, toId, now }) === 0) throw new Conflict("conflict.changed");
    const eventId = record(db, now, "conversation.overflowed", { conversationId: id, agentId: held, queueId: toId, wasQueueId: fromId }, {});
    noteChange.run(db, { id, eventId });
  }
  return some.length;
}

/** The kinds of channel whose conversations are open in a queue. */
export const openKinds = (db: Database, queueId: number): string[] => store.kindsOpenIn.all(db, { queueId }).map(({ kind }) => kind);
