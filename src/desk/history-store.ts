import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import { FROM_ROWS, ROW, type Row } from "./store.ts";

/** A conversation that its last agent closed, with what was recorded of it. */
export type HistoryRow = Row & { overAt: number; reason: string | null };

const REASON = `(SELECT concat_ws(' › ', top.name, above.name, r.name) FROM wrap_ups w JOIN wrap_up_reasons r ON r.id = w.reason_id
  LEFT JOIN wrap_up_reasons above ON above.id = r.parent_id LEFT JOIN wrap_up_reasons top ON top.id = above.parent_id WHERE w.conversation_id = c.id)`;

type Asked = VisibleTo & { from: number; until: number; beforeAt: number; beforeId: number; limit: number };

/** An agent's own, closed within a time, the latest first, below a place. */
export const historyRows = sql<HistoryRow, Asked>(
  `SELECT ${ROW}, ${REASON} AS reason ${FROM_ROWS}
    WHERE c.agent_id = $viewerId AND c.state = 'closed' AND c.over_at >= $from AND c.over_at < $until AND (c.over_at, c.id) < ($beforeAt, $beforeId)
      AND ${VISIBLE} ORDER BY c.over_at DESC, c.id DESC LIMIT +$limit`,
);
