import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import { BY_PRIORITY, FROM_ROWS, ROW, type Row, UNOPENED } from "./store.ts";

/** One that waits, with what it waits for. */
export type WaitingRow = Row & {
  room: "public" | "personal" | null;
  /** For whom alone: an agent or a skillset; null = for all. */
  reservedName: string | null;
  lastActivityAt: number;
};

const WAITING_ROW = `${ROW}, c.room, coalesce(ra.name, rk.name) AS reservedName, c.last_activity_at AS lastActivityAt`;
const FROM_WAITING = `${FROM_ROWS} LEFT JOIN users ra ON ra.id = c.reserved_agent_id LEFT JOIN skillsets rk ON rk.id = c.reserved_skillset_id`;

/** Without an agent, in a waiting room, or with an agent who has not opened it or is signed out; never one's own. */
export const waitingRows = sql<WaitingRow, VisibleTo & { limit: number }>(
  `SELECT ${WAITING_ROW} ${FROM_WAITING}
    WHERE c.state <> 'closed' AND c.agent_id IS NOT $viewerId
      AND (c.state IN ('queued','offered','waiting') OR (c.state = 'active' AND (u.status_id IS NULL OR ${UNOPENED})))
      AND ${VISIBLE} ORDER BY ${BY_PRIORITY}, c.enqueued_at, c.id LIMIT +$limit`,
);

/** What somebody has put aside for themselves, the longest first. */
export const ownWaitingRows = sql<WaitingRow, { viewerId: number; limit: number }>(
  `SELECT ${WAITING_ROW} ${FROM_WAITING}
    WHERE c.agent_id = $viewerId AND c.state = 'waiting' AND c.room = 'personal' ORDER BY c.last_activity_at, c.id LIMIT +$limit`,
);
