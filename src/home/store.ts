import { sql } from "../db/sql.ts";

type Mine = { agentId: number; since: number };

/** Conversations that an agent has closed since then. */
export const closedBy = sql<{ n: number }, Mine>(
  "SELECT count(*) AS n FROM assignments WHERE released_at >= $since AND release_reason = 'closed' AND agent_id = $agentId",
);

export const heldBy = sql<{ n: number }, { agentId: number }>("SELECT count(*) AS n FROM conversations WHERE agent_id = $agentId AND state = 'active'");

/** When an agent accepted what, from an instant to another, and when they first answered it. `asked`: from when offers are looked at. */
export const acceptedBy = sql<{ acceptedAt: number; firstAnsweredAt: number | null }, Mine & { until: number; asked: number }>(
  `SELECT accepted_at AS acceptedAt, first_answered_at AS firstAnsweredAt FROM assignments
    WHERE agent_id = $agentId AND offered_at BETWEEN $asked AND $until AND accepted_at >= $since AND accepted_at < $until ORDER BY accepted_at`,
);

export type StatusCount = { statusId: number | null; n: number };

/** How many agents are in each status; null = signed out. */
export const statusCounts = sql<StatusCount>(
  `SELECT u.status_id AS statusId, count(*) AS n FROM users u
    WHERE u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = u.id) GROUP BY u.status_id`,
);

export type ChannelRow = {
  id: string;
  name: string;
  kind: string;

  problemSince: number | null;
  hours: string | null;
  queueHours: string | null;
};

export const channelRows = sql<ChannelRow>(
  `SELECT ch.id, ch.name, ch.kind, ch.problem_since AS problemSince, ch.hours, q.hours AS queueHours
     FROM channels ch JOIN queues q ON q.id = ch.queue_id WHERE ch.disabled_at IS NULL ORDER BY ch.name, ch.id`,
);
