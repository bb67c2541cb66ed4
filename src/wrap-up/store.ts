import { sql } from "../db/sql.ts";

/** What the queue of a conversation asks of who closes it. */
export type DemandRow = { queueId: number; wrapUp: "off" | "offered" | "mandatory"; questions: number };

export const demandOf = sql<DemandRow, { conversationId: number }>(
  `SELECT q.id AS queueId, q.wrap_up AS wrapUp, (SELECT count(*) FROM survey_questions s WHERE s.queue_id = q.id AND s.removed_at IS NULL) AS questions
     FROM conversations c JOIN queues q ON q.id = c.queue_id WHERE c.id = $conversationId`,
);

export type GivenRow = { reasonId: number | null; notes: string; savedAt: number; savedBy: string };

export const findGiven = sql<GivenRow, { conversationId: number }>(
  `SELECT w.reason_id AS reasonId, w.notes, w.saved_at AS savedAt, u.name AS savedBy FROM wrap_ups w JOIN users u ON u.id = w.saved_by
    WHERE w.conversation_id = $conversationId`,
);
export const saveGiven = sql<void, { conversationId: number; reasonId: number | null; notes: string; agentId: number; now: number }>(
  `INSERT INTO wrap_ups (conversation_id, reason_id, notes, saved_at, saved_by) VALUES ($conversationId, $reasonId, $notes, $now, $agentId)
   ON CONFLICT (conversation_id) DO UPDATE SET reason_id = excluded.reason_id, notes = excluded.notes, saved_at = excluded.saved_at,
     saved_by = excluded.saved_by`,
);

/** A reason with the names above it, whether it can still be chosen or not. */
export const reasonPath = sql<{ name: string }, { id: number }>(
  `WITH RECURSIVE up (id, parent_id, name, level) AS (
     SELECT id, parent_id, name, 1 FROM wrap_up_reasons WHERE id = $id
     UNION ALL SELECT r.id, r.parent_id, r.name, up.level + 1 FROM wrap_up_reasons r JOIN up ON r.id = up.parent_id)
   SELECT name FROM up ORDER BY level DESC`,
);

export type AnswerRow = { questionId: number; text: string; answer: string };

export const answersOf = sql<AnswerRow, { conversationId: number }>(
  `SELECT a.question_id AS questionId, s.text, a.answer FROM survey_answers a JOIN survey_questions s ON s.id = a.question_id
    WHERE a.conversation_id = $conversationId ORDER BY s.place, s.id`,
);
export const saveAnswer = sql<void, { conversationId: number; questionId: number; answer: string }>(
  `INSERT INTO survey_answers (conversation_id, question_id, answer) VALUES ($conversationId, $questionId, $answer)
   ON CONFLICT (conversation_id, question_id) DO UPDATE SET answer = excluded.answer`,
);
export const dropAnswer = sql<void, { conversationId: number; questionId: number }>(
  "DELETE FROM survey_answers WHERE conversation_id = $conversationId AND question_id = $questionId",
);

/** What was written goes; the reason, and what was chosen of an administrator's choices, stay. */
export const emptyNotes = sql<void, { conversationId: number }>("UPDATE wrap_ups SET notes = '' WHERE conversation_id = $conversationId AND notes <> ''");
export const emptyTexts = sql<void, { conversationId: number }>(
  `DELETE FROM survey_answers WHERE conversation_id = $conversationId AND question_id IN (SELECT id FROM survey_questions WHERE kind = 'text')`,
);
