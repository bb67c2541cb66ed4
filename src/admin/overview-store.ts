import { sql } from "../db/sql.ts";

type Counts = {
  skillsets: number;
  users: number;
  agents: number;
  signedIn: number;
  queues: number;
  channels: number;
  waiting: number;
  calls: number;
  jobs: number;
};

export const overviewCounts = sql<Counts>(
  `SELECT (SELECT count(*) FROM skillsets) AS skillsets,
     (SELECT count(*) FROM users WHERE disabled_at IS NULL) AS users,
     (SELECT count(*) FROM users u WHERE u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = u.id)) AS agents,
     (SELECT count(*) FROM users WHERE disabled_at IS NULL AND status_id IS NOT NULL) AS signedIn,
     (SELECT count(*) FROM queues WHERE removed_at IS NULL) AS queues,
     (SELECT count(*) FROM channels WHERE disabled_at IS NULL) AS channels,
     (SELECT count(*) FROM conversations WHERE state <> 'closed' AND state IN ('queued','offered')) AS waiting,
     (SELECT count(*) FROM journal WHERE state <> 'done' AND state IN ('failed','waiting')) AS calls,
     (SELECT count(*) FROM jobs WHERE state = 'failed') AS jobs`,
);

export const stoppedChannels = sql<{ id: string; name: string }>(
  "SELECT id, name FROM channels WHERE problem IS NOT NULL AND disabled_at IS NULL ORDER BY problem_since, id",
);
