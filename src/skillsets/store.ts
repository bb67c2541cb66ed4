import { sql } from "../db/sql.ts";

export type Skillset = { id: number; name: string };

export const findSkillset = sql<Skillset, { id: number }>("SELECT id, name FROM skillsets WHERE id = $id");
export const findSkillsetByName = sql<Skillset, { name: string }>("SELECT id, name FROM skillsets WHERE name = $name");
export const listSkillsets = sql<Skillset>("SELECT id, name FROM skillsets ORDER BY name, id");

export const insertSkillset = sql<{ id: number }, { name: string }>("INSERT INTO skillsets (name) VALUES ($name) RETURNING id");
export const updateSkillset = sql<void, { id: number; name: string }>("UPDATE skillsets SET name = $name WHERE id = $id");
export const deleteSkillset = sql<void, { id: number }>("DELETE FROM skillsets WHERE id = $id");

/** The queues whose rings name a skillset. */
export const queuesOfSkillset = sql<{ name: string }, { skillsetId: number }>(
  `SELECT DISTINCT q.name FROM ring_skillsets rs JOIN rings r ON r.id = rs.ring_id JOIN queues q ON q.id = r.queue_id
    WHERE rs.skillset_id = $skillsetId ORDER BY q.name`,
);

export const membersOfSkillset = sql<{ userId: number }, { skillsetId: number }>(
  "SELECT user_id AS userId FROM user_skillsets WHERE skillset_id = $skillsetId ORDER BY user_id",
);

// What the pages show.

export const allMembers = sql<{ skillsetId: number; id: number; name: string; level: number }>(
  `SELECT us.skillset_id AS skillsetId, u.id, u.name, us.level FROM user_skillsets us JOIN users u ON u.id = us.user_id
    WHERE u.disabled_at IS NULL ORDER BY u.name COLLATE NOCASE, u.id`,
);
export const allQueues = sql<{ skillsetId: number; name: string }>(
  `SELECT DISTINCT rs.skillset_id AS skillsetId, q.name
     FROM ring_skillsets rs JOIN rings r ON r.id = rs.ring_id JOIN queues q ON q.id = r.queue_id ORDER BY q.name`,
);

export const countReserved = sql<{ n: number }, { skillsetId: number }>(
  "SELECT count(*) AS n FROM conversations WHERE reserved_skillset_id IS NOT NULL AND reserved_skillset_id = $skillsetId",
);
