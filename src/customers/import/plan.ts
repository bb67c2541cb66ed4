import type { Database } from "bun:sqlite";
import type { Facts } from "../../http/errors.ts";
import { Invalid } from "../../http/errors.ts";
import { EMAIL_LENGTH_MAX, NAME_LENGTH_MAX, readFields } from "../../http/fields.ts";
import { fieldIdOf, type Target } from "../columns.ts";
import type { CustomerField } from "../fields.ts";
import { LANGUAGE_TAG, NOTES_LENGTH_MAX, NUMBERS_MAX } from "../read.ts";
import { allNumbersOf } from "../record-store.ts";
import { type CustomerRecord, changedBy, NOBODY_YET, recordOf } from "../save.ts";
import { readNumber, readValue } from "../values.ts";
import { type Line, unmarked } from "./file.ts";
import * as store from "./store.ts";

export type Problem = { field: string; problem: string; facts?: Facts };
/** What a line does: adds a customer, changes one, nothing, or it is left out. */
export type Planned =
  | { what: "new" | "changed" | "same"; customerId: number | null; given: Partial<CustomerRecord> }
  | { what: "wrong"; problems: readonly Problem[] };

/** What a whole file is read by. `seen`: whom its lines were about, and in which line. */
export type Reading = {
  columns: readonly (Target | null)[];
  country: string | null;
  fields: readonly CustomerField[];
  staff: readonly store.Colleague[];
  seen: Map<string, number>;
};

type Cells = { id: string; given: Partial<CustomerRecord>; numbers: readonly string[]; values: ReadonlyMap<CustomerField, string>; problems: Problem[] };

/** Reads a line and says what it does, as things are now. Changes nothing but `seen`. */
export function plan(db: Database, reading: Reading, { line, cells }: Line): Planned {
  const read = readCells(reading, cells);
  const twice = seenBefore(reading.seen, read, line);
  if (read.problems.length > 0) return { what: "wrong", problems: read.problems };
  if (twice !== null) return { what: "wrong", problems: [{ field: "", problem: "import.line.twice", facts: { line: twice } }] };
  const found = match(db, read);
  if (typeof found === "object" && found !== null) return { what: "wrong", problems: [found] };
  return weigh(db, reading, read, found);
}

function readCells({ columns, country, fields, staff }: Reading, cells: readonly string[]): Cells {
  const typed = new Map<Target, string>();
  for (const [at, target] of columns.entries()) {
    const cell = unmarked(cells[at] ?? "").trim();
    if (target !== null && cell !== "") typed.set(target, cell);
  }
  const problems: Problem[] = [];
  const given = readGiven(typed, staff, problems);
  const values = new Map<CustomerField, string>();
  for (const [target, cell] of typed) {
    const field = fields.find(({ id }) => id === fieldIdOf(target));
    if (field) values.set(field, cell);
  }
  return { id: typed.get("id") ?? "", given, numbers: numbersIn(typed.get("numbers") ?? "", country, problems), values, problems };
}

function readGiven(typed: ReadonlyMap<Target, string>, staff: Reading["staff"], problems: Problem[]): Partial<CustomerRecord> {
  const given: { -readonly [K in keyof CustomerRecord]?: CustomerRecord[K] } = {};
  const text = (target: "firstName" | "surnames" | "email" | "notes" | "language", max: number) => {
    const cell = typed.get(target);
    if (cell === undefined) return;
    try {
      const rules = { max, ...(target === "language" ? { pattern: LANGUAGE_TAG, wrong: "import.line.language" } : {}) };
      const shaped = target === "language" ? cell.replace(/^[A-Za-z]{2,3}(?=$|-)/, (tag) => tag.toLowerCase()) : cell;
      given[target] = readFields({ [target]: shaped }, (field) => (target === "email" ? field.email(target) : field.text(target, rules)));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const facts = error.fieldFacts[target];
      problems.push({ field: target, problem: error.fields[target] ?? error.key, ...(facts ? { facts } : {}) });
    }
  };
  text("firstName", NAME_LENGTH_MAX);
  text("surnames", NAME_LENGTH_MAX);
  text("email", EMAIL_LENGTH_MAX);
  text("language", NAME_LENGTH_MAX);
  text("notes", NOTES_LENGTH_MAX);
  const responsible = typed.get("responsible")?.toLowerCase();
  if (responsible !== undefined) {
    const agent = staff.find(({ username }) => username.toLowerCase() === responsible) ?? only(called(staff, responsible));
    if (agent) given.responsibleId = agent.id;
    else problems.push({ field: "responsible", problem: "import.line.responsible" });
  }
  return given;
}

