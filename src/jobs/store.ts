import { sql } from "../db/sql.ts";

export type JobRow = { id: number; kind: string; payload: string; attempts: number; createdAt: number; lane: string | null; pool: string | null };

const JOB = "j.id, j.kind, j.payload, j.attempts, j.created_at AS createdAt, j.lane, j.pool";

type New = { kind: string; key: string | null; lane: string | null; pool: string | null; payload: string; now: number; runAt: number };
export const insertJob = sql<void, New>(
  "INSERT INTO jobs (kind, key, lane, pool, payload, created_at, run_at) VALUES ($kind, $key, $lane, $pool, $payload, $now, $runAt)",
);

/**
 * Due jobs of lanes in which none runs, the first of each; a later one passes an earlier that has been tried for too long.
 * `full` names pools that take no more (JSON).
 */
export const dueJobs = sql<JobRow, { now: number; full: string; patienceMs: number; limit: number }>(
  `SELECT ${JOB} FROM jobs j
    WHERE j.state = 'ready' AND j.run_at <= $now AND (j.pool IS NULL OR j.pool NOT IN (SELECT value FROM json_each($full)))
      AND (j.lane IS NULL OR NOT EXISTS (SELECT 1 FROM jobs e WHERE e.lane = j.lane AND (e.state = 'running'
            OR (e.id < j.id AND e.state = 'ready' AND coalesce(e.tried_since, $now) > $now - $patienceMs))))
    ORDER BY j.run_at, j.id LIMIT +$limit`,
);

/** When the first is due that waits to be run: looked up in an index, so that it may be asked after every message. */
export const soonest = sql<{ at: number | null }>("SELECT min(run_at) AS at FROM jobs WHERE state = 'ready'");
export const nextRun = sql<{ at: number | null }, { now: number }>("SELECT min(run_at) AS at FROM jobs WHERE state = 'ready' AND run_at > $now");

export const startJob = sql<void, { id: number; now: number }>(
  "UPDATE jobs SET state = 'running', attempts = attempts + 1, tried_since = coalesce(tried_since, $now) WHERE id = $id AND state = 'ready'",
);
/** The last instant there is. What is put off until then waits for its pool to open. */
const NEVER = 8.64e15;
/** Says how many were due. */
export const parkPool = sql<void, { pool: string; now: number }>(`UPDATE jobs SET run_at = ${NEVER} WHERE state = 'ready' AND run_at <= $now AND pool = $pool`);
export const putOffJob = sql<void, { id: number; runAt: number }>("UPDATE jobs SET run_at = $runAt WHERE id = $id AND state = 'ready'");

export const isRunning = sql<{ id: number }, { id: number }>("SELECT id FROM jobs WHERE id = $id AND state = 'running'");
export const againJob = sql<void, { id: number; runAt: number; problem: string | null }>(
  "UPDATE jobs SET state = 'ready', run_at = $runAt, problem = $problem WHERE id = $id AND state = 'running'",
);
/** As if it had never been tried. */
export const anewJob = sql<void, { id: number; runAt: number; problem: string | null }>(
  "UPDATE jobs SET state = 'ready', run_at = $runAt, attempts = 0, tried_since = NULL, problem = $problem WHERE id = $id AND state = 'running'",
);
/** What it becomes is no longer work for its pool. */
export const turnJob = sql<void, { id: number; kind: string; runAt: number; problem: string | null }>(
  "UPDATE jobs SET state = 'ready', kind = $kind, pool = NULL, run_at = $runAt, attempts = 0, problem = $problem WHERE id = $id AND state = 'running'",
);
export const failJob = sql<void, { id: number; problem: string | null }>("UPDATE jobs SET state = 'failed', problem = $problem WHERE id = $id");
export const deleteJob = sql<void, { id: number }>("DELETE FROM jobs WHERE id = $id");
export const deleteByKey = sql<void, { key: string }>("DELETE FROM jobs WHERE key = $key");
/** `kinds` is a JSON list. */
export const deleteByKind = sql<void, { kinds: string }>("DELETE FROM jobs WHERE kind IN (SELECT value FROM json_each($kinds))");
export const deleteFailed = sql<void, { id: number }>("DELETE FROM jobs WHERE id = $id AND state = 'failed'");
export const unparkJobs = sql<void, { now: number }>(`UPDATE jobs SET run_at = $now WHERE state = 'ready' AND run_at = ${NEVER}`);
export const hurryPool = sql<void, { pool: string; now: number }>("UPDATE jobs SET run_at = $now WHERE pool = $pool AND state = 'ready' AND run_at > $now");
export const runningJobs = sql<JobRow>(`SELECT ${JOB} FROM jobs j WHERE j.state = 'running' ORDER BY j.id`);
export const retryJob = sql<void, { id: number; now: number }>(
  "UPDATE jobs SET state = 'ready', attempts = 0, tried_since = NULL, run_at = $now, problem = NULL WHERE id = $id AND state = 'failed'",
);
export const failedJobs = sql<JobRow & { problem: string | null }, { limit: number }>(
  `SELECT ${JOB}, j.problem FROM jobs j WHERE j.state = 'failed' ORDER BY j.id DESC LIMIT +$limit`,
);
