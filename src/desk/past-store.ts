import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";
import { HAS_WORDS } from "./thread-store.ts";

/** A conversation of a customer that the viewer may open. `first…`: what the customer wrote first; `hitText`: the newest that has the words. */
export type PastRow = {
  id: number;
  state: string;
  channelKind: string;
  channelName: string;
  queueName: string;
  agentName: string | null;
  startedAt: number;
  overAt: number | null;
  reason: string | null;
  firstKind: string | null;
  firstText: string | null;
  hitText: string | null;
};

const REASON = `(SELECT concat_ws(' › ', top.name, above.name, r.name) FROM wrap_ups w JOIN wrap_up_reasons r ON r.id = w.reason_id
  LEFT JOIN wrap_up_reasons above ON above.id = r.parent_id LEFT JOIN wrap_up_reasons top ON top.id = above.parent_id WHERE w.conversation_id = c.id)`;
const FOUND = `FROM messages m WHERE m.conversation_id = c.id AND m.kind <> 'reaction' AND m.direction <> 'system' AND ${HAS_WORDS}`;

type Asked = VisibleTo & {
  customerId: number;
  /** Another than these are shown: the one that is open beside them; 0 = none. */
  except: number;
  from: number;
  until: number;
  /** A pattern of GLOB; null = whatever was said. */
  words: string | null;
  before: number;
  limit: number;
};

/** Conversations of a customer in which something happened within a time, the newest first. */
export const pastRows = sql<PastRow, Asked>(
  `SELECT c.id, c.state, ch.kind AS channelKind, ch.name AS channelName, q.name AS queueName, u.name AS agentName, c.started_at AS startedAt,
          c.over_at AS overAt, ${REASON} AS reason, first.kind AS firstKind, substr(first.text, 1, 200) AS firstText,
          CASE WHEN $words IS NOT NULL THEN (SELECT m.text ${FOUND} ORDER BY m.position DESC, m.id DESC LIMIT 1) END AS hitText
     FROM conversations c JOIN channels ch ON ch.id = c.channel_id JOIN queues q ON q.id = c.queue_id LEFT JOIN users u ON u.id = c.agent_id
     LEFT JOIN messages first ON first.id = (SELECT m.id FROM messages m WHERE m.conversation_id = c.id AND m.direction = 'in' AND m.kind <> 'reaction'
       ORDER BY m.position, m.id LIMIT 1)
    WHERE c.customer_id = $customerId AND c.id <> $except AND c.id < $before AND c.started_at < $until AND c.last_activity_at >= $from
      AND ${VISIBLE} AND ($words IS NULL OR EXISTS (SELECT 1 ${FOUND})) ORDER BY c.id DESC LIMIT +$limit`,
);
