import { sql } from "../db/sql.ts";

export type QuestionRow = { id: number; kind: "one" | "several" | "text"; text: string; choices: string; required: number };

export const questionRows = sql<QuestionRow, { queueId: number }>(
  "SELECT id, kind, text, choices, required FROM survey_questions WHERE queue_id = $queueId AND removed_at IS NULL ORDER BY place, id",
);
export const insertQuestion = sql<void, Omit<QuestionRow, "id"> & { queueId: number; place: number }>(
  "INSERT INTO survey_questions (queue_id, place, kind, text, choices, required) VALUES ($queueId, $place, $kind, $text, $choices, $required)",
);
export const updateQuestion = sql<void, Omit<QuestionRow, "kind"> & { place: number }>(
  "UPDATE survey_questions SET place = $place, text = $text, choices = $choices, required = $required WHERE id = $id",
);
export const markRemoved = sql<void, { id: number; now: number }>("UPDATE survey_questions SET removed_at = $now WHERE id = $id");

/** The queues, each with how many questions it asks. */
export const surveyLines = sql<{ queueId: number; name: string; questions: number }>(
  `SELECT q.id AS queueId, q.name, (SELECT count(*) FROM survey_questions s WHERE s.queue_id = q.id AND s.removed_at IS NULL) AS questions
     FROM queues q WHERE q.removed_at IS NULL ORDER BY q.name, q.id`,
);
