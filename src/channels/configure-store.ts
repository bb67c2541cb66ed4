import { sql } from "../db/sql.ts";

type New = { id: string; kind: string; name: string; queueId: number; settings: string; hours: string | null; now: number };
export const insertChannel = sql<void, New>(
  "INSERT INTO channels (id, kind, name, queue_id, settings, hours, created_at) VALUES ($id, $kind, $name, $queueId, $settings, $hours, $now)",
);
export const updateChannel = sql<void, Omit<New, "kind" | "now">>(
  "UPDATE channels SET name = $name, queue_id = $queueId, settings = $settings, hours = $hours WHERE id = $id",
);
export const markDisabled = sql<void, { id: string; now: number }>("UPDATE channels SET disabled_at = $now WHERE id = $id AND disabled_at IS NULL");
export const markEnabled = sql<void, { id: string }>("UPDATE channels SET disabled_at = NULL WHERE id = $id AND disabled_at IS NOT NULL");

export const putSecret = sql<void, { owner: string; name: string; sealed: Uint8Array }>(
  "INSERT INTO secrets (owner, name, sealed) VALUES ($owner, $name, $sealed) ON CONFLICT (owner, name) DO UPDATE SET sealed = excluded.sealed",
);
export const dropSecret = sql<void, { owner: string; name: string }>("DELETE FROM secrets WHERE owner = $owner AND name = $name");

export const openQueue = sql<{ id: number }, { id: number }>("SELECT id FROM queues WHERE id = $id AND removed_at IS NULL");
export const feedingChannels = sql<{ id: string }, { queueId: number }>("SELECT id FROM channels WHERE queue_id = $queueId ORDER BY id");
export const moveChannel = sql<void, { id: string; queueId: number }>("UPDATE channels SET queue_id = $queueId WHERE id = $id");

// What the pages show.

export const queueChoices = sql<{ id: number; name: string }>("SELECT id, name FROM queues WHERE removed_at IS NULL ORDER BY name, id");
type ChannelLine = { id: string; kind: string; name: string; queue: string; problem: string | null; disabledAt: number | null; silent: 0 | 1 };
const SILENT = "NOT EXISTS (SELECT 1 FROM conversations v WHERE v.channel_id = c.id)";
/** `silent`: nobody has ever written on it. */
export const channelLines = sql<ChannelLine>(
  `SELECT c.id, c.kind, c.name, q.name AS queue, c.problem, c.disabled_at AS disabledAt, ${SILENT} AS silent
    FROM channels c JOIN queues q ON q.id = c.queue_id
    ORDER BY c.disabled_at IS NOT NULL, c.name, c.id`,
);
export const silentChannel = sql<{ silent: 0 | 1 }, { id: string }>(`SELECT ${SILENT} AS silent FROM channels c WHERE c.id = $id`);
