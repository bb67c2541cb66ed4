import { sql } from "../db/sql.ts";
import type { Message } from "./conversation.ts";

export const MESSAGE = `m.id, m.conversation_id AS conversationId, m.channel_id AS channelId, m.position, m.direction, m.kind, m.text, m.data, m.status,
  m.author_type AS authorType, m.author_id AS authorId, m.client_id AS clientId, m.provider_id AS providerId, m.round, m.reply_to AS replyTo,
  m.sent_at AS sentAt, m.received_at AS receivedAt, m.delivered_at AS deliveredAt, m.read_at AS readAt, m.read_by AS readBy,
  m.revoked_at AS revokedAt, m.error, m.changed_by AS changedBy`;

export const findMessage = sql<Message, { id: number }>(`SELECT ${MESSAGE} FROM messages m WHERE m.id = $id`);

export const findByProviderId = sql<Message, { channelId: string; providerId: string }>(
  `SELECT ${MESSAGE} FROM messages m WHERE m.channel_id = $channelId AND m.provider_id = $providerId`,
);

export const findByClientId = sql<Message, { conversationId: number; clientId: string }>(
  `SELECT ${MESSAGE} FROM messages m WHERE m.conversation_id = $conversationId AND m.client_id = $clientId`,
);

export const findReaction = sql<Message, { conversationId: number; replyTo: string; authorType: string }>(
  `SELECT ${MESSAGE} FROM messages m WHERE m.conversation_id = $conversationId AND m.kind = 'reaction' AND m.reply_to = $replyTo AND m.author_type = $authorType
    ORDER BY m.id DESC LIMIT 1`,
);

/** Where the last message that is not the customer's stands; nothing of the customer's is placed above it later. */
export const lastPositions = sql<{ ours: number | null; any: number | null }, { conversationId: number }>(
  `SELECT (SELECT position FROM messages WHERE conversation_id = $conversationId AND direction <> 'in' ORDER BY position DESC LIMIT 1) AS ours,
          (SELECT position FROM messages WHERE conversation_id = $conversationId ORDER BY position DESC LIMIT 1) AS any`,
);

/** Messages of ours that are on their way. */
export const pendingMessages = sql<{ id: number }>("SELECT id FROM messages WHERE status IN ('queued','sending') ORDER BY id");

export type NewMessage = {
  conversationId: number;
  channelId: string;
  position: number;
  direction: Message["direction"];
  kind: string;
  text: string;
  data: string | null;
  status: Message["status"];
  authorType: Message["authorType"];
  authorId: number | null;
  clientId: string | null;
  providerId: string | null;
  replyTo: string | null;
  sentAt: number;
  receivedAt: number;
};

export const insertMessage = sql<{ id: number }, NewMessage>(
  `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, data, status, author_type, author_id, client_id, provider_id,
     reply_to, sent_at, received_at)
   VALUES ($conversationId, $channelId, $position, $direction, $kind, $text, $data, $status, $authorType, $authorId, $clientId, $providerId,
     $replyTo, $sentAt, $receivedAt)
   RETURNING id`,
);

export const noteChangedBy = sql<void, { id: number; eventId: number }>("UPDATE messages SET changed_by = $eventId WHERE id = $id");

export const moveToStatus = sql<void, { id: number; from: string; status: string; eventId: number; error: string | null }>(
  `UPDATE messages SET status = $status, error = $error, changed_by = $eventId WHERE id = $id AND status = $from`,
);

export const nameSent = sql<void, { id: number; providerId: string; sentAt: number }>(
  "UPDATE messages SET provider_id = $providerId, sent_at = $sentAt WHERE id = $id AND provider_id IS NULL",
);

/** Another round: what the provider told about the last one no longer counts. */
export const moveToAgain = sql<void, { id: number; eventId: number }>(
  `UPDATE messages SET status = 'queued', round = round + 1, provider_id = NULL, error = NULL, pricing = NULL, delivered_at = NULL, read_at = NULL,
     changed_by = $eventId
    WHERE id = $id AND direction = 'out' AND status IN ('failed','uncertain')`,
);

/** The first time counts, in whatever order they are told; what was read had arrived by then. */
export const noteDelivered = sql<void, { id: number; at: number }>(
  "UPDATE messages SET delivered_at = min(coalesce(delivered_at, $at), $at) WHERE id = $id AND direction = 'out'",
);
export const noteRead = sql<void, { id: number; at: number }>(
  `UPDATE messages SET read_at = min(coalesce(read_at, $at), $at), delivered_at = min(coalesce(delivered_at, $at), $at) WHERE id = $id AND direction = 'out'`,
);

export const notePricing = sql<void, { id: number; pricing: string }>("UPDATE messages SET pricing = $pricing WHERE id = $id AND pricing IS NULL");

/** Our messages up to one that the customer's page has not yet said it got, or showed. */
export const unseenByCustomer = sql<Message, { identityId: number; channelId: string; upTo: number; status: "delivered" | "read" }>(
  `SELECT ${MESSAGE} FROM conversations c JOIN messages m ON m.conversation_id = c.id
    WHERE c.identity_id = $identityId AND c.channel_id = $channelId AND m.direction = 'out' AND m.id <= $upTo
      AND (m.status = 'sent' OR (m.status = 'delivered' AND $status = 'read')) ORDER BY m.id LIMIT 500`,
);

/** By the provider's time. A reaction is part of another message, and one that was taken back is not there. */
export const newestUnread = sql<{ id: number }, { conversationId: number }>(
  `SELECT id FROM messages WHERE conversation_id = $conversationId AND direction = 'in' AND read_at IS NULL AND provider_id IS NOT NULL
      AND kind <> 'reaction' AND revoked_at IS NULL ORDER BY sent_at DESC, id DESC LIMIT 1`,
);

export const noteReadByAgent = sql<void, { conversationId: number; agentId: number; now: number; eventId: number }>(
  `UPDATE messages SET read_at = $now, read_by = $agentId, changed_by = $eventId
    WHERE conversation_id = $conversationId AND direction = 'in' AND read_at IS NULL`,
);

export const rewrite = sql<void, { id: number; text: string; data: string; eventId: number }>(
  "UPDATE messages SET text = $text, data = $data, changed_by = $eventId WHERE id = $id",
);

export const noteRevoked = sql<void, { id: number; at: number; eventId: number }>(
  "UPDATE messages SET revoked_at = $at, changed_by = $eventId WHERE id = $id AND revoked_at IS NULL",
);

type EarlyReceipt = { status: string; at: number; error: string | null; pricing: string | null };

export const insertEarlyReceipt = sql<void, EarlyReceipt & { channelId: string; providerId: string; now: number }>(
  `INSERT INTO early_receipts (channel_id, provider_id, status, at, error, pricing, received_at)
   VALUES ($channelId, $providerId, $status, $at, $error, $pricing, $now) ON CONFLICT DO NOTHING`,
);

export const takeEarlyReceipts = sql<EarlyReceipt, { channelId: string; providerId: string }>(
  "DELETE FROM early_receipts WHERE channel_id = $channelId AND provider_id = $providerId RETURNING status, at, error, pricing",
);

export const forgetEarlyReceipts = sql<void, { before: number; limit: number }>(
  `DELETE FROM early_receipts WHERE (channel_id, provider_id, status) IN
    (SELECT channel_id, provider_id, status FROM early_receipts WHERE received_at < $before ORDER BY received_at LIMIT +$limit)`,
);
