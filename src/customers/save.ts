import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { NotFound } from "../http/errors.ts";
import * as store from "./record-store.ts";
import { noteWords } from "./search.ts";
import { insertCustomer } from "./store.ts";

/**
 * What people wrote down of a customer. `language`: a tag of BCP 47; `responsibleId`: the agent who is tried first for them; `numbers`: digits
 * with the country's prefix, the first is the main one; `values`: of the fields that the administrator added, by the field's id.
 */
export type CustomerRecord = store.RecordRow & { numbers: readonly string[]; values: Readonly<Record<string, string>> };

export const NOBODY_YET: CustomerRecord = {
  firstName: null,
  surnames: null,
  email: null,
  language: null,
  notes: null,
  responsibleId: null,
  numbers: [],
  values: {},
};

/** A customer's record as it is written down. Throws NotFound. */
export function recordOf(db: Database, customerId: number): CustomerRecord {
  const found = store.recordRow.get(db, { id: customerId });
  if (!found) throw new NotFound();
  const values = store.valuesOf.all(db, { id: customerId }).map(({ fieldId, value }) => [String(fieldId), value] as const);
  return { ...found, numbers: store.numbersOf.all(db, { id: customerId }).map(({ value }) => value), values: Object.fromEntries(values) };
}

/**
 * Writes down who a customer is; what is not named stays, and so does the value of a field that is not named. From now on lists show the name
 * in place of the number. What changes nothing is no change. Throws NotFound.
 */
export function saveCustomer(db: Database, customerId: number, changed: Partial<CustomerRecord>, now: number) {
  if (!store.isThere.get(db, { id: customerId })) throw new NotFound();
  if (change(db, customerId, changed)) record(db, now, "customer.changed", {}, { customerId });
}

/** Writes down a customer who has not written to us yet, by hand; gives their id. */
export function addCustomer(db: Database, given: Partial<CustomerRecord>, now: number): number {
  const { id: customerId } = insertCustomer.get(db, { origin: "hand", now }) as { id: number };
  change(db, customerId, given);
  record(db, now, "customer.added", {}, { customerId, how: "hand" });
  return customerId;
}

/** The same for a line of a file: makes a customer where `customerId` is null. Says whether anything is another now. Throws NotFound. */
export function bringCustomer(db: Database, customerId: number | null, given: Partial<CustomerRecord>, importId: number, now: number): boolean {
  const id = customerId ?? (insertCustomer.get(db, { origin: "file", now }) as { id: number }).id;
  if (!change(db, id, given)) return false;
  record(db, now, "customer.imported", {}, { customerId: id, importId });
  return true;
}

/** What a record would be after a change. */
export const changedBy = (before: CustomerRecord, changed: Partial<CustomerRecord>): CustomerRecord => ({
  ...before,
  ...changed,
  values: Object.fromEntries(Object.entries({ ...before.values, ...changed.values }).filter(([, value]) => value !== "")),
});

/** Makes a record what it is given as, whole. Records nothing: who calls it does. Says whether anything is another now. */
export const writeRecord = (db: Database, id: number, whole: CustomerRecord): boolean => {
  const cleared = Object.fromEntries(Object.keys(recordOf(db, id).values).map((fieldId) => [fieldId, ""]));
  return change(db, id, { ...whole, values: { ...cleared, ...whole.values } });
};

function change(db: Database, id: number, changed: Partial<CustomerRecord>): boolean {
  const before = recordOf(db, id);
  const after = changedBy(before, changed);
  if (Bun.deepEquals(before, after)) return false;
  const { numbers, values, ...row } = after;
  const name = [row.firstName, row.surnames].filter(Boolean).join(" ") || null;
  store.updateRecord.run(db, { ...row, id, name, phone: numbers[0] ?? null });
  store.deleteNumbers.run(db, { id });
  for (const [place, value] of numbers.entries()) store.insertNumber.run(db, { id, value, place });
  for (const fieldId of Object.keys(before.values)) if (!(fieldId in values)) store.deleteValue.run(db, { id, fieldId: Number(fieldId) });
  for (const [fieldId, value] of Object.entries(values)) if (before.values[fieldId] !== value) store.putValue.run(db, { id, fieldId: Number(fieldId), value });
  noteWords(db, id);
  return true;
}
