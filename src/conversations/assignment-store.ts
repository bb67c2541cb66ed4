import { sql } from "../db/sql.ts";

export type Held = { id: number; agentId: number; queueId: number };

const HELD = "id, agent_id AS agentId, queue_id AS queueId";

// The guard of every automatic move: the conversation waits in that queue, and at this moment the agent is enabled, ready, not full,
// and good enough in a skillset of a ring that is open, or the one it is reserved for. (Who is seen, who rejected it, who shares a
// skillset with whoever passed it on, and what a profile includes of each kind of channel, only the index weighs.)
const MAY_RECEIVE = `state = 'queued' AND queue_id = $queueId
  AND (SELECT count(*) FROM conversations held WHERE held.agent_id = $agentId AND held.state IN ('offered','active','wrap_up'))
    < (SELECT coalesce(u.capacity, p.capacity) FROM users u JOIN profiles p ON p.id = u.profile_id JOIN statuses s ON s.id = u.status_id
        WHERE u.id = $agentId AND u.disabled_at IS NULL AND s.ready = 1)
  AND CASE
    WHEN reserved_agent_id IS NOT NULL THEN reserved_agent_id = $agentId
    WHEN reserved_skillset_id IS NOT NULL THEN
      EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = $agentId AND us.skillset_id = conversations.reserved_skillset_id)
    ELSE EXISTS (SELECT 1 FROM rings r JOIN ring_skillsets rs ON rs.ring_id = r.id JOIN user_skillsets us ON us.skillset_id = rs.skillset_id
        WHERE r.queue_id = $queueId AND us.user_id = $agentId AND us.level >= r.min_level
          AND r.after_seconds * 1000 <= max(0, $now - conversations.enqueued_at))
  END`;

/** What ends with waiting, and what begins with having it. */
export const HANDED = `accepted_at = coalesce(accepted_at, $now), waiting_since = NULL, aged = NULL, aged_at = NULL,
  reserved_how = NULL, reserved_agent_id = NULL, reserved_skillset_id = NULL, reserved_until = NULL`;
/** The same, and whoever passed it on no longer limits where it goes next. */
const TAKEN = `${HANDED}, isolated_by = NULL`;
const REPLY_BY = "reply_by = (SELECT $now + q.first_reply_seconds * 1000 FROM queues q WHERE q.id = conversations.queue_id)";

type Move = { id: number; agentId: number; queueId: number; now: number };

export const moveToOffered = sql<void, Move & { expiresAt: number }>(
  `UPDATE conversations SET state = 'offered', agent_id = $agentId, offer_expires_at = $expiresAt WHERE id = $id AND ${MAY_RECEIVE}`,
);

export const moveToAssigned = sql<void, Move>(
  `UPDATE conversations SET state = 'active', agent_id = $agentId, ${REPLY_BY}, ${TAKEN} WHERE id = $id AND ${MAY_RECEIVE}`,
);

/** To the one agent it is for, whatever their status and capacity. */
export const moveToExclusive = sql<void, Move>(
  `UPDATE conversations SET state = 'active', agent_id = $agentId, ${TAKEN}
    WHERE id = $id AND state = 'queued' AND queue_id = $queueId AND reserved_how = 'exclusive' AND reserved_agent_id = $agentId
      AND EXISTS (SELECT 1 FROM users u WHERE u.id = $agentId AND u.disabled_at IS NULL AND u.status_id IS NOT NULL)`,
);

export const moveToAccepted = sql<Held, { id: number; agentId: number; now: number }>(
  `UPDATE conversations SET state = 'active', offer_expires_at = NULL, ${REPLY_BY}, ${TAKEN}
    WHERE id = $id AND agent_id = $agentId AND state = 'offered' AND offer_expires_at > $now RETURNING ${HELD}`,
);

/** It waits in a queue again, where it stood; what its agent or its customer owed is owed by nobody. */
export const BACK_TO_QUEUE = `state = 'queued', agent_id = NULL, waiting_since = $now, room = NULL, offer_expires_at = NULL, open_by = NULL, reply_by = NULL,
  customer_owes_since = NULL`;

