import { sql } from "../db/sql.ts";
import { BACK_TO_QUEUE } from "./assignment-store.ts";
import type { Priority } from "./conversation.ts";

const BACK = `UPDATE conversations SET ${BACK_TO_QUEUE} WHERE id = $id AND agent_id = $agentId AND state = 'active'`;

type Move = { id: number; agentId: number; now: number };
const when = (condition: string) => sql<{ queueId: number }, Move>(`${BACK} AND ${condition} RETURNING queue_id AS queueId`);

export const moveBack = {
  unopened: when("open_by <= $now"),
  unanswered: when("reply_by <= $now"),
  away: when(`EXISTS (SELECT 1 FROM users u JOIN queues q ON q.id = conversations.queue_id
    WHERE u.id = $agentId AND u.status_id IS NULL AND u.status_since + q.away_minutes * 60000 <= $now)`),
};

export const overflowingFrom = sql<{ queueId: number }, { id: number; queueId: number; now: number }>(
  `SELECT c.queue_id AS queueId FROM conversations c JOIN queues q ON q.id = c.queue_id
    WHERE c.id = $id AND c.state = 'queued' AND c.reserved_how IS NULL AND q.overflow_queue_id = $queueId
      AND c.waiting_since + q.overflow_seconds * 1000 <= $now`,
);
/** The queue says so itself: whoever passed it on does not limit where it goes from there. */
export const moveToQueue = sql<void, { id: number; queueId: number; now: number }>(
  "UPDATE conversations SET queue_id = $queueId, waiting_since = $now, isolated_by = NULL WHERE id = $id AND state = 'queued'",
);

export const age = sql<{ queueId: number }, { id: number; from: Priority; to: "medium" | "high"; now: number }>(
  `UPDATE conversations SET aged = $to, aged_at = $now WHERE id = $id AND state = 'queued' AND coalesce(aged, priority) = $from RETURNING queue_id AS queueId`,
);
