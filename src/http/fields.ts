import { type Facts, Invalid } from "./errors.ts";

export const NAME_LENGTH_MAX = 100;
/** RFC 5321, 4.5.3.1.3: a path holds 256 octets with its brackets. */
export const EMAIL_LENGTH_MAX = 254;

type TextRules = { max: number; min?: number; optional?: boolean; pattern?: RegExp; wrong?: string };

/** Reads one form or JSON object, field by field, and remembers everything that is wrong with it. */
export type FieldReader = {
  /** Trimmed; "" only when optional. */
  text(name: string, rules: TextRules): string;
  /** As it was typed: for passwords. */
  exact(name: string, rules: { max: number }): string;
  email(name: string, rules?: { optional?: boolean }): string;
  number(name: string, rules: { min: number; max: number }): number;
  choice<const T extends string>(name: string, choices: readonly T[]): T;
  /** Notes that a field is wrong, for rules that look at more than one. */
  wrong(name: string, key: string, facts?: Facts): void;
};

// What a mail server would take (RFC 5322 addr-spec without quoting and comments).
const EMAIL = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]+$/;

/** Runs `read` over all fields and throws Invalid with every problem at once, so that a form can mark them together. */
export function readFields<T>(given: unknown, read: (field: FieldReader) => T): T {
  const body = typeof given === "object" && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const problems: Record<string, string> = {};
  const facts: Record<string, Facts> = {};
  const result = read(
    readerOf(body, (name, key, about) => {
      if (name in problems) return;
      problems[name] = key;
      if (about) facts[name] = about;
    }),
  );
  if (Object.keys(problems).length > 0) throw new Invalid(problems, facts);
  return result;
}

function readerOf(body: Readonly<Record<string, unknown>>, wrong: FieldReader["wrong"]): FieldReader {
  const raw = (name: string): string => {
    const value = body[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  };
  const text = (name: string, { max, min = 1, optional = false, pattern, wrong: key = "field.required" }: TextRules): string => {
    const value = raw(name).trim().normalize("NFC");
    if (value === "" && optional) return "";
    if (value === "") wrong(name, "field.required");
    else if (value.length > max) wrong(name, "field.too-long", { max });
    else if (value.length < min || (pattern && !pattern.test(value))) wrong(name, key, { min });
    return value;
  };
  return {
    text,
    wrong,
    exact: (name, { max }) => {
      const value = raw(name);
      if (value === "") wrong(name, "field.required");
      else if (value.length > max) wrong(name, "field.too-long", { max });
      return value;
    },
    email: (name, { optional = false } = {}) => text(name, { max: EMAIL_LENGTH_MAX, optional, pattern: EMAIL, wrong: "field.email" }),
    number: (name, { min, max }) => {
      const value = Number(raw(name) || Number.NaN);
      if (!Number.isInteger(value) || value < min || value > max) wrong(name, "field.number", { min, max });
      return value;
    },
    choice: (name, choices) => {
      const value = choices.find((choice) => choice === raw(name));
      if (value === undefined) wrong(name, "field.choose");
      return value as (typeof choices)[number];
    },
  };
}
