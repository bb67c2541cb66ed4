import { sql } from "../db/sql.ts";

// What simulated people look at. Nothing here writes.

const HANDLE = `(SELECT h.kind || ':' || h.value FROM handles h WHERE h.identity_id = c.identity_id AND h.kind IN ('bsuid','visitor') ORDER BY h.kind LIMIT 1)`;
const LAST = (column: "direction" | "text") =>
  `(SELECT m.${column} FROM messages m WHERE m.conversation_id = c.id AND m.direction IN ('in','out') ORDER BY m.position DESC, m.id DESC LIMIT 1)`;

export type Held = {
  id: number;
  channelId: string;
  channelKind: string;
  customerId: number;
  isSaved: number;
  handle: string | null;
  unread: number;
  lastDirection: "in" | "out" | null;
  lastText: string | null;
  /** How often the shop has answered. */
  answers: number;
  lastActivityAt: number;
};
const HELD = `SELECT c.id, c.channel_id AS channelId, ch.kind AS channelKind, c.customer_id AS customerId, p.name IS NOT NULL AS isSaved,
  ${HANDLE} AS handle, c.unread, c.last_activity_at AS lastActivityAt,
  ${LAST("direction")} AS lastDirection, ${LAST("text")} AS lastText,
  (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'out') AS answers
  FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN customers p ON p.id = c.customer_id`;

/** What an agent holds. */
export const heldBy = sql<Held, { agentId: number }>(`${HELD} WHERE c.agent_id = $agentId AND c.state = 'active' ORDER BY c.id`);
/** One conversation, if it is this agent's. */
export const findHeld = sql<Held, { id: number; agentId: number }>(`${HELD} WHERE c.id = $id AND c.agent_id = $agentId AND c.state = 'active'`);

/** Whose conversation it is. */
export const customerOf = sql<{ handle: string | null; channelKind: string }, { id: number }>(
  `SELECT ${HANDLE} AS handle, ch.kind AS channelKind FROM conversations c JOIN channels ch ON ch.id = c.channel_id WHERE c.id = $id`,
);

/** Whoever has a conversation that is not closed. */
export const waitingCustomers = sql<{ handle: string | null }>(`SELECT DISTINCT ${HANDLE} AS handle FROM conversations c WHERE c.state <> 'closed'`);

/**
 * The agents as they are now; `people` is how many sessions of real people each has, `reach` the kinds of channels whose customers
 * come to them first ("whatsapp,webchat").
 */
export type AtWork = {
  id: number;
  username: string;
  statusId: number | null;
  ready: number;
  load: number;
  places: number;
  people: number;
  reach: string | null;
};
export const atWork = sql<AtWork>(
  `SELECT u.id, u.username, u.status_id AS statusId, coalesce(s.ready, 0) AS ready, coalesce(u.capacity, p.capacity) AS places,
          (SELECT count(*) FROM conversations c WHERE c.agent_id = u.id AND c.state IN ('offered','active','wrap_up')) AS load,
          (SELECT count(*) FROM sessions x WHERE x.user_id = u.id) AS people,
          (SELECT group_concat(DISTINCT ch.kind) FROM channels ch JOIN rings r ON r.queue_id = ch.queue_id AND r.after_seconds = 0
             JOIN ring_skillsets n ON n.ring_id = r.id JOIN user_skillsets k ON k.skillset_id = n.skillset_id
            WHERE k.user_id = u.id AND ch.disabled_at IS NULL) AS reach
     FROM users u JOIN profiles p ON p.id = u.profile_id LEFT JOIN statuses s ON s.id = u.status_id
    WHERE u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM user_skillsets k WHERE k.user_id = u.id) ORDER BY u.id`,
);

/** How many wait, by the kind of their channel. */
export const waitingOn = sql<{ kind: string; n: number }>(
  `SELECT ch.kind, count(*) AS n FROM conversations c JOIN channels ch ON ch.id = c.channel_id
    WHERE c.state <> 'closed' AND c.state = 'queued' GROUP BY ch.kind`,
);
/** Sessions of anybody in which something was done lately. */
export const livelySessions = sql<{ n: number }, { since: number }>("SELECT count(*) AS n FROM sessions WHERE seen_at > $since");

export const findText = sql<{ text: string; kind: string; conversationId: number }, { id: number }>(
  "SELECT text, kind, conversation_id AS conversationId FROM messages WHERE id = $id",
);
