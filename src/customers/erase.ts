import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { erase, oweScrub } from "../conversations/erase.ts";
import { record } from "../events/record.ts";
import { Conflict, NotFound } from "../http/errors.ts";
import { eraseQuotes } from "../quotes/save.ts";
import { eraseTickets } from "../tickets/save.ts";
import * as store from "./erase-store.ts";
import { forgetWords } from "./search-store.ts";

/** How many conversations would be erased with them. */
export const conversationsOf = (db: Database, customerId: number): number => store.conversationsLeft.all(db, { customerId }).length;

/**
 * Erases a customer: all that was said with them, what they are called and reached by, their record. Who writes again is somebody new. Throws
 * Conflict while one of their conversations is open, NotFound when they were erased before.
 */
export function eraseCustomer(db: Database, customerId: number, who: Who, now: number) {
  const open = store.openConversation.get(db, { customerId });
  if (open) throw new Conflict("erase.customer.open", { id: open.id });
  for (const { id } of store.conversationsLeft.all(db, { customerId })) erase(db, id, who, now);
  if (store.emptyCustomer.run(db, { customerId, now }) === 0) throw new NotFound();
  for (const statement of [store.deleteNumbers, store.deleteValues, store.emptyMerges, store.emptyIdentities]) statement.run(db, { customerId });
  eraseTickets(db, customerId);
  eraseQuotes(db, customerId);
  store.deleteHandles.run(db, { customerId });
  forgetWords.run(db, { id: customerId });
  record(db, now, "customer.erased", {}, { customerId });
  oweScrub(db, [], now);
  audit(db, { who, action: "customer.erased", subject: `customer:${customerId}` }, now);
}
