import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

/** A conversation that was looked for. `customerId`: whose it is. */
export type FoundConversation = { id: number; customerId: number; state: string; channelKind: string; queueName: string; startedAt: number };

const FOUND = `SELECT c.id, c.customer_id AS customerId, c.state, ch.kind AS channelKind, q.name AS queueName, c.started_at AS startedAt
  FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN queues q ON q.id = c.queue_id`;

/** Those of some customers (a JSON list of ids), open ones first. */
export const conversationsOfSome = sql<FoundConversation, VisibleTo & { customers: string; limit: number }>(
  `${FOUND} WHERE c.customer_id IN (SELECT value FROM json_each($customers)) AND ${VISIBLE} ORDER BY c.state = 'closed', c.id DESC LIMIT +$limit`,
);

export const conversationNumbered = sql<FoundConversation, VisibleTo & { id: number }>(`${FOUND} WHERE c.id = $id AND ${VISIBLE}`);
