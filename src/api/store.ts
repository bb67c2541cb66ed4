import { sql } from "../db/sql.ts";

/** A page of a list: what came after a cursor, at most so many. */
export type Page = { after: number; limit: number };

export type ConversationOut = {
  id: number;
  state: string;
  priority: string;
  agedTo: string | null;
  room: string | null;
  reserved: string | null;
  waitingSince: number | null;
  channelId: string;
  queueId: number;
  agentId: number | null;
  customerId: number;
  customerName: string | null;
  startedAt: number;
  enqueuedAt: number;
  offerExpiresAt: number | null;
  acceptedAt: number | null;
  firstAnsweredAt: number | null;
  closedAt: number | null;
  /** When what was said in it was erased. */
  erasedAt: number | null;
  lastActivityAt: number;
  unread: number;
};

const CONVERSATION = `c.id, c.state, c.priority, c.aged AS agedTo, c.room, c.waiting_since AS waitingSince,
  iif(c.reserved_how IS NULL, NULL, json_object('how', c.reserved_how, 'agentId', CAST(c.reserved_agent_id AS TEXT),
      'skillsetId', CAST(c.reserved_skillset_id AS TEXT), 'until', c.reserved_until)) AS reserved,
  c.channel_id AS channelId, c.queue_id AS queueId, c.agent_id AS agentId, c.customer_id AS customerId,
  coalesce(p.name, i.profile_name) AS customerName, c.started_at AS startedAt, c.enqueued_at AS enqueuedAt, c.offer_expires_at AS offerExpiresAt,
  c.accepted_at AS acceptedAt, c.first_answered_at AS firstAnsweredAt, c.closed_at AS closedAt,
  c.erased_at AS erasedAt, c.last_activity_at AS lastActivityAt, c.unread`;
const FROM_CONVERSATIONS = "FROM conversations c JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id";

export type Filter = { state: string | null; channel: string | null; queue: number | null; agent: number | null; customer: number | null };

export const listConversations = sql<ConversationOut, Page & Filter>(
  `SELECT ${CONVERSATION} ${FROM_CONVERSATIONS}
    WHERE c.id > $after AND ($state IS NULL OR c.state = $state) AND ($channel IS NULL OR c.channel_id = $channel) AND ($queue IS NULL OR c.queue_id = $queue)
      AND ($agent IS NULL OR c.agent_id = $agent) AND ($customer IS NULL OR c.customer_id = $customer)
    ORDER BY c.id LIMIT +$limit`,
);

export const findConversation = sql<ConversationOut, { id: number }>(`SELECT ${CONVERSATION} ${FROM_CONVERSATIONS} WHERE c.id = $id`);

export type MessageOut = {
  id: number;
  position: number;
  direction: string;
  kind: string;
  text: string;
  data: string | null;
  status: string;
  authorType: string;
  authorId: number | null;
  authorName: string | null;
  replyTo: string | null;
  sentAt: number;
  receivedAt: number;
  deliveredAt: number | null;
  readAt: number | null;
  revokedAt: number | null;
  error: string | null;
  pricing: string | null;
};

const MESSAGE = `m.id, m.position, m.direction, m.kind, m.text, m.data, m.status, m.author_type AS authorType, m.author_id AS authorId,
  CASE m.author_type WHEN 'agent' THEN u.name WHEN 'customer' THEN coalesce(p.name, i.profile_name) END AS authorName,
  m.reply_to AS replyTo, m.sent_at AS sentAt, m.received_at AS receivedAt, m.delivered_at AS deliveredAt, m.read_at AS readAt,
  m.revoked_at AS revokedAt, m.error, m.pricing`;
const FROM_MESSAGES = `FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN customers p ON p.id = c.customer_id
  JOIN identities i ON i.id = c.identity_id
  LEFT JOIN users u ON m.author_type = 'agent' AND u.id = m.author_id`;

