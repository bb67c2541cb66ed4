import { sql } from "../db/sql.ts";

export type UserLineRow = {
  id: number;
  username: string;
  name: string;
  email: string | null;
  profile: string;
  hasPassword: 0 | 1;
  disabledAt: number | null;
  statusName: string | null;
  statusBuiltin: string | null;
  statusMark: "ready" | "office" | "break" | "off" | null;
};

const LINE = `u.id, u.username, u.name, u.email, p.name AS profile, u.password_hash IS NOT NULL AS hasPassword, u.disabled_at AS disabledAt,
  s.name AS statusName, s.builtin AS statusBuiltin, s.mark AS statusMark
  FROM users u JOIN profiles p ON p.id = u.profile_id LEFT JOIN statuses s ON s.id = u.status_id`;

export const userLine = sql<UserLineRow, { id: number }>(`SELECT ${LINE} WHERE u.id = $id`);
/** Everybody, those who may come in first. `like` is a pattern for name, user name and e-mail. */
export const userLines = sql<UserLineRow, { like: string; limit: number }>(
  `SELECT ${LINE}
    WHERE u.name LIKE $like ESCAPE '\\' OR u.username LIKE $like ESCAPE '\\' OR u.email LIKE $like ESCAPE '\\'
    ORDER BY u.disabled_at IS NOT NULL, u.name COLLATE NOCASE, u.id LIMIT +$limit`,
);
export const countUsers = sql<{ n: number; enabled: number }>("SELECT count(*) AS n, sum(disabled_at IS NULL) AS enabled FROM users");

export const skillNames = sql<{ userId: number; name: string }>(
  "SELECT us.user_id AS userId, s.name FROM user_skillsets us JOIN skillsets s ON s.id = us.skillset_id ORDER BY s.name, s.id",
);
export const skillsetChoices = sql<{ id: number; name: string }>("SELECT id, name FROM skillsets ORDER BY name, id");

/** Enabled users by profile. */
export const profileUsers = sql<{ profileId: number; users: number }>(
  "SELECT profile_id AS profileId, count(*) AS users FROM users WHERE disabled_at IS NULL GROUP BY profile_id",
);

export const queueChoices = sql<{ id: number; name: string }>("SELECT id, name FROM queues WHERE removed_at IS NULL ORDER BY name, id");
