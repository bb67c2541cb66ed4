import { sql } from "../db/sql.ts";

/** Of those queued since then who waited and got an agent: how long, on average and at most. */
export const waitsSince = sql<{ averageMs: number | null; maxMs: number | null }, { since: number; atOnceMs: number }>(
  `SELECT avg(accepted_at - enqueued_at) AS averageMs, max(accepted_at - enqueued_at) AS maxMs FROM conversations
    WHERE enqueued_at >= $since AND accepted_at - enqueued_at >= $atOnceMs`,
);

export const inQueueNow = sql<{ n: number }>("SELECT count(*) AS n FROM conversations WHERE state <> 'closed' AND state IN ('queued','offered')");

export const onlineNow = sql<{ n: number }>(
  `SELECT count(*) AS n FROM users u WHERE u.status_id IS NOT NULL AND u.disabled_at IS NULL
      AND EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = u.id)`,
);
