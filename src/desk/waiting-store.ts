import { sql } from "../db/sql.ts";
import { SKILLED, VISIBLE, type VisibleTo } from "../users/visible.ts";
import { BY_PRIORITY, FROM_ROWS, ROW, type Row, UNOPENED } from "./store.ts";

/** One that waits, with what it waits for. */
export type WaitingRow = Row & {
  queueId: number;
  room: "public" | "personal" | null;
  /** For whom alone: an agent or a skillset; null = for all. */
  reservedName: string | null;
  lastActivityAt: number;
};

const WAITING_ROW = `${ROW}, c.queue_id AS queueId, c.room, coalesce(ra.name, rk.name) AS reservedName, c.last_activity_at AS lastActivityAt`;
const FROM_WAITING = `${FROM_ROWS} LEFT JOIN users ra ON ra.id = c.reserved_agent_id LEFT JOIN skillsets rk ON rk.id = c.reserved_skillset_id`;

// What an isolated agent sees besides what is queued for their own skillsets: what waits with, or for, whoever shares one with them (SPEC F10).
const NEAR = `EXISTS (SELECT 1 FROM user_skillsets mine JOIN user_skillsets theirs ON theirs.skillset_id = mine.skillset_id
  WHERE mine.user_id = $viewerId AND (theirs.user_id IN (c.agent_id, c.reserved_agent_id) OR theirs.skillset_id = c.reserved_skillset_id))`;

/**
 * Without an agent, in a waiting room, or with an agent who has not opened it or is signed out; never one's own. `skilled`: of a queue one
 * of whose rings names a skillset of the viewer; these come first.
 */
export const waitingRows = sql<WaitingRow & { skilled: number }, VisibleTo & { limit: number }>(
  `SELECT ${WAITING_ROW}, ${SKILLED} AS skilled ${FROM_WAITING}
    WHERE c.state <> 'closed' AND c.agent_id IS NOT $viewerId
      AND (c.state IN ('queued','offered','waiting') OR (c.state = 'active' AND (u.status_id IS NULL OR ${UNOPENED})))
      AND (${VISIBLE} OR ($viewerScope = 'skillsets' AND ${NEAR})) ORDER BY skilled DESC, ${BY_PRIORITY}, c.enqueued_at, c.id LIMIT +$limit`,
);

/** The skillsets that each queue asks, in the order of its rings. */
export const skillsetsAsked = sql<{ queueId: number; name: string }>(
  `SELECT r.queue_id AS queueId, k.name FROM rings r JOIN ring_skillsets rs ON rs.ring_id = r.id JOIN skillsets k ON k.id = rs.skillset_id
    GROUP BY r.queue_id, k.id ORDER BY r.queue_id, min(r.after_seconds), k.name`,
);

/** What somebody has put aside for themselves, the longest first. */
export const ownWaitingRows = sql<WaitingRow, { viewerId: number; limit: number }>(
  `SELECT ${WAITING_ROW} ${FROM_WAITING}
    WHERE c.agent_id = $viewerId AND c.state = 'waiting' AND c.room = 'personal' ORDER BY c.last_activity_at, c.id LIMIT +$limit`,
);
