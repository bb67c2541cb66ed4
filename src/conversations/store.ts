import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import type { Conversation, Priority } from "./conversation.ts";

export const CONVERSATION = `c.id, c.channel_id AS channelId, c.customer_id AS customerId, c.identity_id AS identityId, c.queue_id AS queueId,
  c.state, c.priority,
  c.agent_id AS agentId, c.started_at AS startedAt, c.enqueued_at AS enqueuedAt, c.offer_expires_at AS offerExpiresAt, c.accepted_at AS acceptedAt,
  c.first_answered_at AS firstAnsweredAt, c.over_at AS overAt, c.closed_at AS closedAt, c.unread, c.unread_since AS unreadSince,
  c.last_message_id AS lastMessageId, c.last_activity_at AS lastActivityAt, c.changed_by AS changedBy`;

export const findConversation = sql<Conversation, { id: number }>(`SELECT ${CONVERSATION} FROM conversations c WHERE c.id = $id`);

/** The conversation that a customer's next message on this channel joins. */
export const findOpenConversation = sql<Conversation, { identityId: number; channelId: string }>(
  `SELECT ${CONVERSATION} FROM conversations c
    WHERE c.identity_id = $identityId AND c.channel_id = $channelId AND c.state NOT IN ('wrap_up','closed') ORDER BY c.id DESC LIMIT 1`,
);

/** The latest on this channel; nothing where its words were erased. */
export const findLatestConversation = sql<Conversation, { identityId: number; channelId: string }>(
  `SELECT ${CONVERSATION} FROM conversations c
    WHERE c.id = (SELECT l.id FROM conversations l WHERE l.identity_id = $identityId AND l.channel_id = $channelId ORDER BY l.id DESC LIMIT 1)
      AND c.erased_at IS NULL`,
);

type New = { channelId: string; customerId: number; identityId: number; queueId: number; priority: Priority; now: number };
export const insertConversation = sql<{ id: number }, New>(
  `INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, started_at, enqueued_at, waiting_since, last_activity_at)
   VALUES ($channelId, $customerId, $identityId, $queueId, 'queued', $priority, $now, $now, $now, $now) RETURNING id`,
);

/** When a conversation's queue and channel are open, and what is said while they are not. */
export const findHours = sql<
  { queueHours: string | null; channelHours: string | null; offline: string | null; kind: string; language: string | null },
  { id: number }
>(
  `SELECT q.hours AS queueHours, ch.hours AS channelHours, q.offline, ch.kind, cu.language
     FROM conversations c JOIN queues q ON q.id = c.queue_id JOIN channels ch ON ch.id = c.channel_id JOIN customers cu ON cu.id = c.customer_id
    WHERE c.id = $id`,
);

/** A customer's message: one more unread, and the row moves up. */
export const noteUnread = sql<void, { id: number; messageId: number; now: number; eventId: number }>(
  `UPDATE conversations SET unread = unread + 1, unread_since = coalesce(unread_since, $now),
     last_message_id = $messageId, last_activity_at = $now, customer_owes_since = NULL, changed_by = $eventId
    WHERE id = $id`,
);

/** `owesSince`: since when the customer owes an answer; null where that is as it was. */
export const noteActivity = sql<void, { id: number; messageId: number; now: number; owesSince: number | null; eventId: number }>(
  `UPDATE conversations SET last_message_id = $messageId, last_activity_at = $now, customer_owes_since = coalesce($owesSince, customer_owes_since),
     changed_by = $eventId
    WHERE id = $id`,
);

export const noteChange = sql<void, { id: number; eventId: number }>("UPDATE conversations SET changed_by = $eventId WHERE id = $id");

export const noteFirstAnswer = sql<void, { id: number; now: number }>(
  "UPDATE conversations SET first_answered_at = $now WHERE id = $id AND first_answered_at IS NULL",
);

export const clearUnread = sql<void, { id: number; agentId: number; eventId: number }>(
  "UPDATE conversations SET unread = 0, unread_since = NULL, changed_by = $eventId WHERE id = $id AND agent_id = $agentId AND unread > 0",
);

type End = { id: number; agentId: number; now: number; eventId: number };
// Whatever was to end by itself ends with it.
const OVER = `over_at = $now, unread = 0, unread_since = NULL, open_by = NULL, reply_by = NULL, customer_owes_since = NULL, isolated_by = NULL,
  changed_by = $eventId`;

export const moveToClosed = sql<void, End>(
  `UPDATE conversations SET state = 'closed', closed_at = $now, ${OVER} WHERE id = $id AND agent_id = $agentId AND state = 'active'`,
);
/** Over for the customer; its agent still owes the wrap-up. */
export const moveToWrapUp = sql<void, End>(`UPDATE conversations SET state = 'wrap_up', ${OVER} WHERE id = $id AND agent_id = $agentId AND state = 'active'`);
export const moveToDisposed = sql<void, End>(
  "UPDATE conversations SET state = 'closed', closed_at = $now, changed_by = $eventId WHERE id = $id AND agent_id = $agentId AND state = 'wrap_up'",
);

/** The little a route must know of a conversation before a verb is asked, if this person may see it. */
export type Seen = Pick<Conversation, "id" | "state" | "agentId" | "channelId" | "unread"> & { agentName: string | null; openedAt: number | null };

export const findSeen = sql<Seen, VisibleTo & { id: number }>(
  `SELECT c.id, c.state, c.agent_id AS agentId, c.channel_id AS channelId, c.unread, u.name AS agentName, a.first_opened_at AS openedAt
     FROM conversations c LEFT JOIN users u ON u.id = c.agent_id LEFT JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
    WHERE c.id = $id AND ${VISIBLE}`,
);

/** Who holds a conversation, or is offered it; and whether somebody else ever was. */
export type Holder = Pick<Seen, "state" | "agentId" | "agentName"> & { wasAsked: number };

export const findHolder = sql<Holder, { id: number; askerId: number }>(
  `SELECT c.state, c.agent_id AS agentId, u.name AS agentName,
          EXISTS (SELECT 1 FROM assignments a WHERE a.conversation_id = c.id AND a.agent_id = $askerId) AS wasAsked
     FROM conversations c LEFT JOIN users u ON u.id = c.agent_id WHERE c.id = $id`,
);
