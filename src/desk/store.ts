import { familyIn } from "../channels/family.ts";
import type { Conversation, Priority, State } from "../conversations/conversation.ts";
import { CONVERSATION } from "../conversations/store.ts";
import { sql } from "../db/sql.ts";
import { ERASED, VISIBLE, type VisibleTo } from "../users/visible.ts";

/** A row of the list: all that SPEC C4 shows. */
export type Row = {
  id: number;
  state: State;
  priority: Priority;
  channelKind: string;
  channelName: string;
  customerId: number;
  savedName: string | null;
  profileName: string | null;
  username: string | null;
  phone: string | null;
  queueName: string;
  agentId: number | null;
  agentName: string | null;
  /** Whether it is held by somebody who is signed out. */
  agentAway: number;
  /** Whether its agent has not opened it yet. */
  unopened: number;
  enqueuedAt: number;
  acceptedAt: number | null;
  unread: number;
  unreadSince: number | null;
  overAt: number | null;
  lastKind: string | null;
  lastText: string | null;
  lastDirection: string | null;
  /** How long it plays, where it can be played. */
  lastDurationMs: number | null;
  /** Who of the staff said the last message. */
  lastAuthorId: number | null;
  lastAuthorName: string | null;
};

export const PHONE = "(SELECT h.value FROM handles h WHERE h.identity_id = i.id AND h.kind IN ('phone','wa_id') ORDER BY h.kind LIMIT 1)";
const AWAY = "(u.id IS NOT NULL AND u.status_id IS NULL)";
export const UNOPENED = `EXISTS (SELECT 1 FROM assignments held WHERE held.conversation_id = c.id AND held.released_at IS NULL
  AND held.accepted_at IS NOT NULL AND held.first_opened_at IS NULL)`;
/** Whether the viewer has marked it for themselves. */
export const STARRED = "EXISTS (SELECT 1 FROM stars own WHERE own.agent_id = $viewerId AND own.conversation_id = c.id)";
const LAST_DURATION = `CASE WHEN m.kind IN ('voice','audio')
  THEN (SELECT f.duration_ms FROM attachments t JOIN files f ON f.id = t.file_id WHERE t.message_id = m.id LIMIT 1) END`;
export const ROW = `c.id, c.state, c.priority, ch.kind AS channelKind, ch.name AS channelName, c.customer_id AS customerId, p.name AS savedName,
  i.profile_name AS profileName, i.username, ${PHONE} AS phone, q.name AS queueName, c.agent_id AS agentId, u.name AS agentName, ${AWAY} AS agentAway,
  ${UNOPENED} AS unopened,
  c.enqueued_at AS enqueuedAt, c.accepted_at AS acceptedAt, c.unread, c.unread_since AS unreadSince, c.over_at AS overAt, m.kind AS lastKind,
  substr(m.text, 1, 200) AS lastText, m.direction AS lastDirection, ${LAST_DURATION} AS lastDurationMs, l.id AS lastAuthorId, l.name AS lastAuthorName`;
export const FROM_ROWS = `FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN customers p ON p.id = c.customer_id
  JOIN identities i ON i.id = c.identity_id JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
  LEFT JOIN messages m ON m.id = c.last_message_id LEFT JOIN users l ON m.author_type = 'agent' AND l.id = m.author_id`;
export const BY_PRIORITY = "CASE c.priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END";

export type Offered = Row & { offerExpiresAt: number; offeredAt: number };

/** What is offered to an agent, the most urgent first. */
export const offersTo = sql<Offered, { agentId: number }>(
  `SELECT ${ROW}, c.offer_expires_at AS offerExpiresAt, a.offered_at AS offeredAt ${FROM_ROWS}
     JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
    WHERE c.agent_id = $agentId AND c.state = 'offered' ORDER BY ${BY_PRIORITY}, c.offer_expires_at, c.id`,
);

/** An agent's own work for the system bar; `wants`: unread, offered, or not opened yet. */
export type OwnRow = {
  id: number;
  priority: Priority;
  customerId: number;
  savedName: string | null;
  profileName: string | null;
  phone: string | null;
  unread: number;
  wants: number;
};

