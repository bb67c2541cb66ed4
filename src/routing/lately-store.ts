import { sql } from "../db/sql.ts";

type Since = { queueId: number; since: number; limit: number };

/** Who got a first agent in a queue lately: since when they waited, and until when. */
export const startsIn = sql<{ from: number; to: number }, Since>(
  `SELECT c.enqueued_at AS "from", a.offered_at AS "to" FROM assignments a JOIN conversations c ON c.id = a.conversation_id
    WHERE a.queue_id = $queueId AND a.accepted_at >= $since AND a.accepted_at = c.accepted_at ORDER BY a.accepted_at DESC LIMIT +$limit`,
);

/** How long those that were accepted in a queue lately and are closed were with their agent. */
export const handledIn = sql<{ ms: number }, Since>(
  `SELECT released_at - accepted_at AS ms FROM assignments
    WHERE queue_id = $queueId AND accepted_at >= $since AND release_reason = 'closed' ORDER BY accepted_at DESC LIMIT +$limit`,
);

export const heldByReady = sql<{ n: number }, { queueId: number }>(
  `SELECT count(*) AS n FROM conversations c JOIN users u ON u.id = c.agent_id JOIN statuses s ON s.id = u.status_id AND s.ready = 1
    WHERE c.state <> 'closed' AND c.state = 'active' AND c.queue_id = $queueId`,
);
