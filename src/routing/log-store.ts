import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import type { Priority } from "./rules.ts";
import { DECISION, type DecisionRow } from "./store.ts";

/** Null = of every one. */
export type Wanted = { queueId: number | null; agentId: number | null; outcome: "offered" | "assigned" | null };

/** A decision with the names of what it was about. */
export type LoggedRow = DecisionRow & { conversationId: number; enqueuedAt: number; queueName: string; agentName: string };

const LOGGED = `${DECISION}, c.id AS conversationId, c.enqueued_at AS enqueuedAt, q.name AS queueName, u.name AS agentName`;
const NAMED = "JOIN queues q ON q.id = c.queue_id JOIN users u ON u.id = d.agent_id";
const WANTED = `($queueId IS NULL OR c.queue_id = $queueId) AND ($agentId IS NULL OR d.agent_id = $agentId)
  AND ($outcome IS NULL OR d.outcome = ($outcome = 'offered')) AND ${VISIBLE}`;

type Between = VisibleTo & Wanted & { from: number; before: number; limit: number };

/** Decisions between two ids, the newest first. (CROSS: along the decisions, whatever else is asked.) */
export const decisionsBetween = sql<LoggedRow, Between>(
  `SELECT ${LOGGED} FROM decisions d CROSS JOIN conversations c ON c.id = d.conversation_id ${NAMED}
    WHERE d.id >= $from AND d.id < $before AND ${WANTED} ORDER BY d.id DESC LIMIT +$limit`,
);

export const decisionsAbout = sql<LoggedRow, VisibleTo & Wanted & { conversationId: number; before: number; limit: number }>(
  `SELECT ${LOGGED} FROM decisions d CROSS JOIN conversations c ON c.id = d.conversation_id ${NAMED}
    WHERE d.conversation_id = $conversationId AND d.id < $before AND ${WANTED} ORDER BY d.id DESC LIMIT +$limit`,
);

export const countDecisionsAfter = sql<{ n: number }, VisibleTo & Wanted & { after: number; conversationId: number | null; limit: number }>(
  `SELECT count(*) AS n FROM (SELECT 1 FROM decisions d CROSS JOIN conversations c ON c.id = d.conversation_id
     WHERE d.id > $after AND ($conversationId IS NULL OR d.conversation_id = $conversationId) AND ${WANTED} LIMIT +$limit)`,
);

export const lastDecision = sql<{ id: number | null }>("SELECT max(id) AS id FROM decisions");

export const decidedAt = sql<{ at: number }, { id: number }>("SELECT at FROM decisions WHERE id >= $id ORDER BY id LIMIT 1");

/** One that waits now and is offered to nobody. */
export type WaitingRow = { id: number; priority: Priority; queueName: string; enqueuedAt: number };

type AmongWaiting = VisibleTo & { queueId: number | null };
const AMONG_WAITING = `c.state <> 'closed' AND c.state = 'queued' AND ($queueId IS NULL OR c.queue_id = $queueId) AND ${VISIBLE}`;

export const waitingNow = sql<WaitingRow, AmongWaiting & { limit: number }>(
  `SELECT c.id, coalesce(c.aged, c.priority) AS priority, q.name AS queueName, c.enqueued_at AS enqueuedAt
     FROM conversations c JOIN queues q ON q.id = c.queue_id WHERE ${AMONG_WAITING}
    ORDER BY CASE coalesce(c.aged, c.priority) WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END, c.enqueued_at, c.id LIMIT +$limit`,
);

/** How many wait now, and a number that is another when others do. */
export const waitingMark = sql<{ n: number; sum: number }, AmongWaiting>(
  `SELECT count(*) AS n, coalesce(sum(c.id), 0) AS sum FROM conversations c WHERE ${AMONG_WAITING}`,
);

const TEAM = `SELECT ring.queue_id FROM user_skillsets mine JOIN ring_skillsets named ON named.skillset_id = mine.skillset_id
  JOIN rings ring ON ring.id = named.ring_id WHERE mine.user_id = $viewerId`;

/** The queues that a viewer sees, as VISIBLE has them, and the agents who may be asked there. */
export const queuesFor = sql<{ id: number; name: string }, VisibleTo>(
  `SELECT q.id, q.name FROM queues q WHERE q.removed_at IS NULL AND ($viewerScope = 'all' OR q.id IN (${TEAM})) ORDER BY q.name, q.id`,
);
export const agentsFor = sql<{ id: number; name: string }, VisibleTo>(
  `SELECT DISTINCT u.id, u.name FROM users u JOIN user_skillsets us ON us.user_id = u.id
    WHERE $viewerScope = 'all' OR us.skillset_id IN
      (SELECT rs.skillset_id FROM ring_skillsets rs JOIN rings r ON r.id = rs.ring_id WHERE r.queue_id IN (${TEAM})) ORDER BY u.name, u.id`,
);

/** What the page of one conversation says of it. */
export type Storied = { id: number; state: string; queueName: string; agentName: string | null; channelName: string };

export const findStoried = sql<Storied, VisibleTo & { id: number }>(
  `SELECT c.id, c.state, q.name AS queueName, u.name AS agentName, ch.name AS channelName FROM conversations c
     JOIN queues q ON q.id = c.queue_id JOIN channels ch ON ch.id = c.channel_id LEFT JOIN users u ON u.id = c.agent_id WHERE c.id = $id AND ${VISIBLE}`,
);

/** One thing that happened to a conversation on its way; `target`: whom it was passed to or waits for. */
export type StepRow = {
  id: number;
  at: number;
  kind: string;
  agentName: string | null;
  wasAgentName: string | null;
  queueName: string | null;
  wasQueueName: string | null;
  byName: string | null;
  target: string | null;
  channelName: string | null;
  data: string;
};

const TARGET = `CASE coalesce(json_extract(e.data, '$.to'), json_extract(e.data, '$.for'))
  WHEN 'agent' THEN (SELECT name FROM users WHERE id = coalesce(json_extract(e.data, '$.toId'), json_extract(e.data, '$.forId')))
  WHEN 'skillset' THEN (SELECT name FROM skillsets WHERE id = coalesce(json_extract(e.data, '$.toId'), json_extract(e.data, '$.forId')))
  WHEN 'queue' THEN (SELECT name FROM queues WHERE id = json_extract(e.data, '$.toId')) END`;

export const stepsOf = sql<StepRow, { conversationId: number; limit: number }>(
  `SELECT e.id, e.at, e.kind, a.name AS agentName, wa.name AS wasAgentName, q.name AS queueName, wq.name AS wasQueueName,
          (SELECT name FROM users WHERE id = json_extract(e.data, '$.by')) AS byName, ${TARGET} AS target,
          (SELECT name FROM channels WHERE id = json_extract(e.data, '$.channelId')) AS channelName, e.data
     FROM events e LEFT JOIN users a ON a.id = e.agent_id LEFT JOIN users wa ON wa.id = e.was_agent_id
     LEFT JOIN queues q ON q.id = e.queue_id LEFT JOIN queues wq ON wq.id = e.was_queue_id
    WHERE e.conversation_id = $conversationId AND e.kind LIKE 'conversation.%' AND e.kind <> 'conversation.read' ORDER BY e.id DESC LIMIT +$limit`,
);

export const namesOf = sql<{ id: number; name: string }, { ids: string }>("SELECT id, name FROM users WHERE id IN (SELECT value FROM json_each($ids))");
