import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { readFields } from "../http/fields.ts";
import * as store from "./survey-store.ts";

/** What an agent is asked: one of several choices, any of them, or a text in their own words. `field`: what a form names the answer. */
export type Question = { id: number; field: string; kind: "one" | "several" | "text"; text: string; choices: readonly string[]; required: boolean };
/** `id`: the question it was; null for a new one. */
export type QuestionInput = Omit<Question, "id" | "field"> & { id: number | null };

export const QUESTION_KINDS = ["one", "several", "text"] as const;
export const QUESTIONS_MAX = 20;
const CHOICES_MAX = 30;
const QUESTION_LENGTH_MAX = 300;
const CHOICE_LENGTH_MAX = 100;

/** The questions of a queue, in their order. */
export function questionsOf(db: Database, queueId: number): Question[] {
  return store.questionRows.all(db, { queueId }).map(({ choices, required, ...row }) => ({
    ...row,
    field: `answer-${row.id}`,
    choices: JSON.parse(choices) as string[],
    required: required === 1,
  }));
}

/**
 * Makes the survey of a queue what `wanted` says. A question keeps its id, and with it the answers that were given, unless it is answered in
 * another way now; one that is not named is asked no more. Throws Invalid naming `questions[1].text` and the like.
 */
export function changeSurvey(db: Database, queueId: number, wanted: readonly QuestionInput[], who: Who, now: number) {
  const before = questionsOf(db, queueId);
  const after = checkQuestions(wanted);
  const known = ({ id, kind }: QuestionInput) => before.some((one) => one.id === id && one.kind === kind);
  const said = (questions: readonly Omit<QuestionInput, "id">[]) => questions.map(({ kind, text, choices, required }) => ({ kind, text, choices, required }));
  if (Bun.deepEquals(said(before), said(after))) return;
  for (const { id } of before) if (!after.some((one) => one.id === id && known(one))) store.markRemoved.run(db, { id, now });
  after.forEach((question, place) => {
    const row = { place, text: question.text, choices: JSON.stringify(question.choices), required: question.required ? 1 : 0 };
    if (question.id !== null && known(question)) store.updateQuestion.run(db, { id: question.id, ...row });
    else store.insertQuestion.run(db, { queueId, kind: question.kind, ...row });
  });
  const subject = `survey:${queueId}`;
  audit(db, { who, action: "survey.changed", subject, before: { questions: said(before) }, after: { questions: said(after) } }, now);
  record(db, now, "content.changed", { queueId }, { what: "survey" });
}

function checkQuestions(wanted: readonly QuestionInput[]): QuestionInput[] {
  return readFields(wanted, ({ wrong }) => {
    if (wanted.length > QUESTIONS_MAX) wrong("questions", "survey.too-many", { max: QUESTIONS_MAX });
    return wanted.map(({ id, kind, text: typed, choices: given, required }, at) => {
      const text = typed.trim().normalize("NFC");
      const choices = kind === "text" ? [] : given.map((choice) => choice.trim().normalize("NFC")).filter(Boolean);
      if (text === "") wrong(`questions[${at}].text`, "field.required");
      if (text.length > QUESTION_LENGTH_MAX) wrong(`questions[${at}].text`, "field.too-long", { max: QUESTION_LENGTH_MAX });
      if (kind !== "text" && choices.length < 2) wrong(`questions[${at}].choices`, "survey.few");
      if (choices.length > CHOICES_MAX) wrong(`questions[${at}].choices`, "survey.many-choices", { max: CHOICES_MAX });
      if (choices.some((choice) => choice.length > CHOICE_LENGTH_MAX)) wrong(`questions[${at}].choices`, "survey.long-choice", { max: CHOICE_LENGTH_MAX });
      if (new Set(choices).size < choices.length) wrong(`questions[${at}].choices`, "survey.twice");
      return { id, kind, text, choices, required };
    });
  });
}