const BACK = "UPDATE conversations SET state = 'queued', agent_id = NULL, offer_expires_at = NULL WHERE id = $id AND agent_id = $agentId AND state = 'offered'";

/** enqueued_at stays: what comes back comes back to its place. */
export const moveBack = sql<{ queueId: number }, { id: number; agentId: number }>(`${BACK} RETURNING queue_id AS queueId`);
export const moveBackExpired = sql<{ queueId: number }, { id: number; agentId: number; now: number }>(
  `${BACK} AND offer_expires_at <= $now RETURNING queue_id AS queueId`,
);

export const offersTo = sql<{ id: number }, { agentId: number }>("SELECT id FROM conversations WHERE agent_id = $agentId AND state = 'offered' ORDER BY id");

export const postponeOffers = sql<void, { forwardMs: number }>(
  `UPDATE conversations SET offer_expires_at = offer_expires_at + $forwardMs, open_by = open_by + $forwardMs, reply_by = reply_by + $forwardMs
    WHERE state <> 'closed' AND (state = 'offered' OR open_by IS NOT NULL OR reply_by IS NOT NULL)`,
);

export const insertAssignment = sql<void, { id: number; agentId: number; queueId: number; offeredAt: number; acceptedAt: number | null }>(
  `INSERT INTO assignments (conversation_id, agent_id, queue_id, offered_at, accepted_at) VALUES ($id, $agentId, $queueId, $offeredAt, $acceptedAt)`,
);

export const noteAccepted = sql<void, { id: number; now: number }>(
  "UPDATE assignments SET accepted_at = $now WHERE conversation_id = $id AND released_at IS NULL",
);

export const noteOpened = sql<{ queueId: number }, { id: number; agentId: number; now: number }>(
  `UPDATE assignments SET first_opened_at = $now
    WHERE conversation_id = $id AND agent_id = $agentId AND released_at IS NULL AND accepted_at IS NOT NULL AND first_opened_at IS NULL
   RETURNING queue_id AS queueId`,
);

/** It was opened: whoever waited for that waits no more, and it is theirs as if they had taken it. */
export const openedInTime = sql<void, { id: number }>(
  "UPDATE conversations SET open_by = NULL, isolated_by = NULL WHERE id = $id AND (open_by IS NOT NULL OR isolated_by IS NOT NULL)",
);
export const answeredInTime = sql<void, { id: number }>(
  "UPDATE conversations SET reply_by = NULL, open_by = NULL, isolated_by = NULL WHERE id = $id AND state = 'active'",
);

export const noteReleased = sql<void, { id: number; now: number; reason: string }>(
  "UPDATE assignments SET released_at = $now, release_reason = $reason WHERE conversation_id = $id AND released_at IS NULL",
);

export const noteAssignedAt = sql<void, { agentId: number; now: number }>("UPDATE users SET last_assigned_at = $now WHERE id = $agentId");

export const forgetIgnored = sql<void, { agentId: number }>("UPDATE users SET ignored = 0 WHERE id = $agentId AND ignored > 0");

export const rememberRejection = sql<void, { id: number; agentId: number; now: number; forGood: 0 | 1 }>(
  `INSERT INTO rejections (conversation_id, agent_id, at, for_good) VALUES ($id, $agentId, $now, $forGood)
     ON CONFLICT (conversation_id, agent_id) DO UPDATE SET at = excluded.at, for_good = max(for_good, excluded.for_good)`,
);

export const forgetRejections = sql<void, { id: number }>("DELETE FROM rejections WHERE conversation_id = $id");

export const noteAnswered = sql<void, { id: number; agentId: number; now: number }>(
  `UPDATE assignments SET first_answered_at = $now WHERE conversation_id = $id AND agent_id = $agentId AND released_at IS NULL AND first_answered_at IS NULL`,
);
