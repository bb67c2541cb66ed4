import { sql } from "../db/sql.ts";

/** Whom somebody may choose: `exceptId` has it already; isolated: who shares a skillset with them; namedOnly: who is marked for it. */
type Asked = { userId: number; exceptId: number | null; isolated: 0 | 1; namedOnly: 0 | 1; limit: number };

export type AgentTarget = {
  id: number;
  name: string;
  statusName: string | null;
  statusBuiltin: "ready" | "not-ready" | "back-office" | "break" | "no-answer" | null;
  mark: "ready" | "office" | "break" | "off" | null;
  ready: number;
  used: number;
  capacity: number;
  skillsets: string;
};
/** `ready`: how many of its agents are, without who has the conversation. */
export type GroupTarget = { id: number; name: string; ready: number; agents: number };

export const agentTargets = sql<AgentTarget, Asked>(
  `SELECT u.id, u.name, s.name AS statusName, s.builtin AS statusBuiltin, s.mark, coalesce(s.ready, 0) AS ready,
          (SELECT count(*) FROM conversations c WHERE c.agent_id = u.id AND c.state IN ('offered','active','wrap_up')) AS used,
          coalesce(u.capacity, p.capacity) AS capacity,
          (SELECT group_concat(name, ', ') FROM (SELECT k.name FROM user_skillsets us JOIN skillsets k ON k.id = us.skillset_id
            WHERE us.user_id = u.id ORDER BY k.name)) AS skillsets
     FROM users u JOIN profiles p ON p.id = u.profile_id LEFT JOIN statuses s ON s.id = u.status_id
    WHERE u.disabled_at IS NULL AND u.id IS NOT $exceptId AND EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = u.id)
      AND ($isolated = 0 OR EXISTS (SELECT 1 FROM user_skillsets mine JOIN user_skillsets theirs ON theirs.skillset_id = mine.skillset_id
                                     WHERE mine.user_id = $userId AND theirs.user_id = u.id))
      AND ($namedOnly = 0 OR u.by_name = 1)
    ORDER BY coalesce(s.ready, 0) DESC, u.status_id IS NULL, u.name, u.id LIMIT +$limit`,
);

// The word alone would be the status's own column.
const OTHERS_READY = "count(DISTINCT CASE WHEN s.ready = 1 AND u.id IS NOT $exceptId THEN u.id END)";

export const skillsetTargets = sql<GroupTarget, { userId: number; exceptId: number | null; isolated: 0 | 1 }>(
  `SELECT k.id, k.name, ${OTHERS_READY} AS ready, count(*) AS agents
     FROM skillsets k JOIN user_skillsets us ON us.skillset_id = k.id JOIN users u ON u.id = us.user_id AND u.disabled_at IS NULL
     LEFT JOIN statuses s ON s.id = u.status_id
    WHERE $isolated = 0 OR EXISTS (SELECT 1 FROM user_skillsets mine WHERE mine.user_id = $userId AND mine.skillset_id = k.id)
    GROUP BY k.id ORDER BY ${OTHERS_READY} = 0, k.name`,
);

export const queueTargets = sql<GroupTarget, { exceptId: number | null }>(
  `SELECT q.id, q.name, ${OTHERS_READY} AS ready, count(DISTINCT u.id) AS agents
     FROM queues q LEFT JOIN rings r ON r.queue_id = q.id LEFT JOIN ring_skillsets rs ON rs.ring_id = r.id
     LEFT JOIN user_skillsets us ON us.skillset_id = rs.skillset_id LEFT JOIN users u ON u.id = us.user_id AND u.disabled_at IS NULL
     LEFT JOIN statuses s ON s.id = u.status_id
    WHERE q.removed_at IS NULL GROUP BY q.id ORDER BY ${OTHERS_READY} = 0, q.name`,
);