export const listMessages = sql<MessageOut, { conversationId: number; position: number; after: number; limit: number }>(
  `SELECT ${MESSAGE} ${FROM_MESSAGES} WHERE m.conversation_id = $conversationId AND (m.position, m.id) > ($position, $after)
    ORDER BY m.position, m.id LIMIT +$limit`,
);

export const newestMessages = sql<MessageOut, { conversationId: number; limit: number }>(
  `SELECT * FROM (SELECT ${MESSAGE} ${FROM_MESSAGES} WHERE m.conversation_id = $conversationId ORDER BY m.position DESC, m.id DESC LIMIT +$limit)
    ORDER BY position, id`,
);

export type EventOut = {
  id: number;
  at: number;
  kind: string;
  agentId: number | null;
  queueId: number | null;
  wasAgentId: number | null;
  wasQueueId: number | null;
  data: string;
};

export const listEvents = sql<EventOut, Page & { conversationId: number }>(
  `SELECT id, at, kind, agent_id AS agentId, queue_id AS queueId, was_agent_id AS wasAgentId, was_queue_id AS wasQueueId, data FROM events
    WHERE conversation_id = $conversationId AND id > $after ORDER BY id LIMIT +$limit`,
);

export type CustomerOut = {
  id: number;
  name: string | null;
  firstName: string | null;
  surnames: string | null;
  email: string | null;
  phone: string | null;
  language: string | null;
  notes: string | null;
  origin: string;
  responsibleAgentId: number | null;
  createdAt: number;
  numbers: string;
  fields: string;
  /** When all that was known of them was erased. */
  erasedAt: number | null;
  identities: string;
};

export const listCustomers = sql<CustomerOut, Page>(
  `SELECT p.id, p.name, p.first_name AS firstName, p.surnames, p.email, p.phone, p.language, p.notes, p.origin, p.responsible_id AS responsibleAgentId,
          p.created_at AS createdAt, p.erased_at AS erasedAt,
          (SELECT json_group_array(n.value ORDER BY n.place) FROM customer_numbers n WHERE n.customer_id = p.id) AS numbers,
          (SELECT json_group_array(json_object('name', f.name, 'kind', f.kind, 'value', v.value) ORDER BY f.place)
             FROM customer_values v JOIN customer_fields f ON f.id = v.field_id WHERE v.customer_id = p.id AND f.removed_at IS NULL) AS fields,
          (SELECT json_group_array(json_object('channelKind', i.channel_kind, 'profileName', i.profile_name, 'username', i.username,
             'handles', (SELECT json_group_array(json_object('kind', h.kind, 'value', h.value)) FROM handles h
               WHERE h.identity_id = i.id AND h.kind <> 'visitor')))
             FROM identities i WHERE i.customer_id = p.id) AS identities
     FROM customers p WHERE p.id > $after AND p.merged_into IS NULL ORDER BY p.id LIMIT +$limit`,
);

export type AgentOut = {
  id: number;
  username: string;
  name: string;
  profile: string;
  status: string | null;
  statusSince: number;
  load: number;
  capacity: number;
  skillsets: string;
  disabledAt: number | null;
};

export const listAgents = sql<AgentOut, Page>(
  `SELECT u.id, u.username, u.name, p.name AS profile, coalesce(s.builtin, s.name) AS status, u.status_since AS statusSince,
          (SELECT count(*) FROM conversations c WHERE c.agent_id = u.id AND c.state IN ('offered','active','wrap_up')) AS load,
          coalesce(u.capacity, p.capacity) AS capacity,
          (SELECT json_group_array(k.name ORDER BY k.name) FROM user_skillsets us JOIN skillsets k ON k.id = us.skillset_id
            WHERE us.user_id = u.id) AS skillsets,
          u.disabled_at AS disabledAt
     FROM users u JOIN profiles p ON p.id = u.profile_id LEFT JOIN statuses s ON s.id = u.status_id
    WHERE u.id > $after ORDER BY u.id LIMIT +$limit`,
);
