import { type FieldReader, NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { type Posted, postedOf } from "../http/posted.ts";
import type { CustomerField } from "./fields.ts";
import type { CustomerRecord } from "./save.ts";
import { readNumber, readValue } from "./values.ts";

export const NOTES_LENGTH_MAX = 5000;
export const NUMBERS_MAX = 10;
/** A language with its script and region at most (BCP 47, RFC 5646). */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/;

type Known = {
  /** The record as it is. */
  record: CustomerRecord;
  /** Who may be responsible. */
  agents: readonly number[];
  fields: readonly CustomerField[];
};

/** The record as somebody wrote it into its form. Throws Invalid. */
export function readRecord(body: unknown, known: Known): CustomerRecord {
  const posted = postedOf(body);
  return readFields(body, (field) => {
    const responsible = field.text("responsibleId", { max: 15, optional: true });
    const responsibleId = responsible === "" ? null : Number(responsible);
    if (responsibleId !== null && responsibleId !== known.record.responsibleId && !known.agents.includes(responsibleId))
      field.wrong("responsibleId", "field.choose");
    return {
      firstName: field.text("firstName", { max: NAME_LENGTH_MAX, optional: true }) || null,
      surnames: field.text("surnames", { max: NAME_LENGTH_MAX, optional: true }) || null,
      email: field.email("email", { optional: true }) || null,
      language: field.text("language", { max: 35, optional: true, pattern: LANGUAGE_TAG, wrong: "field.choose" }) || null,
      notes: field.text("notes", { max: NOTES_LENGTH_MAX, optional: true }) || null,
      responsibleId,
      numbers: numbersIn(posted, field, known),
      values: valuesIn(posted, field, known),
    };
  });
}

// One in a line, each once. Of two that were merged there may be more than anybody could write down: those stay.
function numbersIn(posted: Posted, field: FieldReader, { record }: Known): string[] {
  const max = Math.max(NUMBERS_MAX, record.numbers.length);
  const lines = posted
    .text("numbers")
    .split(/[\r\n,;]+/)
    .filter((line) => line.trim() !== "");
  if (lines.length > max) field.wrong("numbers", "record.numbers.many", { max: NUMBERS_MAX });
  const read = lines.slice(0, max).map((line) => readNumber(line, null));
  for (const one of read) if ("wrong" in one) field.wrong("numbers", one.wrong);
  return [...new Set(read.flatMap((one) => ("value" in one ? [one.value] : [])))];
}

function valuesIn(posted: Posted, field: FieldReader, { fields, record }: Known): Record<string, string> {
  const values: Record<string, string> = {};
  for (const one of fields) {
    const name = `field-${one.id}`;
    if (!posted.has(name)) continue;
    const read = readValue(one, posted.text(name), record.values[one.id]);
    if ("wrong" in read) field.wrong(name, read.wrong, read.facts);
    else values[one.id] = read.value;
  }
  return values;
}
