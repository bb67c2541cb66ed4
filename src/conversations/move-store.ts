import { sql } from "../db/sql.ts";
import type { State } from "./conversation.ts";

/** A hundred of those that are open in a queue. (Each state is named, so that they are found by the index on what is open.) */
export const someOpenIn = sql<{ id: number; state: State; agentId: number | null }, { queueId: number }>(
  `SELECT id, state, agent_id AS agentId FROM conversations
    WHERE state <> 'closed' AND state IN ('bot','queued','offered','active','waiting','wrap_up') AND queue_id = $queueId LIMIT 100`,
);

/** The kinds of channel whose conversations are open in a queue. */
export const kindsOpenIn = sql<{ kind: string }, { queueId: number }>(
  `SELECT DISTINCT ch.kind FROM conversations c JOIN channels ch ON ch.id = c.channel_id
    WHERE c.state <> 'closed' AND c.state IN ('bot','queued','offered','active','waiting','wrap_up') AND c.queue_id = $queueId`,
);

/** Where it waits it does so from now on, for all; its place in line stays. */
export const moveQueue = sql<void, { id: number; fromId: number; toId: number; now: number }>(
  `UPDATE conversations SET queue_id = $toId, waiting_since = CASE state WHEN 'queued' THEN $now ELSE waiting_since END, isolated_by = NULL
    WHERE id = $id AND queue_id = $fromId AND state <> 'closed'`,
);