const called = (staff: Reading["staff"], wanted: string) => staff.filter(({ name, left }) => left === 0 && name.toLowerCase() === wanted);
const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

function numbersIn(cell: string, country: string | null, problems: Problem[]): string[] {
  const read = cell
    .split(/[,;|\r\n]+/)
    .filter((one) => one.trim() !== "")
    .map((one) => readNumber(one, country));
  for (const one of read) if ("wrong" in one) problems.push({ field: "numbers", problem: one.wrong });
  return [...new Set(read.flatMap((one) => ("value" in one ? [one.value] : [])))];
}

/** In which line the same customer stood before, or null. From now on this one is known too. */
function seenBefore(seen: Map<string, number>, { id, given, numbers }: Cells, line: number): number | null {
  const keys = id !== "" ? [`id ${id}`] : [...(given.email ? [`mail ${given.email.toLowerCase()}`] : []), ...numbers.map((number) => `number ${number}`)];
  const before = keys.map((key) => seen.get(key)).find((one) => one !== undefined) ?? null;
  for (const key of keys) if (!seen.has(key)) seen.set(key, line);
  return before;
}

// Our own number says it alone; else address and numbers, which must all lead to the same one.
function match(db: Database, { id, given, numbers }: Cells): number | null | Problem {
  if (id !== "")
    return (/^\d{1,15}$/.test(id) ? store.customerExists.get(db, { id: Number(id) })?.id : null) ?? { field: "id", problem: "import.line.no-customer" };
  if (!given.email && numbers.length === 0) return { field: "", problem: "import.line.no-key" };
  const found = [
    ...(given.email ? store.customersByEmail.all(db, { email: given.email }) : []),
    ...numbers.flatMap((number) => store.customersByNumber.all(db, { number })),
  ];
  const [one = null, other] = new Set(found.map((row) => row.id));
  return other === undefined || one === null ? one : { field: "", problem: "import.line.two", facts: { one, other } };
}

// What is there stays unless the line says otherwise; numbers are only added.
function weigh(db: Database, { staff }: Reading, { given, numbers, values, problems }: Cells, customerId: number | null): Planned {
  const before = customerId === null ? NOBODY_YET : recordOf(db, customerId);
  const isNew = given.responsibleId !== undefined && given.responsibleId !== before.responsibleId;
  if (isNew && staff.some(({ id, left }) => id === given.responsibleId && left === 1))
    problems.push({ field: "responsible", problem: "import.line.responsible" });
  const known = new Set(customerId === null ? [] : allNumbersOf.all(db, { id: customerId }).map(({ value }) => value));
  const more = numbers.filter((number) => !known.has(number));
  if (more.length > 0 && before.numbers.length + more.length > NUMBERS_MAX)
    problems.push({ field: "numbers", problem: "record.numbers.many", facts: { max: NUMBERS_MAX } });
  const own: Record<string, string> = {};
  for (const [field, cell] of values) {
    const read = readValue(field, cell, before.values[field.id]);
    if ("value" in read) own[field.id] = read.value;
    else problems.push({ field: `field:${field.id}`, problem: read.wrong, ...(read.facts ? { facts: read.facts } : {}) });
  }
  if (problems.length > 0) return { what: "wrong", problems };
  const whole = { ...given, numbers: [...before.numbers, ...more], values: own };
  const what = customerId === null ? "new" : Bun.deepEquals(changedBy(before, whole), before) ? "same" : "changed";
  return { what, customerId, given: whole };
}
