import { sql } from "../db/sql.ts";

export const readSetting = sql<{ value: string }, { key: string }>("SELECT value FROM settings WHERE key = $key");
export const writeSetting = sql<void, { key: string; value: string }>(
  "INSERT INTO settings (key, value) VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
);

type AuditRow = { at: number; userId: number | null; action: string; subject: string; before: string | null; after: string | null; address: string | null };
export const insertAudit = sql<void, AuditRow>(
  "INSERT INTO audit (at, user_id, action, subject, before, after, address) VALUES ($at, $userId, $action, $subject, $before, $after, $address)",
);

/** Who changed something last, where that was a person. */
export const lastChange = sql<{ name: string | null }, { subject: string }>(
  `SELECT u.name FROM audit a LEFT JOIN users u ON u.id = a.user_id
    WHERE a.subject = $subject AND (a.before IS NOT NULL OR a.after IS NOT NULL) ORDER BY a.id DESC LIMIT 1`,
);
