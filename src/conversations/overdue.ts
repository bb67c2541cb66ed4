import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { release, rememberRejection } from "./assignment.ts";
import * as store from "./overdue-store.ts";
import { noteChange } from "./store.ts";

type Overdue = "unopened" | "unanswered" | "away";

/**
 * Its agent did not open it in time, did not answer, or is gone: it waits again, in its old place. What somebody did not open
 * never comes back to them, what they did not answer comes to them last. Conflict when it is not so (any more).
 */
export function takeBack(db: Database, { conversationId, agentId, reason }: { conversationId: number; agentId: number; reason: Overdue }, now: number) {
  const back = store.moveBack[reason].get(db, { id: conversationId, agentId, now });
  if (!back) throw new Conflict("conflict.no-longer-waiting");
  release(db, { conversationId, reason }, now);
  if (reason !== "away") rememberRejection(db, { conversationId, agentId, forGood: reason === "unopened" }, now);
  const left = { conversationId, agentId: null, queueId: back.queueId, wasAgentId: agentId };
  record(db, now, "conversation.taken-back", left, { reason });
  const eventId = record(db, now, "conversation.queued", { ...left, wasAgentId: null }, { reason });
  noteChange.run(db, { id: conversationId, eventId });
}

/** It waited too long in its queue: from now on it waits in the next, in the place it has. Conflict when it is not so (any more). */
export function overflow(db: Database, { conversationId, queueId }: { conversationId: number; queueId: number }, now: number) {
  const from = store.overflowingFrom.get(db, { id: conversationId, queueId, now });
  if (!from || store.moveToQueue.run(db, { id: conversationId, queueId, now }) === 0) throw new Conflict("conflict.no-longer-waiting");
  const eventId = record(db, now, "conversation.overflowed", { conversationId, queueId, wasQueueId: from.queueId }, {});
  noteChange.run(db, { id: conversationId, eventId });
}

/** It waited so long that its priority rises by one. Conflict when it is not so (any more). */
export function age(db: Database, { conversationId, to }: { conversationId: number; to: "medium" | "high" }, now: number) {
  const aged = store.age.get(db, { id: conversationId, from: to === "high" ? "medium" : "low", to, now });
  if (!aged) throw new Conflict("conflict.no-longer-waiting");
  const eventId = record(db, now, "conversation.aged", { conversationId, queueId: aged.queueId }, { to });
  noteChange.run(db, { id: conversationId, eventId });
}
