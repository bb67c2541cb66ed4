import { sql } from "../db/sql.ts";
import { BACK_TO_QUEUE } from "./assignment-store.ts";

type Room = "public" | "personal";
type Aside = { id: number; agentId: number; room: Room | null; now: number };

/**
 * Without a room it goes to the queue's own, and only when the customer has been silent for the queue's time; perhaps nobody has opened it then,
 * so who passed it on still limits where it goes next.
 */
export const putAside = sql<{ queueId: number; room: Room }, Aside>(
  `UPDATE conversations SET state = 'waiting', open_by = NULL, reply_by = NULL, isolated_by = CASE WHEN $room IS NULL THEN isolated_by END,
      room = coalesce($room, (SELECT q.silent_room FROM queues q WHERE q.id = conversations.queue_id)),
      agent_id = CASE coalesce($room, (SELECT q.silent_room FROM queues q WHERE q.id = conversations.queue_id)) WHEN 'personal' THEN agent_id END
    WHERE id = $id AND agent_id = $agentId AND state = 'active'
      AND ($room IS NOT NULL OR customer_owes_since + (SELECT q.silent_minutes FROM queues q WHERE q.id = conversations.queue_id) * 60000 <= $now)
   RETURNING queue_id AS queueId, room`,
);

/** Only to an agent who is one still. */
export const bringToOwner = sql<void, { id: number; agentId: number }>(
  `UPDATE conversations SET state = 'active', room = NULL WHERE id = $id AND state = 'waiting' AND room = 'personal' AND agent_id = $agentId
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = $agentId AND u.disabled_at IS NULL)`,
);

export const bringToQueue = sql<void, { id: number; now: number }>(`UPDATE conversations SET ${BACK_TO_QUEUE} WHERE id = $id AND state = 'waiting'`);
