import type { Database } from "bun:sqlite";
import { sql } from "../db/sql.ts";
import type { Event, Facts, Kind } from "./kinds.ts";
import { remember } from "./pending.ts";

export type Subject = {
  conversationId?: number | null;
  agentId?: number | null;
  queueId?: number | null;
  wasAgentId?: number | null;
  wasQueueId?: number | null;
};

const insertEvent = sql<{ id: number }, Record<string, string | number | null>>(
  `INSERT INTO events (at, kind, conversation_id, agent_id, queue_id, was_agent_id, was_queue_id, data)
   VALUES ($at, $kind, $conversationId, $agentId, $queueId, $wasAgentId, $wasQueueId, $data) RETURNING id`,
);

const maxId = sql<{ id: number | null }>("SELECT max(id) AS id FROM events");

/** The newest event's id; 0 before the first. */
export const lastEventId = (db: Database): number => maxId.get(db)?.id ?? 0;

/**
 * The only way to say that something happened: the row is the source of every report's count and, once it
 * is on the disk, the signal to every open screen. Returns the event's id, for `changed_by`.
 */
export function record<K extends Kind>(db: Database, at: number, kind: K, subject: Subject, data: Facts[K]): number {
  const { conversationId = null, agentId = null, queueId = null, wasAgentId = agentId, wasQueueId = queueId } = subject;
  const about = { conversationId, agentId, queueId, wasAgentId, wasQueueId };
  const { id } = insertEvent.get(db, { at, kind, ...about, data: JSON.stringify(data) }) as { id: number };
  remember(db, { id, at, kind, ...about, data } as Event);
  return id;
}