export const ownRows = sql<OwnRow, { agentId: number }>(
  `SELECT c.id, c.priority, c.customer_id AS customerId, p.name AS savedName, i.profile_name AS profileName, ${PHONE} AS phone, c.unread,
          (c.unread > 0 OR c.state = 'offered' OR ${UNOPENED}) AS wants
     FROM conversations c JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id
    WHERE c.agent_id = $agentId AND c.state IN ('offered','active','wrap_up') ORDER BY ${BY_PRIORITY}, coalesce(c.accepted_at, c.enqueued_at), c.id`,
);

/** How many open conversations an agent has marked, whoever holds them. */
export const countStars = sql<{ n: number }, { agentId: number }>("SELECT count(*) AS n FROM stars WHERE agent_id = $agentId");

/** What an agent owes a wrap-up, the oldest first. */
export const owedBy = sql<{ id: number }, { agentId: number }>(
  "SELECT id FROM conversations WHERE agent_id = $agentId AND state = 'wrap_up' ORDER BY over_at, id",
);

export const placesOf = sql<{ used: number; capacity: number }, { agentId: number }>(
  `SELECT (SELECT count(*) FROM conversations WHERE agent_id = $agentId AND state IN ('offered','active','wrap_up')) AS used,
          coalesce(u.capacity, p.capacity) AS capacity
     FROM users u JOIN profiles p ON p.id = u.profile_id WHERE u.id = $agentId`,
);

/** A conversation with what its header and the customer's details show. */
export type Opened = Conversation & {
  channelKind: string;
  channelName: string;
  /** Since when its provider refuses the whole channel; null while it sends. */
  channelStoppedAt: number | null;
  queueName: string;
  agentName: string | null;
  agentAway: number;
  room: "public" | "personal" | null;
  /** In how many seconds the customer should have an answer; null where nobody says so. */
  slaSeconds: number | null;
  /** Since when the customer waits for one; null while they do not. */
  customerWaitsSince: number | null;
  savedName: string | null;
  profileName: string | null;
  username: string | null;
  phone: string | null;
  email: string | null;
  language: string | null;
  notes: string | null;
  responsibleName: string | null;
  customerSince: number;
  conversations: number;
  /** When its present agent first opened it; null while they have not, or where there is none. */
  openedAt: number | null;
  /** Whether the viewer has marked it for themselves. */
  starred: number;
};

const SLA_SECONDS = `CASE ${familyIn("ch.kind")} WHEN 'chat' THEN q.sla_chat_seconds WHEN 'social' THEN q.sla_social_seconds
  WHEN 'email' THEN q.sla_email_seconds END`;
// Since the newest message of theirs after which none of ours stands.
const CUSTOMER_WAITS = `(SELECT CASE WHEN m.direction = 'in' AND c.over_at IS NULL THEN m.received_at END FROM messages m
  WHERE m.conversation_id = c.id AND m.direction IN ('in','out') AND m.kind <> 'reaction' ORDER BY m.position DESC, m.id DESC LIMIT 1)`;

export const findOpened = sql<Opened, VisibleTo & { id: number }>(
  `SELECT ${CONVERSATION}, ch.kind AS channelKind, ch.name AS channelName, ch.problem_since AS channelStoppedAt, q.name AS queueName, u.name AS agentName,
          ${AWAY} AS agentAway, c.room, ${SLA_SECONDS} AS slaSeconds, ${CUSTOMER_WAITS} AS customerWaitsSince,
          p.name AS savedName, i.profile_name AS profileName, i.username, coalesce(p.phone, ${PHONE}) AS phone, p.email, p.language, p.notes,
          (SELECT r.name FROM users r WHERE r.id = p.responsible_id) AS responsibleName,
          p.created_at AS customerSince,
          (SELECT count(*) FROM conversations o WHERE o.customer_id = c.customer_id AND o.erased_at IS NULL) AS conversations, a.first_opened_at AS openedAt,
          ${STARRED} AS starred
     FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id
     JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
     LEFT JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
    WHERE c.id = $id AND ${VISIBLE}`,
);

/** How often a conversation was passed on. */
export const countTransfers = sql<{ n: number }, { id: number }>(
  "SELECT count(*) AS n FROM events WHERE conversation_id = $id AND kind = 'conversation.transferred'",
);
/** A conversation that was erased, if the viewer might see it otherwise. */
export const findErased = sql<{ id: number }, VisibleTo & { id: number }>(`SELECT c.id FROM conversations c WHERE c.id = $id AND ${ERASED}`);

export const userNames = sql<{ id: number; name: string }, { ids: string }>("SELECT id, name FROM users WHERE id IN (SELECT value FROM json_each($ids))");
