import { type Facts, Invalid } from "../http/errors.ts";
import type { Choice, ChoiceLimit, Choices } from "./channel.ts";

/** What every channel takes that shows choices: for those that are written before it is known where they go. */
export const COMMON: Readonly<Record<Choices["kind"], Omit<ChoiceLimit, "textMax" | "files">>> = {
  buttons: { max: 3, titleMax: 20, descriptionMax: 0, openMax: 0 },
  list: { max: 10, titleMax: 24, descriptionMax: 72, openMax: 20 },
};

/**
 * Choices as they go out: plain words, nothing that their kind does not have. Throws Invalid with all that is wrong, each beside its field:
 * "choices", "choices.open", "choices.2.title".
 */
export function plainChoices(given: Choices, limits: Readonly<Record<Choices["kind"], Omit<ChoiceLimit, "textMax" | "files">>> = COMMON): Choices {
  const { max, titleMax, descriptionMax, openMax } = limits[given.kind];
  const isList = given.kind === "list";
  const choices: Choices = {
    kind: given.kind,
    open: isList ? plain(given.open) : "",
    options: given.options.map(({ title, description }) => ({ title: plain(title), description: isList ? plain(description) : "" })),
  };
  const { problems, wrong } = problemsOf();
  if (choices.options.length === 0) wrong("choices", "choices.none");
  if (choices.options.length > max) wrong("choices", `choices.too-many.${choices.kind}`, { max });
  if (isList) checkWords("choices.open", choices.open, openMax, wrong);
  const seen = new Set<string>();
  for (const [n, { title, description }] of choices.options.entries()) {
    checkWords(`choices.${n}.title`, title, titleMax, wrong);
    if (title !== "" && seen.has(title)) wrong(`choices.${n}.title`, "choices.twice");
    if (description.length > descriptionMax) wrong(`choices.${n}.description`, "field.too-long", { max: descriptionMax });
    seen.add(title);
  }
  if (Object.keys(problems.keys).length > 0) throw new Invalid(problems.keys, problems.facts);
  return choices;
}

type Wrong = (field: string, key: string, facts?: Facts) => void;

function problemsOf() {
  const problems = { keys: {} as Record<string, string>, facts: {} as Record<string, Facts> };
  const wrong: Wrong = (field, key, facts) => {
    if (field in problems.keys) return;
    problems.keys[field] = key;
    if (facts) problems.facts[field] = facts;
  };
  return { problems, wrong };
}

function checkWords(field: string, words: string, max: number, wrong: Wrong) {
  if (words === "") wrong(field, "field.required");
  if (words.length > max) wrong(field, "field.too-long", { max });
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim().normalize("NFC").toWellFormed();

/** What a message of ours gives to choose from, as it lies in its data; null where nothing does. */
export function choicesIn(data: string | null): Choices | null {
  if (!data?.includes('"choices"')) return null;
  return (JSON.parse(data) as { choices?: Choices }).choices ?? null;
}

/** For a channel without buttons: the text, and below it what may be answered, numbered. */
export function numbered(text: string, { options }: Pick<Choices, "options">): string {
  const lines = options.map((option, n) => `${n + 1}. ${inOneLine(option)}`);
  return [text.trim(), lines.join("\n")].filter(Boolean).join("\n\n");
}

const inOneLine = ({ title, description }: Choice) => (description === "" ? title : `${title}: ${description}`);
