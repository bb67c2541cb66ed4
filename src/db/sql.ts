import type { Database, SQLQueryBindings, Statement } from "bun:sqlite";

type Params = Record<string, SQLQueryBindings>;
type Given<P> = P extends void ? [] : [params: P];

/** One statement of SQL with named parameters; prepared once per database and kept. */
export type Sql<Row, P> = {
  readonly text: string;
  get(db: Database, ...params: Given<P>): Row | null;
  all(db: Database, ...params: Given<P>): Row[];
  /** Runs it and says how many rows changed. */
  run(db: Database, ...params: Given<P>): number;
};

const statements: string[] = [];
const prepared = new WeakMap<Database, Map<string, Statement>>();

/**
 * Declares a statement: `sql<Row, { id: number }>("SELECT … WHERE id = $id")`. A missing parameter throws. Write `LIMIT +$n`: into a bare
 * parameter there SQLite looks when it plans, and so it prepares the whole statement anew for every call.
 */
export function sql<Row, P extends Params | void = void>(text: string): Sql<Row, P> {
  statements.push(text);
  return {
    text,
    get: (db, ...params) => statement(db, text).get(...(params as [Params])) as Row | null,
    all: (db, ...params) => statement(db, text).all(...(params as [Params])) as Row[],
    run: (db, ...params) => statement(db, text).run(...(params as [Params])).changes,
  };
}

/** Prepares every declared statement once, so that SQL that does not fit the schema fails at the start; kept is what is used. */
export function checkStatements(db: Database) {
  for (const text of statements) db.prepare(text).finalize();
}

function statement(db: Database, text: string): Statement {
  let known = prepared.get(db);
  if (!known) prepared.set(db, (known = new Map()));
  let found = known.get(text);
  if (!found) known.set(text, (found = db.prepare(text)));
  return found;
}
