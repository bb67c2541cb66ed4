import type { Database, Statement } from "bun:sqlite";

/** The process dies between two statements. */
export class Crash extends Error {}

/** Burns down with every statement that is run, and breaks in front of the one after, so many times. */
export type Fuse = {
  light(statements: number, times?: number): void;
  putOut(): void;
  readonly blown: boolean;
  /** Reads without burning. */
  rows(text: string): unknown[];
};

/** What begins and ends a transaction or a verb is no statement of theirs. */
const FRAME = /^(?:BEGIN|COMMIT|SAVEPOINT|RELEASE)\b/;

/** Must be put in before the first statement is prepared. */
export function fuseIn(db: Database): Fuse {
  let left = Number.POSITIVE_INFINITY;
  let blown = false;
  let again = 0;
  const burn = () => {
    if (left-- > 0) return;
    left = --again > 0 ? 0 : Number.POSITIVE_INFINITY;
    blown = true;
    throw new Crash("crash");
  };
  const prepare = db.prepare.bind(db);
  const guarded = (text: string) => {
    const statement = prepare(text) as Statement;
    if (FRAME.test(text)) return statement;
    const burning =
      (name: "get" | "all" | "run") =>
      (...params: []) => {
        burn();
        return statement[name](...params);
      };
    return { get: burning("get"), all: burning("all"), run: burning("run") };
  };
  db.prepare = guarded as unknown as typeof db.prepare;
  return {
    light: (statements, times = 1) => {
      left = statements;
      again = times;
      blown = false;
    },
    putOut: () => {
      left = Number.POSITIVE_INFINITY;
    },
    rows: (text) => prepare(text).all(),
    get blown() {
      return blown;
    },
  };
}
