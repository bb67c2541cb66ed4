import type { Database } from "bun:sqlite";
import type { Facts } from "../events/kinds.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import * as store from "./reservation-store.ts";
import { noteChange } from "./store.ts";

type Reserved = Facts["conversation.reserved"];
type Freed = Facts["conversation.freed"]["reason"];

/** One that waits does so for an agent or a skillset alone, until an instant or for good. Conflict when it does not wait. */
export function reserve(db: Database, conversationId: number, { for: who, forId, how, until }: Reserved, now: number) {
  const whom = { agentId: who === "agent" ? forId : null, skillsetId: who === "skillset" ? forId : null };
  const row = store.reserve.get(db, { id: conversationId, ...whom, how, until });
  if (!row) throw new Conflict("conflict.no-longer-waiting");
  const eventId = record(db, now, "conversation.reserved", { conversationId, queueId: row.queueId }, { for: who, forId, how, until });
  noteChange.run(db, { id: conversationId, eventId });
}

/**
 * It waits for all again: the time is over, whom it waited for is no agent any more, or does not want it. One that was sent to a
 * skillset at once goes on to the next skillset of its queue; an isolated agent's to the next of their own. Conflict when it is not so
 * (any more).
 */
export function free(db: Database, { conversationId, reason }: { conversationId: number; reason: Freed }, now: number) {
  const row = store.reservationOf.get(db, { id: conversationId });
  const cleared = store.clearReservation.run(db, { id: conversationId, now: reason === "over" ? now : null });
  if (!row || cleared === 0) throw new Conflict("conflict.no-longer-waiting");
  const eventId = record(db, now, "conversation.freed", { conversationId, queueId: row.queueId }, { reason });
  noteChange.run(db, { id: conversationId, eventId });
  if (row.how === "immediate" && reason === "over") passOn(db, conversationId, row, now);
}

/** An agent does not want what waited for them, because they were preferred or named. Does nothing where it was not so. */
export function freeFrom(db: Database, { conversationId, agentId }: { conversationId: number; agentId: number }, now: number) {
  if (store.isReservedFor.get(db, { id: conversationId, agentId })) free(db, { conversationId, reason: "rejected" }, now);
}

/** A skillset is about to be removed: nothing waits for it alone any more. */
export function freeReservedFor(db: Database, skillsetId: number, now: number) {
  for (const { id } of store.reservedFor.all(db, { skillsetId })) free(db, { conversationId: id, reason: "gone" }, now);
}

function passOn(db: Database, conversationId: number, { queueId, skillsetId, isolatedBy, openSeconds }: store.Freed, now: number) {
  const inOrder = store.skillsetsOf.all(db, { queueId, isolatedBy });
  const next = inOrder.slice(inOrder.findIndex(({ id }) => id === skillsetId) + 1).find(({ near }) => near === 1);
  if (skillsetId === null || next === undefined) return;
  reserve(db, conversationId, { for: "skillset", forId: next.id, how: "immediate", until: now + openSeconds * 1000 }, now);
}
