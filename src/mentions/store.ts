import { sql } from "../db/sql.ts";
import { PHONE } from "../desk/store.ts";
import { VISIBLE, type VisibleTo, visibleBy } from "../users/visible.ts";

export type Colleague = { id: number; name: string; username: string };

/** Who may open a conversation, besides one; `scopes`: how far each profile sees, as JSON. */
export const colleaguesOf = sql<Colleague, { conversationId: number; exceptId: number; scopes: string }>(
  `SELECT u.id, u.name, u.username FROM conversations c JOIN json_each($scopes) reach JOIN users u ON u.profile_id = reach.key
    WHERE c.id = $conversationId AND u.disabled_at IS NULL AND u.id <> $exceptId AND ${visibleBy("u.id", "reach.value")} ORDER BY u.name, u.id`,
);

export const insertMention = sql<void, { messageId: number; userId: number }>(
  "INSERT INTO mentions (message_id, user_id) VALUES ($messageId, $userId) ON CONFLICT DO NOTHING",
);

/** Somebody who is named in a note. */
export type Mentioned = { messageId: number; userId: number; name: string; username: string; seenAt: number | null };

/** `ids`: of notes, as a JSON list. */
export const mentionedIn = sql<Mentioned, { ids: string }>(
  `SELECT x.message_id AS messageId, x.user_id AS userId, u.name, u.username, x.seen_at AS seenAt FROM json_each($ids) note
     JOIN mentions x ON x.message_id = note.value JOIN users u ON u.id = x.user_id ORDER BY x.message_id, x.user_id`,
);

/** A note in which somebody is named and which they have not seen. */
export type Unseen = {
  messageId: number;
  conversationId: number;
  at: number;
  byName: string | null;
  text: string;
  customerId: number;
  savedName: string | null;
  profileName: string | null;
  phone: string | null;
};

export const anyUnseen = sql<{ one: 1 }, { userId: number }>("SELECT 1 AS one FROM mentions WHERE user_id = $userId AND seen_at IS NULL LIMIT 1");

/** What they may still see of it, the newest first. */
export const unseenBy = sql<Unseen, VisibleTo & { limit: number }>(
  `SELECT x.message_id AS messageId, c.id AS conversationId, m.sent_at AS at, by_.name AS byName, substr(m.text, 1, 200) AS text,
          c.customer_id AS customerId, p.name AS savedName, i.profile_name AS profileName, ${PHONE} AS phone
     FROM mentions x JOIN messages m ON m.id = x.message_id JOIN conversations c ON c.id = m.conversation_id
     JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id LEFT JOIN users by_ ON by_.id = m.author_id
    WHERE x.user_id = $viewerId AND x.seen_at IS NULL AND ${VISIBLE} ORDER BY x.message_id DESC LIMIT +$limit`,
);

export const noteSeen = sql<{ messageId: number }, { userId: number; conversationId: number; ids: string; now: number }>(
  `UPDATE mentions SET seen_at = $now WHERE user_id = $userId AND seen_at IS NULL AND message_id IN (
     SELECT m.id FROM json_each($ids) note JOIN messages m ON m.id = note.value WHERE m.conversation_id = $conversationId)
   RETURNING message_id AS messageId`,
);
