import { Invalid } from "../http/errors.ts";
import type { Posted } from "../http/posted.ts";
import type { Given, WrapUp } from "./give.ts";
import type { Reason } from "./reasons.ts";
import type { Question } from "./survey.ts";

export const NOTES_LENGTH_MAX = 5_000;
export const ANSWER_LENGTH_MAX = 2_000;
const LEVELS = [1, 2, 3] as const;

/**
 * Reads what an agent chose and wrote. What was searched for counts before the levels, and of these the deepest that lies below the one before
 * it; where nothing was chosen, a reason that has gone from the tree since stays. Throws Invalid.
 */
export function readWrapUp(
  posted: Posted,
  { reasons, questions, given }: { reasons: readonly Reason[]; questions: readonly Question[]; given: Given | null },
): WrapUp {
  const notes = posted.text("notes").trim();
  const long: Record<string, string> = notes.length > NOTES_LENGTH_MAX ? { notes: "field.too-long" } : {};
  const answers = new Map(questions.map((question) => [question.id, saidTo(question, posted)]));
  for (const { id, field } of questions) if (answers.get(id)?.some((text) => text.length > ANSWER_LENGTH_MAX)) long[field] = "field.too-long";
  if (Object.keys(long).length > 0) {
    const max = (field: string) => (field === "notes" ? NOTES_LENGTH_MAX : ANSWER_LENGTH_MAX);
    throw new Invalid(long, Object.fromEntries(Object.keys(long).map((field) => [field, { max: max(field) }])));
  }
  return { reasonId: chosenIn(posted, reasons) ?? goneOf(reasons, given), notes, answers };
}

function chosenIn(posted: Posted, reasons: readonly Reason[]): number | null {
  const words = posted.text("find").trim();
  const found = words === "" ? undefined : reasons.find(({ way }) => way === words);
  if (found) return found.id;
  return LEVELS.reduce<number | null>((above, level) => {
    const id = Number(posted.text(`level${level}`));
    const depth = above === null ? 0 : (reasons.find((one) => one.id === above)?.path.length ?? 0);
    return depth === level - 1 && reasons.some((one) => one.id === id && one.parentId === above) ? id : above;
  }, null);
}

function goneOf(reasons: readonly Reason[], given: Given | null): number | null {
  const id = given?.reasonId ?? null;
  return reasons.some((one) => one.id === id) ? null : id;
}

function saidTo({ field, kind, choices }: Question, posted: Posted): string[] {
  const said = posted.all(field).map((text) => text.trim());
  if (kind === "text") return said.filter(Boolean).slice(0, 1);
  const chosen = choices.filter((choice) => said.includes(choice));
  return kind === "one" ? chosen.slice(0, 1) : chosen;
}
