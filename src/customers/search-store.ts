import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

/** Takes a customer out of the search. */
export const forgetWords = sql<void, { id: number }>("DELETE FROM customers_search WHERE rowid = $id");

/** Everything that a customer is found by, a line each. */
export const insertWords = sql<void, { id: number }>(
  `INSERT INTO customers_search (rowid, words)
     SELECT p.id, concat_ws(char(10), p.name, p.email,
              (SELECT group_concat(n.value, char(10)) FROM customer_numbers n WHERE n.customer_id = p.id),
              (SELECT group_concat(v.value, char(10)) FROM customer_values v WHERE v.customer_id = p.id),
              (SELECT group_concat(concat_ws(char(10), i.profile_name, i.username), char(10)) FROM identities i WHERE i.customer_id = p.id),
              (SELECT group_concat(h.value, char(10)) FROM identities i JOIN handles h ON h.identity_id = i.id WHERE i.customer_id = p.id))
       FROM customers p WHERE p.id = $id AND p.merged_into IS NULL`,
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
  channels: string | null;
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

/** Those who never had a conversation, the newest first; `before`: a customer. */
export const quietCustomers = sql<CustomerLine, Page>(
  `SELECT ${LINE} FROM customers p ${FROM_LINE} LEFT JOIN conversations last ON last.id = 0
    WHERE p.id < $before AND p.merged_into IS NULL AND NOT EXISTS (SELECT 1 FROM conversations any_ WHERE any_.customer_id = p.id) AND ${SEEN}
    ORDER BY p.id DESC LIMIT +$limit`,
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
    WHERE p.id = $id AND p.merged_into IS NULL AND ${SEEN}`,
);

/** Others with a number (a JSON list) or the e-mail address of somebody: maybe the same person. */
export const alikeCustomers = sql<CustomerLine, VisibleTo & { id: number; numbers: string; limit: number }>(
  `SELECT ${LINE} FROM (SELECT n.customer_id AS id FROM customer_numbers n WHERE n.value IN (SELECT value FROM json_each($numbers))
                        UNION SELECT o.customer_id FROM handles h JOIN identities o ON o.id = h.identity_id
                               WHERE h.kind IN ('wa_id','phone')
                                 AND h.value IN (SELECT value FROM json_each($numbers) UNION ALL SELECT '+' || value FROM json_each($numbers))
                        UNION SELECT o.id FROM customers mine JOIN customers o ON o.email = mine.email COLLATE NOCASE
                               WHERE mine.id = $id AND o.email IS NOT NULL) alike
     JOIN customers p ON p.id = alike.id ${FROM_LINE}
     LEFT JOIN conversations last ON last.id = (SELECT max(o.id) FROM conversations o WHERE o.customer_id = p.id)
    WHERE p.id <> $id AND ${SEEN} ORDER BY p.id LIMIT +$limit`,
);
