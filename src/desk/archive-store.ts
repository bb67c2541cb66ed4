import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import { FROM_ROWS, PHONE, ROW, type Row } from "./store.ts";

/** A row of the archive, and when it was closed. */
export type Archived = Row & { closedAt: number };

/** A place in the archive: what was closed then. */
export type Place = { closedAt: number; id: number };

/** The place so many closed conversations before another; null where there are not so many. */
export const placeBefore = sql<Place, Place & { steps: number }>(
  `SELECT c.closed_at AS closedAt, c.id FROM conversations c WHERE c.state = 'closed' AND (c.closed_at, c.id) < ($closedAt, $id)
    ORDER BY c.closed_at DESC, c.id DESC LIMIT 1 OFFSET +$steps`,
);

type Asked = VisibleTo & Place & { untilAt: number; untilId: number; agentId: number | null; words: string | null; digits: string | null; limit: number };

// By customer only: `words` and `digits` are patterns of GLOB, as in list-store.ts.
const FOUND = `($words IS NULL OR p.name GLOB $words OR i.profile_name GLOB $words OR i.username GLOB $words
  OR p.phone GLOB $digits OR ${PHONE} GLOB $digits OR c.id GLOB $digits)`;

/** What was closed before a place and not before another, newest first. */
export const archivedRows = sql<Archived, Asked>(
  `SELECT ${ROW}, c.closed_at AS closedAt ${FROM_ROWS}
    WHERE c.state = 'closed' AND (c.closed_at, c.id) < ($closedAt, $id) AND (c.closed_at, c.id) >= ($untilAt, $untilId)
      AND ($agentId IS NULL OR c.agent_id = $agentId) AND ${FOUND} AND ${VISIBLE} ORDER BY c.closed_at DESC, c.id DESC LIMIT +$limit`,
);
