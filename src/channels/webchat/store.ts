import type { State } from "../../conversations/conversation.ts";
import { sql } from "../../db/sql.ts";

// What a visitor may see, and no other column: only what they wrote and what was said to them, on this channel.

type Whose = { channelId: string; hash: string };
const MINE = `JOIN handles h ON h.identity_id = c.identity_id AND h.channel_kind = 'webchat' AND h.scope = $channelId
  AND h.kind = 'visitor' AND h.value = $hash`;
const SHOWN = "m.direction IN ('in','out') AND m.kind <> 'reaction'";

export type ConversationRow = { id: number; state: State; agent: string | null; closedAt: number | null; lastActivityAt: number };

/** The visitor's conversations on the channel, the newest first. */
export const conversationsOf = sql<ConversationRow, Whose & { limit: number }>(
  `SELECT c.id, c.state, u.name AS agent, c.over_at AS closedAt, c.last_activity_at AS lastActivityAt
     FROM conversations c ${MINE} LEFT JOIN users u ON u.id = c.agent_id 
    WHERE c.channel_id = $channelId AND c.erased_at IS NULL ORDER BY c.id DESC LIMIT +$limit`,
);

export const isKnown = sql<{ identityId: number }, Whose>(
  "SELECT identity_id AS identityId FROM handles WHERE channel_kind = 'webchat' AND scope = $channelId AND kind = 'visitor' AND value = $hash",
);

export type MessageRow = {
  id: number;
  conversationId: number;
  position: number;
  direction: "in" | "out";
  kind: string;
  text: string;
  data: string | null;
  replyTo: string | null;
  providerId: string | null;
  authorType: "customer" | "agent" | "bot" | "system";
  author: string | null;
  receivedAt: number;
  readAt: number | null;
  revokedAt: number | null;
  changedBy: number;
};

const MESSAGE = `m.id, m.conversation_id AS conversationId, m.position, m.direction, m.kind, m.text, m.data, m.reply_to AS replyTo, m.provider_id AS providerId,
  m.author_type AS authorType, u.name AS author, m.received_at AS receivedAt, m.read_at AS readAt, m.revoked_at AS revokedAt, m.changed_by AS changedBy`;
const FROM_MESSAGES = `FROM conversations c ${MINE} JOIN messages m ON m.conversation_id = c.id
  LEFT JOIN users u ON m.author_type = 'agent' AND u.id = m.author_id
  WHERE c.channel_id = $channelId AND ${SHOWN}`;

/** The last messages before a place, the newest first. */
export const messagesBefore = sql<MessageRow, Whose & { conversationId: number; position: number; id: number; limit: number }>(
  `SELECT ${MESSAGE} ${FROM_MESSAGES} AND (c.id, m.position, m.id) < ($conversationId, $position, $id)
    ORDER BY c.id DESC, m.position DESC, m.id DESC LIMIT +$limit`,
);

/** What changed since an event, in the order it changed. */
export const messagesChanged = sql<MessageRow, Whose & { after: number; limit: number }>(
  `SELECT ${MESSAGE} ${FROM_MESSAGES} AND m.changed_by > $after ORDER BY m.changed_by, m.id LIMIT +$limit`,
);

export const messagesOf = sql<MessageRow, Whose & { ids: string }>(
  `SELECT ${MESSAGE} ${FROM_MESSAGES} AND m.id IN (SELECT value FROM json_each($ids)) ORDER BY m.position, m.id`,
);

export const lastChange = sql<{ eventId: number | null }, Whose>(`SELECT max(m.changed_by) AS eventId ${FROM_MESSAGES}`);

/** Who took a conversation, one after the other; from a conversation on. */
export const agentsIn = sql<{ id: number; conversationId: number; at: number; name: string }, Whose & { from: number }>(
  `SELECT a.id, a.conversation_id AS conversationId, a.accepted_at AS at, u.name FROM conversations c ${MINE}
     JOIN assignments a ON a.conversation_id = c.id JOIN users u ON u.id = a.agent_id
    WHERE c.channel_id = $channelId AND c.id >= $from AND a.accepted_at IS NOT NULL ORDER BY a.id`,
);

/** A file that the visitor sent or was sent. */
export const findOwnAttachment = sql<{ id: number }, Whose & { id: number }>(
  `SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id JOIN conversations c ON c.id = m.conversation_id ${MINE}
    WHERE a.id = $id AND c.channel_id = $channelId AND ${SHOWN} AND m.revoked_at IS NULL`,
);

export const findByProviderIds = sql<{ id: number }, { channelId: string; providerIds: string }>(
  "SELECT id FROM messages WHERE channel_id = $channelId AND provider_id IN (SELECT value FROM json_each($providerIds)) ORDER BY id",
);

/** That something was chosen of a message of ours. */
export const findChoice = sql<{ id: number }, { channelId: string; replyTo: string }>(
  "SELECT id FROM messages WHERE channel_id = $channelId AND reply_to = $replyTo AND kind = 'interactive' LIMIT 1",
);

export const queueHours = sql<{ hours: string | null }, { queueId: number }>("SELECT hours FROM queues WHERE id = $queueId");
