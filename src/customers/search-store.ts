import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

/** Takes a customer out of the search. */
export const forgetWords = sql<void, { id: number }>("DELETE FROM customers_search WHERE rowid = $id");

/** Everything that a customer is found by, a line each. */
export const insertWords = sql<void, { id: number }>(
  `INSERT INTO customers_search (rowid, words)
     SELECT p.id, concat_ws(char(10), p.name, p.email, p.phone,
              (SELECT group_concat(concat_ws(char(10), i.profile_name, i.username), char(10)) FROM identities i WHERE i.customer_id = p.id),
              (SELECT group_concat(h.value, char(10)) FROM identities i JOIN handles h ON h.identity_id = i.id WHERE i.customer_id = p.id))
       FROM customers p WHERE p.id = $id`,
);

/** A customer as a line of the list. `channels`: the kinds they wrote on; `lastId`: their latest conversation. */
export type CustomerLine = {
  id: number;
  savedName: string | null;
  profileName: string | null;
  username: string | null;
  phone: string | null;
  email: string | null;
  language: string | null;
  responsibleName: string | null;
  channels: string;
  conversations: number;
  lastId: number | null;
  lastAt: number | null;
};

// The provider's names are those of the identity that was used last.
const LINE = `p.id, p.name AS savedName, i.profile_name AS profileName, i.username, p.email, p.language,
  coalesce(p.phone, (SELECT h.value FROM identities o JOIN handles h ON h.identity_id = o.id
                      WHERE o.customer_id = p.id AND h.kind IN ('wa_id','phone') ORDER BY h.kind, h.seen_at DESC LIMIT 1)) AS phone,
  (SELECT r.name FROM users r WHERE r.id = p.responsible_id) AS responsibleName,
  (SELECT group_concat(DISTINCT o.channel_kind) FROM identities o WHERE o.customer_id = p.id) AS channels,
  (SELECT count(*) FROM conversations o WHERE o.customer_id = p.id) AS conversations, last.id AS lastId, last.last_activity_at AS lastAt`;
const FROM_LINE = `LEFT JOIN identities i ON i.id = (SELECT max(o.id) FROM identities o WHERE o.customer_id = p.id)`;

// Whoever sees all customers sees those without a conversation too.
const SEEN = `(p.erased_at IS NULL AND ($viewerScope = 'all' OR EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = p.id AND ${VISIBLE})))`;

type Page = VisibleTo & { before: number; limit: number };

/** Those who had a conversation, the latest first; `before`: a conversation. */
export const latestCustomers = sql<CustomerLine, Page>(
  `SELECT ${LINE} FROM conversations last JOIN customers p ON p.id = last.customer_id ${FROM_LINE}
    WHERE last.id < $before AND NOT EXISTS (SELECT 1 FROM conversations later WHERE later.customer_id = last.customer_id AND later.id > last.id) AND ${SEEN}
    ORDER BY last.id DESC LIMIT +$limit`,
);

/** Those whom words fit, the newest first; `before`: a customer. */
export const matchingCustomers = sql<CustomerLine, Page & { match: string }>(
  `SELECT ${LINE} FROM customers_search s JOIN customers p ON p.id = s.rowid ${FROM_LINE}
     LEFT JOIN conversations last ON last.id = (SELECT max(o.id) FROM conversations o WHERE o.customer_id = p.id)
    WHERE s.words MATCH $match AND s.rowid < $before AND ${SEEN} ORDER BY s.rowid DESC LIMIT +$limit`,
);

export const oneCustomer = sql<CustomerLine, VisibleTo & { id: number }>(
  `SELECT ${LINE} FROM customers p ${FROM_LINE}
     LEFT JOIN conversations last ON last.id = (SELECT max(o.id) FROM conversations o WHERE o.customer_id = p.id)
    WHERE p.id = $id AND ${SEEN}`,
);

/** A conversation of a customer that the viewer may open. */
export type PastLine = {
  id: number;
  state: string;
  channelKind: string;
  channelName: string;
  queueName: string;
  agentName: string | null;
  startedAt: number;
  closedAt: number | null;
};

export const conversationsOf = sql<PastLine, VisibleTo & { customerId: number; limit: number }>(
  `SELECT c.id, c.state, ch.kind AS channelKind, ch.name AS channelName, q.name AS queueName, u.name AS agentName, c.started_at AS startedAt,
          c.over_at AS closedAt
     FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
    WHERE c.customer_id = $customerId AND ${VISIBLE} ORDER BY c.id DESC LIMIT +$limit`,
);
