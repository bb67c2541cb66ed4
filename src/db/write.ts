import type { Database } from "bun:sqlite";
import type { Event } from "../events/kinds.ts";
import { takeRecorded } from "../events/pending.ts";
import { sql } from "./sql.ts";
import { transact } from "./transact.ts";

export type Verb<T> = (db: Database) => T;
export type Write = <T>(verb: Verb<T>) => Promise<T>;

type Hooks = {
  /** Told at once of what a commit changed, in commit order: the routing index. */
  committed(events: readonly Event[]): void;
  /** Resolves when all that was committed before the call is on the disk. */
  covered(): Promise<void>;
  /** Told when a commit's events are on the disk: signals and other listeners. */
  durable(events: readonly Event[]): void;
};

export type Writer = {
  write: Write;
  /** Holds every write back until `work` is done, without stopping the loop. */
  whilePaused<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once everything asked for so far is on the disk. */
  settled(): Promise<void>;
  /** As `settled`, and nothing can be asked for any more: the database is about to be closed. */
  end(): Promise<void>;
};

type Entry = { verb: Verb<unknown>; said: Said | null; resolve(value: unknown): void; reject(error: unknown): void };
type Said = { value: unknown } | { error: unknown };

const begin = sql("BEGIN IMMEDIATE");
const commitAll = sql("COMMIT");

/** Verbs in one transaction, so that it does not hold the loop. */
const VERBS_MAX = 64;

/**
 * The one writer of a database. All verbs asked for in one tick, or while a commit before them is on its way to the disk, share a
 * transaction, each in its savepoint; each caller gets its own answer, and gets it only when the commit is on the disk.
 */
export function writerOf(db: Database, hooks: Hooks): Writer {
  const queue: Entry[] = [];
  let scheduled = false;
  let syncs = 0;
  let paused: Promise<unknown> | null = null;
  let ended = false;

  const schedule = () => {
    if (scheduled || paused || queue.length === 0) return;
    // They could not be answered before that sync ends anyway, and every commit writes the same few pages anew.
    if (syncs > 0 && queue.length < VERBS_MAX) return;
    scheduled = true;
    setImmediate(flush);
  };

  const flush = () => {
    scheduled = false;
    if (paused) return;
    const batch = queue.splice(0, VERBS_MAX);
    const later = queue.splice(0);
    const events: Event[] = [];
    commit(db, batch, (recorded) => {
      hooks.committed(recorded);
      events.push(...recorded);
    });
    // What was asked for while the commit was told comes first in the next.
    queue.push(...later);
    syncs++;
    void hooks.covered().then(() => {
      syncs--;
      hooks.durable(events);
      batch.forEach(answer);
      schedule();
    });
    schedule();
  };

  const write: Write = <T>(verb: Verb<T>) =>
    new Promise<T>((resolve, reject) => {
      if (ended) return reject(new Error("the writer has ended"));
      queue.push({ verb, said: null, resolve: resolve as (value: unknown) => void, reject });
      schedule();
    });

  return {
    write,
    whilePaused: async (work) => {
      while (paused) await paused;
      const working = work();
      paused = working.catch(() => {});
      try {
        return await working;
      } finally {
        paused = null;
        schedule();
      }
    },
    settled: () => write(() => undefined),
    end: () => {
      const last = write(() => undefined);
      ended = true;
      return last;
    },
  };
}

// SQLite may roll back everything when the disk is full or fails; then no verb of the batch has
// happened, and each is run again alone so that each caller gets its own true answer.
function commit(db: Database, batch: readonly Entry[], committed: (events: Event[]) => void) {
  try {
    begin.run(db);
    for (const entry of batch) entry.said = attempt(db, entry.verb);
    commitAll.run(db);
  } catch (error) {
    takeRecorded(db);
    if (db.inTransaction) db.run("ROLLBACK");
    if (batch.length > 1) for (const entry of batch) commit(db, [entry], committed);
    else for (const entry of batch) entry.said = { error };
    return;
  }
  committed(takeRecorded(db));
}

function attempt(db: Database, verb: Verb<unknown>): Said {
  try {
    return { value: transact(db, () => verb(db) as never) };
  } catch (error) {
    if (!db.inTransaction) throw error;
    return { error };
  }
}

function answer({ said, resolve, reject }: Entry) {
  if (said && "value" in said) resolve(said.value);
  else reject(said?.error);
}
