import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

/** The newest message that can be found; every older one can. Null = none yet. */
export const newestKnown = sql<{ id: number | null }>("SELECT max(id) AS id FROM messages_search_docsize");

export const newestWritten = sql<{ id: number | null }>("SELECT max(id) AS id FROM messages");

export const insertNext = sql<void, { after: number; limit: number }>(
  "INSERT INTO messages_search (rowid, text) SELECT id, text FROM messages WHERE id > $after ORDER BY id LIMIT +$limit",
);

/** One step of merging the index's parts, at most so many pages (SQLite, FTS5, 6.9). */
export const mergeSome = sql<void>("INSERT INTO messages_search (messages_search, rank) VALUES ('merge', 16)");

export const insertOne = sql<void, { id: number }>("INSERT INTO messages_search (rowid, text) SELECT id, text FROM messages WHERE id = $id");

export const deleteOne = sql<void, { id: number }>("DELETE FROM messages_search WHERE rowid = $id");

export const deleteConversation = sql<void, { conversationId: number }>(
  "DELETE FROM messages_search WHERE rowid IN (SELECT id FROM messages WHERE conversation_id = $conversationId)",
);

/** Letters of a message that are looked at. */
export const TEXT_LOOKED_AT = 10_000;

/** A message that may have the words: where it was said, to whom, by whom, and when. */
export type Hit = {
  id: number;
  conversationId: number;
  direction: string;
  kind: string;
  /** No more of it than TEXT_LOOKED_AT. */
  text: string;
  at: number;
  agentName: string | null;
  state: string;
  channelKind: string;
  queueName: string;
  customerId: number;
  savedName: string | null;
  profileName: string | null;
  username: string | null;
  phone: string | null;
};

type Asked = { match: string; before: number; most: number };

/** The oldest of the next so many messages that may have the words; null where there are none. */
export const placeBelow = sql<{ id: number | null; n: number }, Asked>(
  `SELECT min(id) AS id, count(*) AS n FROM (
     SELECT rowid AS id FROM messages_search WHERE messages_search MATCH $match AND rowid < $before ORDER BY rowid DESC LIMIT +$most)`,
);

/** Those of them that a viewer may see, the newest first. */
export const hitsOf = sql<Hit, VisibleTo & Asked>(
  `SELECT m.id, m.conversation_id AS conversationId, m.direction, m.kind, substr(m.text, 1, ${TEXT_LOOKED_AT}) AS text,
          m.sent_at AS at, u.name AS agentName, c.state, ch.kind AS channelKind,
          q.name AS queueName, c.customer_id AS customerId, p.name AS savedName, i.profile_name AS profileName, i.username,
          (SELECT h.value FROM handles h WHERE h.identity_id = i.id AND h.kind IN ('phone','wa_id') ORDER BY h.kind LIMIT 1) AS phone
     FROM (SELECT rowid AS id FROM messages_search WHERE messages_search MATCH $match AND rowid < $before ORDER BY rowid DESC LIMIT +$most) s
     JOIN messages m ON m.id = s.id JOIN conversations c ON c.id = m.conversation_id JOIN channels ch ON ch.id = c.channel_id
     JOIN queues q ON q.id = c.queue_id JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id
     LEFT JOIN users u ON m.author_type = 'agent' AND u.id = m.author_id
    WHERE m.kind <> 'reaction' AND m.direction <> 'system' AND ${VISIBLE} ORDER BY m.id DESC`,
);
