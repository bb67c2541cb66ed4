import { sql } from "../db/sql.ts";

/** An answer that is to be sent later. `problem`: why it was not sent when it was due; null while it waits. */
export type Scheduled = {
  id: number;
  conversationId: number;
  channelId: string;
  agentId: number;
  agentName: string;
  clientId: string;
  text: string;
  dueAt: number;
  problem: string | null;
};

const SCHEDULED = `SELECT s.id, s.conversation_id AS conversationId, c.channel_id AS channelId, s.agent_id AS agentId, u.name AS agentName,
    s.client_id AS clientId, s.text, s.due_at AS dueAt, s.problem
  FROM scheduled s JOIN conversations c ON c.id = s.conversation_id JOIN users u ON u.id = s.agent_id`;

/** Those of a conversation, the next one first. */
export const scheduledIn = sql<Scheduled, { conversationId: number }>(`${SCHEDULED} WHERE s.conversation_id = $conversationId ORDER BY s.due_at, s.id`);

export const findScheduled = sql<Scheduled, { id: number }>(`${SCHEDULED} WHERE s.id = $id`);

/** Nothing when it was written before. */
export const insertScheduled = sql<{ id: number }, { conversationId: number; agentId: number; clientId: string; text: string; dueAt: number }>(
  `INSERT INTO scheduled (conversation_id, agent_id, client_id, text, due_at) VALUES ($conversationId, $agentId, $clientId, $text, $dueAt)
   ON CONFLICT DO NOTHING RETURNING id`,
);

export const deleteScheduled = sql<void, { id: number }>("DELETE FROM scheduled WHERE id = $id");

export const noteProblem = sql<void, { id: number; problem: string }>("UPDATE scheduled SET problem = $problem WHERE id = $id");

/** Those that wait and were due. */
export const overdue = sql<{ id: number; conversationId: number }, { now: number }>(
  "SELECT id, conversation_id AS conversationId FROM scheduled WHERE problem IS NULL AND due_at <= $now ORDER BY id",
);
