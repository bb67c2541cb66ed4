import { sql } from "../db/sql.ts";

type Star = { conversationId: number; agentId: number };

export const insertStar = sql<void, Star>(
  `INSERT INTO stars (agent_id, conversation_id) SELECT $agentId, c.id FROM conversations c WHERE c.id = $conversationId AND c.state <> 'closed'
     ON CONFLICT DO NOTHING`,
);

export const deleteStar = sql<void, Star>("DELETE FROM stars WHERE agent_id = $agentId AND conversation_id = $conversationId");

export const deleteStarsOn = sql<{ agentId: number }, { conversationId: number }>(
  "DELETE FROM stars WHERE conversation_id = $conversationId RETURNING agent_id AS agentId",
);
