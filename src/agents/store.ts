import type { Priority, State } from "../conversations/conversation.ts";
import { sql } from "../db/sql.ts";

export type Status = {
  id: number;
  name: string;
  builtin: "ready" | "not-ready" | "back-office" | "break" | "no-answer" | null;
  mark: "ready" | "office" | "break" | "off";
  ready: boolean;
};
type StatusRow = Omit<Status, "ready"> & { ready: number };
const STATUS = "s.id, s.name, s.builtin, s.mark, s.ready";

export const statusRows = sql<StatusRow>(`SELECT ${STATUS} FROM statuses s WHERE s.removed_at IS NULL ORDER BY s.builtin IS NULL, s.id`);
export const findStatus = sql<StatusRow, { id: number }>(`SELECT ${STATUS} FROM statuses s WHERE s.id = $id AND s.removed_at IS NULL`);
export const findStatusByRole = sql<{ id: number }, { builtin: string }>("SELECT id FROM statuses WHERE builtin = $builtin");

/** A removed one too: its name is not free, because it comes back under it. */
export const statusNamed = sql<{ id: number; name: string; mark: Status["mark"]; removedAt: number | null }, { name: string }>(
  "SELECT id, name, mark, removed_at AS removedAt FROM statuses WHERE name = $name",
);
type Looks = { name: string; mark: Status["mark"] };
export const insertStatus = sql<{ id: number }, Looks>("INSERT INTO statuses (name, mark) VALUES ($name, $mark) RETURNING id");
export const reviveStatus = sql<void, Looks & { id: number }>("UPDATE statuses SET removed_at = NULL, name = $name, mark = $mark WHERE id = $id");
export const updateStatus = sql<void, Looks & { id: number }>(
  "UPDATE statuses SET name = $name, mark = $mark WHERE id = $id AND builtin IS NULL AND removed_at IS NULL",
);
export const markRemoved = sql<void, { id: number; now: number }>("UPDATE statuses SET removed_at = $now WHERE id = $id AND builtin IS NULL");
export const agentsIn = sql<{ agentId: number }, { id: number }>("SELECT id AS agentId FROM users WHERE status_id = $id ORDER BY id");

/** An agent's status; `statusId` is null while signed out. */
export const agentStatus = sql<{ statusId: number | null; since: number }, { agentId: number }>(
  "SELECT status_id AS statusId, status_since AS since FROM users WHERE id = $agentId",
);
export const signedInAgents = sql<{ id: number }>("SELECT id FROM users WHERE status_id IS NOT NULL");

export const moveStatus = sql<void, { agentId: number; from: number | null; to: number | null; now: number }>(
  "UPDATE users SET status_id = $to, status_since = $now, ignored = 0 WHERE id = $agentId AND status_id IS $from",
);
export const countIgnored = sql<{ ignored: number }, { agentId: number }>("UPDATE users SET ignored = ignored + 1 WHERE id = $agentId RETURNING ignored");
export const endInterval = sql<void, { agentId: number; now: number }>(
  "UPDATE agent_status_intervals SET until = $now WHERE agent_id = $agentId AND until IS NULL",
);
export const beginInterval = sql<void, { agentId: number; statusId: number | null; now: number }>(
  "INSERT INTO agent_status_intervals (agent_id, status_id, since) VALUES ($agentId, $statusId, $now)",
);

export type Held = { id: number; state: State; priority: Priority; unread: number };
export const heldConversations = sql<Held, { agentId: number }>(
  `SELECT id, state, priority, unread FROM conversations WHERE agent_id = $agentId AND state IN ('offered','active','wrap_up') ORDER BY id`,
);

export const anySkillset = sql<{ one: 1 }, { agentId: number }>("SELECT 1 AS one FROM user_skillsets WHERE user_id = $agentId LIMIT 1");
