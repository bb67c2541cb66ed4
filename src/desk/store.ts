import { familyIn } from "../channels/family.ts";
import type { Conversation, Priority, State } from "../conversations/conversation.ts";
import { CONVERSATION } from "../conversations/store.ts";
import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

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
  /** Who of the staff said the last message. */
  lastAuthorId: number | null;
  lastAuthorName: string | null;
};

const PHONE = "(SELECT h.value FROM handles h WHERE h.identity_id = i.id AND h.kind IN ('phone','wa_id') ORDER BY h.kind LIMIT 1)";
const AWAY = "(u.id IS NOT NULL AND u.status_id IS NULL)";
export const UNOPENED = `EXISTS (SELECT 1 FROM assignments held WHERE held.conversation_id = c.id AND held.released_at IS NULL
  AND held.accepted_at IS NOT NULL AND held.first_opened_at IS NULL)`;
export const ROW = `c.id, c.state, c.priority, ch.kind AS channelKind, ch.name AS channelName, c.customer_id AS customerId, p.name AS savedName,
  i.profile_name AS profileName, i.username, ${PHONE} AS phone, q.name AS queueName, c.agent_id AS agentId, u.name AS agentName, ${AWAY} AS agentAway,
  ${UNOPENED} AS unopened,
  c.enqueued_at AS enqueuedAt, c.accepted_at AS acceptedAt, c.unread, c.unread_since AS unreadSince, c.over_at AS overAt, m.kind AS lastKind,
  substr(m.text, 1, 200) AS lastText, m.direction AS lastDirection, l.id AS lastAuthorId, l.name AS lastAuthorName`;
export const FROM_ROWS = `FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN customers p ON p.id = c.customer_id
  JOIN identities i ON i.id = c.identity_id JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
  LEFT JOIN messages m ON m.id = c.last_message_id LEFT JOIN users l ON m.author_type = 'agent' AND l.id = m.author_id`;
export const BY_PRIORITY = "CASE c.priority WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END";

/** A row of the list, with what its viewer has begun to write there. */
export type ListedRow = Row & { draft: string | null };
const DRAFT = `(SELECT substr(d.text, 1, 200) FROM drafts d WHERE d.conversation_id = c.id AND d.agent_id = $viewerId AND d.text <> '')`;

type InLane = VisibleTo & { priority: string | null; limit: number };
const lane = (condition: string, order: string) =>
  sql<ListedRow, InLane>(
    `SELECT ${ROW}, ${DRAFT} AS draft ${FROM_ROWS}
      WHERE ${condition} AND ($priority IS NULL OR c.priority = $priority) AND ${VISIBLE} ORDER BY ${order} LIMIT +$limit`,
  );
const counting = (condition: string) => sql<{ n: number }, VisibleTo>(`SELECT count(*) AS n FROM conversations c WHERE ${condition} AND ${VISIBLE}`);

export const LANES = ["mine", "unassigned", "all"] as const;
export type Lane = (typeof LANES)[number];

const MINE = "c.agent_id = $viewerId AND c.state IN ('active','wrap_up')";
const UNASSIGNED = "c.state <> 'closed' AND c.state IN ('queued','offered')";
const OPEN = "c.state <> 'closed'";

export const rowsIn: Readonly<Record<Lane, ReturnType<typeof lane>>> = {
  mine: lane(MINE, `${BY_PRIORITY}, c.accepted_at, c.id`),
  unassigned: lane(UNASSIGNED, `${BY_PRIORITY}, c.enqueued_at, c.id`),
  all: lane(OPEN, `${BY_PRIORITY}, c.enqueued_at, c.id`),
};

export const countIn: Readonly<Record<Lane, ReturnType<typeof counting>>> = { mine: counting(MINE), unassigned: counting(UNASSIGNED), all: counting(OPEN) };

export type Offered = Row & { offerExpiresAt: number; offeredAt: number };

/** What is offered to an agent, the most urgent first. */
export const offersTo = sql<Offered, { agentId: number }>(
  `SELECT ${ROW}, c.offer_expires_at AS offerExpiresAt, a.offered_at AS offeredAt ${FROM_ROWS}
     JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
    WHERE c.agent_id = $agentId AND c.state = 'offered' ORDER BY ${BY_PRIORITY}, c.offer_expires_at, c.id`,
);

/** An agent's own work for the system bar. */
export const ownCounts = sql<{ priority: Priority; n: number; waiting: number }, { agentId: number }>(
  `SELECT priority, count(*) AS n, sum(unread > 0 OR state = 'offered' OR ${UNOPENED}) AS waiting FROM conversations c
    WHERE agent_id = $agentId AND state IN ('offered','active','wrap_up') GROUP BY priority`,
);

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
          (SELECT count(*) FROM conversations o WHERE o.customer_id = c.customer_id) AS conversations, a.first_opened_at AS openedAt
     FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id
     JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
     LEFT JOIN assignments a ON a.conversation_id = c.id AND a.released_at IS NULL
    WHERE c.id = $id AND ${VISIBLE}`,
);

export const userNames = sql<{ id: number; name: string }, { ids: string }>("SELECT id, name FROM users WHERE id IN (SELECT value FROM json_each($ids))");
