import type { Database } from "bun:sqlite";
import type { JobKind, Jobs } from "./kinds.ts";
import { deleteByKey, deleteByKind, hurryPool, insertJob } from "./store.ts";

type How = { now: number; runAt?: number; key?: string; lane?: string; pool?: string };

/**
 * Owes a piece of work, in the transaction that made it necessary: both happen or neither. A key makes it the
 * only one of its kind; owed again, it starts anew, and what still runs of it counts no more. Jobs of one lane run
 * in order, jobs of one pool a few at a time.
 */
export function enqueue<K extends JobKind>(db: Database, kind: K, payload: Jobs[K], { now, runAt = now, key, lane, pool }: How) {
  if (key !== undefined) forget(db, key);
  insertJob.run(db, { kind, key: key ?? null, lane: lane ?? null, pool: pool ?? null, payload: JSON.stringify(payload), now, runAt });
}

/** It is no longer owed; what still runs of it counts no more. */
export function forget(db: Database, key: string) {
  deleteByKey.run(db, { key });
}

/** Nothing of these kinds is owed any more. */
export function forgetAll(db: Database, kinds: readonly JobKind[]) {
  deleteByKind.run(db, { kinds: JSON.stringify(kinds) });
}

/** What was put off in a pool need not wait any longer. */
export function hurry(db: Database, { pool }: { pool: string }, now: number) {
  hurryPool.run(db, { pool, now });
}
