import type { Database } from "bun:sqlite";
import * as store from "./survey-store.ts";

/** What an agent is asked: one of several choices, any of them, or a text in their own words. `field`: what a form names the answer. */
export type Question = { id: number; field: string; kind: "one" | "several" | "text"; text: string; choices: readonly string[]; required: boolean };

/** The questions of a queue, in their order. */
export function questionsOf(db: Database, queueId: number): Question[] {
  return store.questionRows.all(db, { queueId }).map(({ choices, required, ...row }) => ({
    ...row,
    field: `answer-${row.id}`,
    choices: JSON.parse(choices) as string[],
    required: required === 1,
  }));
}
