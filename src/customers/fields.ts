import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { namesColumn } from "./columns.ts";
import * as store from "./fields-store.ts";

export const FIELD_KINDS = ["text", "number", "date", "choice"] as const satisfies readonly store.FieldRow["kind"][];
export const FIELDS_MAX = 50;
export const CHOICES_MAX = 100;

/** A field that the administrator added to the record. `choices` is empty but for the kind choice. */
export type CustomerField = { id: number; name: string; kind: store.FieldRow["kind"]; choices: readonly string[] };
export type FieldInput = Omit<CustomerField, "id">;

/** The fields of the record that are the workspace's own, in their order. */
export const fieldsOf = (db: Database): CustomerField[] => store.fieldRows.all(db).map((row) => ({ ...row, choices: JSON.parse(row.choices) as string[] }));

/** One of them. Throws NotFound. */
export function fieldOf(db: Database, id: number): CustomerField {
  const found = fieldsOf(db).find((one) => one.id === id);
  if (!found) throw new NotFound();
  return found;
}

/** How many customers have something in it. */
export const countIn = (db: Database, id: number): number => store.countValues.get(db, { id })?.count ?? 0;

/** Adds a field at the end of the record; gives its id, the same one when it is sent twice. Throws Invalid. */
export function addField(db: Database, input: FieldInput, who: Who, now: number): number {
  const there = fieldsOf(db);
  const twin = there.find(({ name }) => name === input.name.trim());
  if (twin && Bun.deepEquals(check(there, input, twin.id), { name: twin.name, kind: twin.kind, choices: twin.choices })) return twin.id;
  const wanted = check(there, input, null);
  if (there.length >= FIELDS_MAX) throw new Invalid({ name: "fields.many" }, { name: { max: FIELDS_MAX } });
  const { id } = store.insertField.get(db, { ...wanted, choices: JSON.stringify(wanted.choices) }) as { id: number };
  audit(db, { who, action: "field.added", subject: `field:${id}`, after: wanted }, now);
  record(db, now, "content.changed", {}, { what: "fields" });
  return id;
}

/** Gives a field another name, other choices; its kind stays. What customers have in it stays. Throws Invalid, NotFound. */
export function changeField(db: Database, id: number, input: Omit<FieldInput, "kind">, who: Who, now: number) {
  const { id: _, ...before } = fieldOf(db, id);
  const after = check(fieldsOf(db), { ...input, kind: before.kind }, id);
  if (Bun.deepEquals(before, after)) return;
  store.updateField.run(db, { id, name: after.name, choices: JSON.stringify(after.choices) });
  audit(db, { who, action: "field.changed", subject: `field:${id}`, before, after }, now);
  record(db, now, "content.changed", {}, { what: "fields" });
}

/** Moves a field one place up in the order. Throws NotFound. */
export function raiseField(db: Database, id: number, who: Who, now: number) {
  const { name } = fieldOf(db, id);
  const before = fieldsOf(db).map((one) => one.id);
  const at = before.indexOf(id);
  if (at === 0) return;
  const after = before.toSpliced(at, 1).toSpliced(at - 1, 0, id);
  for (const [place, one] of after.entries()) store.placeField.run(db, { id: one, place });
  audit(db, { who, action: "field.changed", subject: `field:${id}`, before: { name, place: at }, after: { name, place: at - 1 } }, now);
  record(db, now, "content.changed", {}, { what: "fields" });
}

/** Takes a field out of the record. What customers have in it stays where it is, and is no longer shown. Throws NotFound. */
export function removeField(db: Database, id: number, who: Who, now: number) {
  const { name } = fieldOf(db, id);
  store.markFieldRemoved.run(db, { id, now });
  audit(db, { who, action: "field.removed", subject: `field:${id}`, before: { name } }, now);
  record(db, now, "content.changed", {}, { what: "fields" });
}

function check(there: readonly CustomerField[], input: FieldInput, id: number | null): FieldInput {
  const choices = input.choices.map((choice) => choice.trim().normalize("NFC")).filter((choice) => choice !== "");
  return readFields(input, (field) => {
    const name = field.text("name", { max: NAME_LENGTH_MAX });
    const kind = field.choice("kind", FIELD_KINDS);
    if (there.some((one) => one.id !== id && one.name.toLowerCase() === name.toLowerCase()) || namesColumn(name)) field.wrong("name", "field.taken");
    if (kind !== "choice") return { name, kind, choices: [] };
    if (choices.length === 0) field.wrong("choices", "field.required");
    if (choices.length > CHOICES_MAX) field.wrong("choices", "fields.many-choices", { max: CHOICES_MAX });
    if (choices.some((choice) => choice.length > NAME_LENGTH_MAX)) field.wrong("choices", "field.too-long", { max: NAME_LENGTH_MAX });
    if (new Set(choices.map((choice) => choice.toLowerCase())).size < choices.length) field.wrong("choices", "fields.choice-twice");
    return { name, kind, choices };
  });
}
