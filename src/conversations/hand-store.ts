import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import { BACK_TO_QUEUE, HANDED } from "./assignment-store.ts";
import type { Conversation, State } from "./conversation.ts";

/** How a conversation stands, for those who move it by hand. `holderSignedIn`: whether its agent is; null where it has none. */
export type Standing = Pick<Conversation, "id" | "state" | "agentId" | "queueId" | "channelId" | "identityId"> & {
  room: "public" | "personal" | null;
  reservedHow: "exclusive" | "immediate" | "named" | "preferred" | null;
  reservedAgentId: number | null;
  reservedSkillsetId: number | null;
  /** The isolated agent who passed it on; null where that limits nothing. */
  isolatedBy: number | null;
  holderSignedIn: number | null;
  /** How long its queue waits for somebody to open it. */
  openSeconds: number;
};

export const standingOf = sql<Standing, { id: number }>(
  `SELECT c.id, c.state, c.agent_id AS agentId, c.queue_id AS queueId, c.channel_id AS channelId, c.identity_id AS identityId, c.room,
          c.reserved_how AS reservedHow, c.reserved_agent_id AS reservedAgentId, c.reserved_skillset_id AS reservedSkillsetId, c.isolated_by AS isolatedBy,
          u.status_id IS NOT NULL AND u.disabled_at IS NULL AS holderSignedIn, q.open_seconds AS openSeconds
     FROM conversations c JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id WHERE c.id = $id`,
);

export const isWithin = sql<{ one: 1 }, VisibleTo & { id: number }>(`SELECT 1 AS one FROM conversations c WHERE c.id = $id AND ${VISIBLE}`);

type Was = { id: number; state: State; wasAgentId: number | null; isolatedBy: number | null; now: number };
const AS_IT_WAS = "id = $id AND state = $state AND agent_id IS $wasAgentId";

/** Whatever it waited for is over; the silence of a customer counts anew. */
export const moveToHand = sql<void, Was & { agentId: number; openBy: number | null }>(
  `UPDATE conversations SET state = 'active', agent_id = $agentId, room = NULL, offer_expires_at = NULL, open_by = $openBy, reply_by = NULL,
      customer_owes_since = CASE WHEN customer_owes_since IS NOT NULL THEN $now END, isolated_by = $isolatedBy, ${HANDED}
    WHERE ${AS_IT_WAS} AND EXISTS (SELECT 1 FROM users u WHERE u.id = $agentId AND u.disabled_at IS NULL)`,
);

/** In its old place, or that of the same time in another queue. Who gets it next is the one who has to speak. */
export const moveToQueue = sql<void, Was & { queueId: number }>(
  `UPDATE conversations SET queue_id = $queueId, ${BACK_TO_QUEUE},
      reserved_how = NULL, reserved_agent_id = NULL, reserved_skillset_id = NULL, reserved_until = NULL, isolated_by = $isolatedBy
    WHERE ${AS_IT_WAS}`,
);

/** Of one who leaves for good: what is active waits in its queue again, what they had put aside waits for anybody, what they owed is closed. */
export const heldBy = sql<{ id: number }, { agentId: number }>(
  "SELECT id FROM conversations WHERE agent_id = $agentId AND state IN ('active','waiting','wrap_up') ORDER BY id",
);
export const openToAll = sql<void, { id: number; agentId: number }>(
  "UPDATE conversations SET room = 'public', agent_id = NULL WHERE id = $id AND agent_id = $agentId AND state = 'waiting'",
);
