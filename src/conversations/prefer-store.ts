import { sql } from "../db/sql.ts";

type Preference = { responsibleId: number | null; preferred: "last" | "responsible" | null; days: number; seconds: number };

export const preferenceOf = sql<Preference, { customerId: number; queueId: number }>(
  `SELECT c.responsible_id AS responsibleId, q.preferred, q.preferred_days AS days, q.preferred_seconds AS seconds
     FROM customers c JOIN queues q ON q.id = $queueId WHERE c.id = $customerId AND (c.responsible_id IS NOT NULL OR q.preferred = 'last')`,
);

export const lastAgentOf = sql<{ agentId: number }, { customerId: number; since: number }>(
  `SELECT a.agent_id AS agentId FROM conversations c JOIN assignments a ON a.conversation_id = c.id
    WHERE c.customer_id = $customerId AND a.accepted_at >= $since ORDER BY a.accepted_at DESC, a.id DESC LIMIT 1`,
);

/** Only somebody who is signed in, and in a skillset of the queue. */
export const notePreferred = sql<void, { id: number; agentId: number; queueId: number }>(
  `UPDATE conversations SET preferred_agent_id = $agentId
    WHERE id = $id AND EXISTS (SELECT 1 FROM users u JOIN user_skillsets us ON us.user_id = u.id
        JOIN ring_skillsets rs ON rs.skillset_id = us.skillset_id JOIN rings r ON r.id = rs.ring_id
       WHERE u.id = $agentId AND u.status_id IS NOT NULL AND u.disabled_at IS NULL AND r.queue_id = $queueId)`,
);
