import { sql } from "../db/sql.ts";
import type { Message } from "./conversation.ts";

export type Ours = Pick<Message, "id" | "authorId" | "clientId" | "kind" | "text" | "receivedAt"> & { authorName: string | null };

/** The newest messages that agents wrote to a customer, newest first. */
export const newestOurs = sql<Ours, { conversationId: number; limit: number }>(
  `SELECT m.id, m.author_id AS authorId, m.client_id AS clientId, m.kind, substr(m.text, 1, 500) AS text, m.received_at AS receivedAt, u.name AS authorName
     FROM messages m LEFT JOIN users u ON u.id = m.author_id
    WHERE m.conversation_id = $conversationId AND m.direction = 'out' AND m.author_type = 'agent' ORDER BY m.position DESC, m.id DESC LIMIT +$limit`,
);
