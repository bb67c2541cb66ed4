import type { Database } from "bun:sqlite";
import type { Facts } from "../events/kinds.ts";
import { record } from "../events/record.ts";
import { Conflict, NotFound } from "../http/errors.ts";
import type { VisibleTo } from "../users/visible.ts";
import { begin, type Release, release, rememberRejection } from "./assignment.ts";
import * as store from "./hand-store.ts";
import { noteChange } from "./store.ts";

export type Standing = store.Standing;

/** How a conversation stands. Throws NotFound, also where it is not within what somebody may move. */
export function standing(db: Database, conversationId: number, within: VisibleTo | null = null): Standing {
  const was = store.standingOf.get(db, { id: conversationId });
  if (!was || (within && !store.isWithin.get(db, { ...within, id: conversationId }))) throw new NotFound();
  return was;
}

type Given = { agentId: number; reason: Release; openBy?: number; isolatedBy?: number | null; wasAgentId?: number | null };

/**
 * An agent has it from now on, whatever their status and capacity; who had it or was offered it has it no more. `isolatedBy`: who limits
 * where it goes when they do not open it. `wasAgentId`: whom the event says it came from, where that was told already. Conflict when it does
 * not stand so any more.
 */
export function moveToHand(
  db: Database,
  was: Standing,
  { agentId, reason, openBy, isolatedBy = null, wasAgentId = was.agentId }: Given,
  facts: Facts["conversation.accepted"],
  now: number,
) {
  const { id, state, queueId } = was;
  const move = { id, state, wasAgentId: was.agentId, agentId, openBy: openBy ?? null, isolatedBy, now };
  if (store.moveToHand.run(db, move) === 0) throw new Conflict("conflict.changed");
  release(db, { conversationId: id, reason }, now);
  begin(db, { conversationId: id, agentId, queueId }, { ...facts, wasAgentId }, now);
}

type Queued = { queueId: number; reason: Release; isolatedBy: number | null };

/** It waits in a queue again; who had it gets it last. Conflict when it does not stand so any more. */
export function moveToQueue(db: Database, was: Standing, { queueId, reason, isolatedBy }: Queued, now: number) {
  const { id, state, agentId } = was;
  if (store.moveToQueue.run(db, { id, state, wasAgentId: agentId, queueId, isolatedBy, now }) === 0) throw new Conflict("conflict.changed");
  release(db, { conversationId: id, reason }, now);
  if (agentId !== null) rememberRejection(db, { conversationId: id, agentId }, now);
  const eventId = record(db, now, "conversation.queued", { conversationId: id, agentId: null, queueId }, { reason: "transferred" });
  noteChange.run(db, { id, eventId });
}
