import { sql } from "../db/sql.ts";

/** Its attachments go with its messages. */
export const deleteMessages = sql<void, { conversationId: number }>("DELETE FROM messages WHERE conversation_id = $conversationId");
export const deleteDrafts = sql<void, { conversationId: number }>("DELETE FROM drafts WHERE conversation_id = $conversationId");
export const deleteScheduled = sql<void, { conversationId: number }>("DELETE FROM scheduled WHERE conversation_id = $conversationId");
export const markErased = sql<void, { id: number; now: number; eventId: number }>(
  "UPDATE conversations SET erased_at = $now, last_message_id = NULL, changed_by = $eventId WHERE id = $id AND state = 'closed' AND erased_at IS NULL",
);
/** What goes, for who is asked whether it shall. */
export const countWords = sql<{ messages: number; files: number }, { conversationId: number }>(
  `SELECT count(*) AS messages, coalesce(sum((SELECT count(*) FROM attachments a WHERE a.message_id = m.id)), 0) AS files
     FROM messages m WHERE m.conversation_id = $conversationId`,
);
