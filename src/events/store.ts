import { sql } from "../db/sql.ts";

/** Whose session it is, while there is one and the user may come. */
export const findHearer = sql<{ userId: number; profileId: number }, { sessionId: number }>(
  "SELECT u.id AS userId, u.profile_id AS profileId FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $sessionId AND u.disabled_at IS NULL",
);

/** Queues one of whose rings names a skillset of the user (as VISIBLE in users/visible.ts has it). */
export const queuesOfUser = sql<{ id: number }, { userId: number }>(
  `SELECT DISTINCT ring.queue_id AS id FROM user_skillsets mine
     JOIN ring_skillsets named ON named.skillset_id = mine.skillset_id JOIN rings ring ON ring.id = named.ring_id
    WHERE mine.user_id = $userId ORDER BY id`,
);
