import { sql } from "../../db/sql.ts";
import type { Scope } from "../../users/permissions.ts";

type UserRow = {
  id: number;
  username: string;
  name: string;
  email: string | null;
  capacity: number | null;
  byName: 0 | 1;
  profile: string;
  profileId: number;
  disabledAt: number | null;
};

/** `profile` is how a file names it: the starting role, else the name. */
export const userNamed = sql<UserRow, { username: string }>(
  `SELECT u.id, u.username, u.name, u.email, u.capacity, u.by_name AS byName, coalesce(p.builtin, p.name) AS profile, u.profile_id AS profileId,
     u.disabled_at AS disabledAt
     FROM users u JOIN profiles p ON p.id = u.profile_id WHERE u.username = $username`,
);

export const levelsOfUser = sql<{ id: number; name: string; level: number }, { userId: number }>(
  `SELECT s.id, s.name, us.level FROM user_skillsets us JOIN skillsets s ON s.id = us.skillset_id WHERE us.user_id = $userId`,
);

export const profileRow = sql<{ id: number; name: string; builtin: string | null; capacity: number }, { key: string }>(
  "SELECT id, name, builtin, capacity FROM profiles WHERE builtin = $key OR name = $key ORDER BY builtin IS NOT $key LIMIT 1",
);
export const profileKeys = sql<{ key: string }>("SELECT coalesce(builtin, name) AS key FROM profiles ORDER BY id");
export const permissionsOfProfile = sql<{ action: string; scope: Scope }, { profileId: number }>(
  "SELECT action, scope FROM profile_permissions WHERE profile_id = $profileId ORDER BY action",
);

export const queueOfChannel = sql<{ name: string }, { id: string }>("SELECT q.name FROM channels c JOIN queues q ON q.id = c.queue_id WHERE c.id = $id");
