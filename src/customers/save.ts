import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { NotFound } from "../http/errors.ts";
import { noteWords } from "./search.ts";
import { customerRecord, updateCustomer } from "./store.ts";

/** What people wrote down of a customer. `language`: a tag of BCP 47; `responsibleId`: the agent who is tried first for them. */
export type CustomerRecord = {
  name: string | null;
  email: string | null;
  language: string | null;
  notes: string | null;
  responsibleId: number | null;
};

/** A customer's record as it is written down. Throws NotFound. */
export function recordOf(db: Database, customerId: number): CustomerRecord {
  const found = customerRecord.get(db, { id: customerId });
  if (!found) throw new NotFound();
  return found;
}

/**
 * Writes down who a customer is; what is not named stays. From now on lists show the name in place of the number. What changes nothing
 * is no change. Throws NotFound.
 */
export function saveCustomer(db: Database, customerId: number, changed: Partial<CustomerRecord>, now: number) {
  const before = recordOf(db, customerId);
  const after = { ...before, ...changed };
  if (Bun.deepEquals(before, after)) return;
  updateCustomer.run(db, { id: customerId, ...after });
  noteWords(db, customerId);
  record(db, now, "customer.changed", {}, { customerId });
}
