import type { Database } from "bun:sqlite";
import { pastOf } from "../desk/past.ts";
import { NotFound } from "../http/errors.ts";
import { quotesFor } from "../quotes/save.ts";
import { ticketsFor } from "../tickets/save.ts";
import { type Viewer, visibleTo } from "../users/visible.ts";
import { allNumbersOf, beginningOf } from "./record-store.ts";
import { recordOf } from "./save.ts";
import { customerFor } from "./search.ts";
import { alikeCustomers } from "./search-store.ts";

export const ALIKE_MAX = 5;

/** One's page: what is known of them, those who may be the same person, and the conversations that the viewer may open. Throws NotFound. */
export function customerWhole(db: Database, viewer: Viewer, id: number) {
  const line = customerFor(db, viewer, id);
  const beginning = beginningOf.get(db, { id });
  if (!beginning) throw new NotFound();
  const record = recordOf(db, id);
  const numbers = [...new Set([...record.numbers, ...allNumbersOf.all(db, { id }).map(({ value }) => value)])];
  const alike = alikeCustomers.all(db, { ...visibleTo(viewer, "customers.view"), id, numbers: JSON.stringify(numbers), limit: ALIKE_MAX });
  const past = pastOf(db, viewer, { customerId: id }, {});
  return { line, past, tickets: ticketsFor(db, id), quotes: quotesFor(db, id), record, numbers, ...beginning, alike };
}
