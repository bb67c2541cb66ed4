import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { NotFound } from "../http/errors.ts";
import { updateCustomer, updateResponsible } from "./store.ts";

/** `responsibleId`: the agent who is tried first for them; stays as it is where it is not named. */
export type CustomerInput = { name: string; email: string | null; language: string | null; responsibleId?: number | null };

/** Writes down who a customer is: from now on lists show the name in place of the number. Throws NotFound. */
export function saveCustomer(db: Database, customerId: number, { name, email, language, responsibleId }: CustomerInput, now: number) {
  if (updateCustomer.run(db, { id: customerId, name, email, language }) === 0) throw new NotFound();
  if (responsibleId !== undefined) updateResponsible.run(db, { id: customerId, responsibleId });
  record(db, now, "customer.changed", {}, { customerId });
}
