import type { Database } from "bun:sqlite";
import type { Viewer } from "../../users/visible.ts";
import type { CustomerField } from "../fields.ts";
import { fieldsOf } from "../fields.ts";
import { type CustomerRecord, recordOf } from "../save.ts";
import { customerFor } from "../search.ts";
import type { CustomerLine } from "../search-store.ts";
import { CHOSEN } from "./merge.ts";
import { type Reached, reachedOn } from "./store.ts";

export type Side = { line: CustomerLine; record: CustomerRecord; reached: readonly Reached[] };
/** What two customers are, side by side. `fields`: those of the workspace's own in which either has something. */
export type Preview = { kept: Side; gone: Side; fields: readonly CustomerField[] };

/** Two customers as a viewer may see both. Throws NotFound. */
export function previewOf(db: Database, viewer: Viewer, keptId: number, goneId: number): Preview {
  const side = (id: number): Side => ({ line: customerFor(db, viewer, id), record: recordOf(db, id), reached: reachedOn.all(db, { customerId: id }) });
  const [kept, gone] = [side(keptId), side(goneId)];
  return { kept, gone, fields: fieldsOf(db).filter(({ id }) => kept.record.values[id] || gone.record.values[id]) };
}

/** The names of all fields of which a person may choose. */
export const chosenIn = ({ fields }: Preview): string[] => [...CHOSEN, ...fields.map(({ id }) => `field:${id}`)];
