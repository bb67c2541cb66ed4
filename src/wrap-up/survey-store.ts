import { sql } from "../db/sql.ts";

export type QuestionRow = { id: number; kind: "one" | "several" | "text"; text: string; choices: string; required: number };

export const questionRows = sql<QuestionRow, { queueId: number }>(
  "SELECT id, kind, text, choices, required FROM survey_questions WHERE queue_id = $queueId AND removed_at IS NULL ORDER BY place, id",
);
