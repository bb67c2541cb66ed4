import { sql } from "../db/sql.ts";

/** What is owed and not done, for the metrics. */
export const debts = sql<{ journalOpen: number; jobsOpen: number; jobsFailed: number }>(
  `SELECT (SELECT count(*) FROM journal WHERE state <> 'done') AS journalOpen,
    (SELECT count(*) FROM jobs WHERE state <> 'failed') AS jobsOpen,
    (SELECT count(*) FROM jobs WHERE state = 'failed') AS jobsFailed`,
);
