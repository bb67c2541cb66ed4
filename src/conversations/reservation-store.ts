import { sql } from "../db/sql.ts";
import type { Facts } from "../events/kinds.ts";

type How = Facts["conversation.reserved"]["how"];
type Reservation = { id: number; agentId: number | null; skillsetId: number | null; how: How; until: number | null };

export const reserve = sql<{ queueId: number }, Reservation>(
  `UPDATE conversations SET reserved_agent_id = $agentId, reserved_skillset_id = $skillsetId, reserved_how = $how, reserved_until = $until
    WHERE id = $id AND state = 'queued' RETURNING queue_id AS queueId`,
);

/** Who was meant, before it was freed. */
export type Freed = { queueId: number; how: How; skillsetId: number | null; isolatedBy: number | null; openSeconds: number };

// What stood there before: RETURNING gives only what stands there after.
export const reservationOf = sql<Freed, { id: number }>(
  `SELECT c.queue_id AS queueId, c.reserved_how AS how, c.reserved_skillset_id AS skillsetId, c.isolated_by AS isolatedBy,
          q.open_seconds AS openSeconds
     FROM conversations c JOIN queues q ON q.id = c.queue_id WHERE c.id = $id AND c.reserved_how IS NOT NULL`,
);

/** `now`: only when its time is over by then. */
export const clearReservation = sql<void, { id: number; now: number | null }>(
  `UPDATE conversations SET reserved_agent_id = NULL, reserved_skillset_id = NULL, reserved_how = NULL, reserved_until = NULL
    WHERE id = $id AND state = 'queued' AND reserved_how IS NOT NULL AND ($now IS NULL OR reserved_until <= $now)`,
);

export const isReservedFor = sql<{ one: 1 }, { id: number; agentId: number }>(
  "SELECT 1 AS one FROM conversations WHERE id = $id AND state = 'queued' AND reserved_agent_id = $agentId",
);
export const reservedFor = sql<{ id: number }, { skillsetId: number }>(
  "SELECT id FROM conversations WHERE reserved_skillset_id IS NOT NULL AND reserved_skillset_id = $skillsetId ORDER BY id",
);

/** The skillsets of a queue in the order in which its rings name them; `near`: one of the isolated agent's own, or no agent limits it. */
export const skillsetsOf = sql<{ id: number; near: 0 | 1 }, { queueId: number; isolatedBy: number | null }>(
  `SELECT rs.skillset_id AS id,
          NOT EXISTS (SELECT 1 FROM users u JOIN user_skillsets us ON us.user_id = u.id WHERE u.id = $isolatedBy AND u.disabled_at IS NULL)
            OR EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = $isolatedBy AND us.skillset_id = rs.skillset_id) AS near
     FROM rings r JOIN ring_skillsets rs ON rs.ring_id = r.id WHERE r.queue_id = $queueId
    GROUP BY rs.skillset_id ORDER BY min(r.after_seconds), rs.skillset_id`,
);
