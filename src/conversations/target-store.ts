import { sql } from "../db/sql.ts";

/** Somebody whom a conversation may go to: an agent, by name, whatever they do at present. */
export type AgentFound = { signedIn: number; ready: number; byName: number };
export const agentFound = sql<AgentFound, { id: number }>(
  `SELECT u.status_id IS NOT NULL AS signedIn, coalesce(s.ready, 0) AS ready, u.by_name AS byName FROM users u LEFT JOIN statuses s ON s.id = u.status_id
    WHERE u.id = $id AND u.disabled_at IS NULL AND EXISTS (SELECT 1 FROM user_skillsets us WHERE us.user_id = u.id)`,
);

/** A skillset that somebody has. */
export const skillsetFound = sql<{ one: 1 }, { id: number }>(
  `SELECT 1 AS one FROM skillsets k WHERE k.id = $id
     AND EXISTS (SELECT 1 FROM user_skillsets us JOIN users u ON u.id = us.user_id WHERE us.skillset_id = k.id AND u.disabled_at IS NULL)`,
);
export const queueFound = sql<{ one: 1 }, { id: number }>("SELECT 1 AS one FROM queues WHERE id = $id AND removed_at IS NULL");

export const sharesSkillset = sql<{ one: 1 }, { userId: number; otherId: number }>(
  `SELECT 1 AS one FROM user_skillsets mine JOIN user_skillsets theirs ON theirs.skillset_id = mine.skillset_id
    WHERE mine.user_id = $userId AND theirs.user_id = $otherId LIMIT 1`,
);
export const hasSkillset = sql<{ one: 1 }, { userId: number; skillsetId: number }>(
  "SELECT 1 AS one FROM user_skillsets WHERE user_id = $userId AND skillset_id = $skillsetId",
);
/** Whether a user has a skillset that a ring of the queue names. */
export const hasSkillFor = sql<{ one: 1 }, { userId: number; queueId: number }>(
  `SELECT 1 AS one FROM user_skillsets us JOIN ring_skillsets rs ON rs.skillset_id = us.skillset_id JOIN rings r ON r.id = rs.ring_id
    WHERE us.user_id = $userId AND r.queue_id = $queueId LIMIT 1`,
);
