import type { Database } from "bun:sqlite";
import type { Conversation } from "./conversation.ts";
import { lastAgentOf, notePreferred, preferenceOf } from "./prefer-store.ts";
import { reserve } from "./reservation.ts";

const DAY_MS = 86_400_000;

/**
 * Whom a customer's new conversation goes to first: the agent who answers for them, else the last one they had, where the queue
 * says so. They are waited for as long as the queue says, unless they are signed out or not of this queue.
 */
export function prefer(db: Database, { id, customerId, queueId }: Pick<Conversation, "id" | "customerId" | "queueId">, now: number) {
  const preference = preferenceOf.get(db, { customerId, queueId });
  if (!preference) return;
  const { responsibleId, preferred, days, seconds } = preference;
  const last = preferred === "last" ? (lastAgentOf.get(db, { customerId, since: now - days * DAY_MS })?.agentId ?? null) : null;
  const agentId = responsibleId ?? last;
  if (agentId === null || notePreferred.run(db, { id, agentId, queueId }) === 0) return;
  if (preferred !== null && seconds > 0) reserve(db, id, { for: "agent", forId: agentId, how: "preferred", until: now + seconds * 1000 }, now);
}
