import type { Database } from "bun:sqlite";
import { type Viewer, visibleTo } from "../../users/visible.ts";
import { fieldIdOf, type Target } from "../columns.ts";
import { askedFor } from "../search.ts";
import * as store from "./store.ts";

/** A stretch of ids is one statement; between them others have their turn. */
const STRETCH = 200;

/** The customers that a viewer sees in the list, all or those whom words fit, a page of rows at a time, in the order of their ids. */
export function* customerRows(db: Database, viewer: Viewer, typed: string, targets: readonly Target[]): Generator<string[][]> {
  const { words, short, match } = askedFor(typed);
  const seen = visibleTo(viewer, "customers.view");
  const last = store.lastCustomer.get(db)?.id ?? 0;
  for (let after = 0; after < last; after += STRETCH) {
    const stretch = { ...seen, after, until: after + STRETCH };
    const rows = words === "" || short ? store.exportAll.all(db, stretch) : store.exportMatching.all(db, { ...stretch, match });
    if (rows.length > 0) yield rows.map((row) => cellsOf(row, targets));
  }
}

function cellsOf(row: store.ExportRow, targets: readonly Target[]): string[] {
  const own = new Map(JSON.parse(row.own) as [number, string][]);
  const numbers = (JSON.parse(row.numbers) as string[]).map((digits) => `+${digits}`).join(", ");
  const cells = { ...row, id: String(row.id), numbers };
  return targets.map((target) => {
    const fieldId = fieldIdOf(target);
    return (fieldId === null ? cells[target as keyof typeof cells] : own.get(fieldId)) ?? "";
  });
}
