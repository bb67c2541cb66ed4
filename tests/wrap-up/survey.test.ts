import { expect, test } from "bun:test";
import { addQueue } from "../../src/queues/change.ts";
import { QUEUE_INITIAL } from "../../src/queues/queue.ts";
import { changeSurvey, type QuestionInput, questionsOf } from "../../src/wrap-up/survey.ts";
import { greta, NINE, type Office, office, refusal } from "../admin/office.ts";

const SOLVED: QuestionInput = { id: null, kind: "one", text: "Solved?", choices: ["Yes", " No ", ""], required: true };
const ELSE: QuestionInput = { id: null, kind: "text", text: "Anything else?", choices: ["x"], required: false };

function queue() {
  const here = office();
  const id = here.write((db) => addQueue(db, { ...QUEUE_INITIAL, name: "sales" }, greta, NINE));
  here.news();
  here.audits();
  return { here, id };
}
const asks = (here: Office, id: number, questions: readonly QuestionInput[]) => here.write((db) => changeSurvey(db, id, questions, greta, NINE));

test("a survey is what was written, and the same again is nothing new", () => {
  const { here, id } = queue();
  asks(here, id, [SOLVED, ELSE]);
  expect(questionsOf(here.db, id)).toEqual([
    { id: 1, field: "answer-1", kind: "one", text: "Solved?", choices: ["Yes", "No"], required: true },
    { id: 2, field: "answer-2", kind: "text", text: "Anything else?", choices: [], required: false },
  ]);
  expect([here.news().map(({ kind }) => kind), here.audits().map(({ action }) => action)]).toEqual([["content.changed"], ["survey.changed"]]);
  asks(here, id, [SOLVED, ELSE]);
  expect([here.news(), here.audits()]).toEqual([[], []]);
});

test("a question keeps its id while it is answered in the same way; others go, and what is another queue's is not touched", () => {
  const { here, id } = queue();
  const other = here.write((db) => addQueue(db, { ...QUEUE_INITIAL, name: "support" }, greta, NINE));
  asks(here, other, [ELSE]);
  asks(here, id, [SOLVED, ELSE]);
  asks(here, id, [
    { ...ELSE, id: 3, kind: "several", choices: ["a", "b"] },
    { ...SOLVED, id: 2, text: "Solved at once?" },
    { ...ELSE, id: 1, text: "Of another queue" },
  ]);
  expect(questionsOf(here.db, id).map((one) => [one.id, one.kind, one.text])).toEqual([
    [4, "several", "Anything else?"],
    [2, "one", "Solved at once?"],
    [5, "text", "Of another queue"],
  ]);
  expect(questionsOf(here.db, other)).toMatchObject([{ id: 1, text: "Anything else?" }]);
});

test("what cannot be asked is refused at its place", () => {
  const { here, id } = queue();
  expect(
    refusal(() =>
      asks(here, id, [
        { ...SOLVED, text: " " },
        { ...SOLVED, choices: ["Yes"] },
        { ...SOLVED, choices: ["a", "a"] },
      ]),
    ),
  ).toEqual({
    "questions[0].text": "field.required",
    "questions[1].choices": "survey.few",
    "questions[2].choices": "survey.twice",
  });
  expect(
    refusal(() =>
      asks(
        here,
        id,
        Array.from({ length: 21 }, () => SOLVED),
      ),
    ),
  ).toEqual({ questions: "survey.too-many" });
  expect(questionsOf(here.db, id)).toEqual([]);
});
