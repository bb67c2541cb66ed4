import type { Database } from "bun:sqlite";
import type { Facts } from "../../http/errors.ts";
import * as store from "./store.ts";

export const PROBLEMS_SHOWN_MAX = 100;
const PAGE = 500;

/** A line that is left out: in which field, and why, by a key of the catalogue. */
export type LineProblem = { line: number; field: string; problem: string; facts: Facts };

const BEGINNING = { line: 0, field: "" };
const known = (row: store.ProblemRow): LineProblem => ({ ...row, facts: JSON.parse(row.facts) as Facts });

/** The first lines that are left out. */
export const problemsIn = (db: Database, id: number): LineProblem[] => store.problemsOf.all(db, { id, ...BEGINNING, limit: PROBLEMS_SHOWN_MAX }).map(known);

/** All of them, as rows of a file, a page at a time. */
export function* problemPages(db: Database, id: number, rowOf: (problem: LineProblem) => readonly string[]) {
  let after = BEGINNING;
  for (;;) {
    const rows = store.problemsOf.all(db, { id, ...after, limit: PAGE });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => rowOf(known(row)));
    after = { line: last.line, field: last.field };
  }
}
