import type { Family } from "../channels/channel.ts";
import { familyIn } from "../channels/family.ts";
import { sql } from "../db/sql.ts";
import type { Priority } from "./rules.ts";

export type AgentRow = {
  id: number;
  signedIn: number;
  ready: number;
  capacity: number;
  lastAssignedAt: number;
  /** JSON: pairs of skillset and level; the profile's queues; its capacity by family. */
  skills: string;
  queues: string;
  families: string;
};

const AGENT = `SELECT u.id, u.status_id IS NOT NULL AS signedIn, coalesce(s.ready, 0) AS ready, coalesce(u.capacity, p.capacity) AS capacity,
    u.last_assigned_at AS lastAssignedAt,
    (SELECT json_group_array(json_array(us.skillset_id, us.level)) FROM user_skillsets us WHERE us.user_id = u.id) AS skills,
    (SELECT json_group_array(pq.queue_id) FROM profile_queues pq WHERE pq.profile_id = p.id) AS queues,
    (SELECT json_group_object(pk.kind, pk.capacity) FROM profile_kinds pk WHERE pk.profile_id = p.id) AS families
  FROM users u JOIN profiles p ON p.id = u.profile_id LEFT JOIN statuses s ON s.id = u.status_id
  WHERE u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = u.id)`;

/** Who can be given conversations at all: enabled, with a skillset. */
export const agents = sql<AgentRow>(AGENT);
export const agent = sql<AgentRow, { id: number }>(`${AGENT} AND u.id = $id`);

export type QueueRow = {
  id: number;
  acceptance: "automatic" | "manual";
  offerSeconds: number;
  rejectPauseSeconds: number;
  agentOrder: "load" | "level";
  overflowQueueId: number | null;
  overflowSeconds: number | null;
  ageingMinutes: number | null;
  awayMinutes: number | null;
  silentMinutes: number | null;
  rings: string;
};

const QUEUE = `SELECT q.id, q.acceptance, q.offer_seconds AS offerSeconds, q.reject_pause_seconds AS rejectPauseSeconds, q.agent_order AS agentOrder,
    q.overflow_queue_id AS overflowQueueId, q.overflow_seconds AS overflowSeconds, q.ageing_minutes AS ageingMinutes, q.away_minutes AS awayMinutes,
    q.silent_minutes AS silentMinutes,
    (SELECT json_group_array(json_object('afterSeconds', r.after_seconds, 'minLevel', r.min_level, 'skillsets',
        json((SELECT json_group_array(rs.skillset_id) FROM ring_skillsets rs WHERE rs.ring_id = r.id))))
       FROM (SELECT * FROM rings WHERE queue_id = q.id ORDER BY after_seconds) r) AS rings
  FROM queues q`;

export const queues = sql<QueueRow>(QUEUE);
export const queue = sql<QueueRow, { id: number }>(`${QUEUE} WHERE q.id = $id`);

/** `priority` as long waiting has lifted it; `awaySince`: since when its agent is signed out. */
export type ConversationRow = {
  id: number;
  state: "queued" | "offered" | "active" | "wrap_up";
  queueId: number;
  family: Family;
  priority: Priority;
  enqueuedAt: number;
  waitingSince: number | null;
  agedAt: number | null;
  agentId: number | null;
  expiresAt: number | null;
  openBy: number | null;
  replyBy: number | null;
  customerOwesSince: number | null;
  awaySince: number | null;
  preferredAgentId: number | null;
  reservedHow: "exclusive" | "immediate" | "named" | "preferred" | null;
  reservedAgentId: number | null;
  reservedSkillsetId: number | null;
  reservedUntil: number | null;
  isolatedBy: number | null;
};

// state <> 'closed' stands there for the index on what is open.
const CONVERSATION = `SELECT c.id, c.state, c.queue_id AS queueId, coalesce(c.aged, c.priority) AS priority, c.enqueued_at AS enqueuedAt,
    ${familyIn("channel.kind")} AS family,
    c.waiting_since AS waitingSince, c.aged_at AS agedAt, c.agent_id AS agentId, c.offer_expires_at AS expiresAt, c.open_by AS openBy, c.reply_by AS replyBy,
    c.customer_owes_since AS customerOwesSince, CASE WHEN u.status_id IS NULL THEN u.status_since END AS awaySince,
    c.preferred_agent_id AS preferredAgentId, c.reserved_how AS reservedHow, c.reserved_agent_id AS reservedAgentId,
    c.reserved_skillset_id AS reservedSkillsetId, c.reserved_until AS reservedUntil, c.isolated_by AS isolatedBy
  FROM conversations c JOIN channels channel ON channel.id = c.channel_id LEFT JOIN users u ON u.id = c.agent_id
  WHERE c.state <> 'closed' AND c.state IN ('queued','offered','active','wrap_up')`;

/** What waits for an agent or takes up a place with one. */
export const conversations = sql<ConversationRow>(CONVERSATION);
export const conversation = sql<ConversationRow, { id: number }>(`${CONVERSATION} AND c.id = $id`);
export const idsInQueue = sql<{ id: number }, { id: number }>("SELECT id FROM conversations WHERE queue_id = $id AND state <> 'closed'");

export type RejectionRow = { conversationId: number; agentId: number; at: number; forGood: number };

export const rejections = sql<RejectionRow>(
  `SELECT r.conversation_id AS conversationId, r.agent_id AS agentId, r.at, r.for_good AS forGood FROM rejections r
     JOIN conversations c ON c.id = r.conversation_id WHERE c.state <> 'closed' AND c.state = 'queued' ORDER BY r.conversation_id, r.agent_id`,
);
export const rejectionsOf = sql<RejectionRow, { id: number }>(
  `SELECT conversation_id AS conversationId, agent_id AS agentId, at, for_good AS forGood FROM rejections WHERE conversation_id = $id ORDER BY agent_id`,
);

export type DecisionRow = { id: number; at: number; outcome: "offered" | "assigned"; agentId: number; tieBreak: number; considered: Uint8Array };

export const DECISION = `d.id, d.at, CASE d.outcome WHEN 1 THEN 'offered' ELSE 'assigned' END AS outcome, d.agent_id AS agentId,
  d.tie_break AS tieBreak, d.considered`;

type NewDecision = { conversationId: number; at: number; outcome: "offered" | "assigned"; agentId: number; tieBreak: number; considered: Uint8Array };
export const insertDecision = sql<void, NewDecision>(
  `INSERT INTO decisions (conversation_id, at, outcome, agent_id, tie_break, considered)
   VALUES ($conversationId, $at, $outcome = 'offered', $agentId, $tieBreak, $considered)`,
);

export const decisions = sql<DecisionRow, { conversationId: number; after: number; limit: number }>(
  `SELECT ${DECISION} FROM decisions d
    WHERE d.conversation_id = $conversationId AND d.id > $after ORDER BY d.id LIMIT +$limit`,
);
