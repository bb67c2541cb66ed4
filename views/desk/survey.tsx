import type { Posted } from "../../src/http/posted.ts";
import type { Answer } from "../../src/wrap-up/give.ts";
import type { Question } from "../../src/wrap-up/survey.ts";
import type { Wrongs } from "../admin/form.tsx";
import { Wrong } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { AreaField } from "../parts/field.tsx";

type Props = { questions: readonly Question[]; answers: readonly Answer[]; wrongs: Wrongs; typed: Posted | undefined };

/** What the queue asks its agents about a conversation. */
export function SurveyFields({ questions, answers, wrongs, typed }: Props) {
  const said = ({ id, field }: Question) => typed?.all(field) ?? answers.find(({ questionId }) => questionId === id)?.said ?? [];
  return (
    <>
      {questions.map((question) => (
        <Asked key={question.id} question={question} said={said(question)} wrong={wrongs[question.field]} />
      ))}
    </>
  );
}

function Asked({
  question: { field: name, kind, text, choices, required },
  said,
  wrong,
}: {
  question: Question;
  said: readonly string[];
  wrong: string | undefined;
}) {
  const { t } = usePage();
  const label = required ? text : t("survey.optional", { question: text });
  if (kind === "text") return <AreaField id={name} name={name} label={label} value={said[0] ?? ""} rows={3} dir="auto" wrong={wrong} />;
  return (
    <fieldset class="survey" id={`${name}-field`} aria-describedby={wrong ? `${name}-wrong` : undefined}>
      <legend dir="auto">{label}</legend>
      {choices.map((choice) => (
        <label class="choice" key={choice}>
          <input class="check" type={kind === "one" ? "radio" : "checkbox"} name={name} value={choice} checked={said.includes(choice)} />
          <span dir="auto">{choice}</span>
        </label>
      ))}
      <Wrong id={`${name}-wrong`}>{wrong}</Wrong>
    </fieldset>
  );
}
