import { sql } from "../db/sql.ts";

export type ReasonRow = { id: number; parentId: number | null; name: string };

/** All that can be chosen, parents before their children, each level in its order. */
export const reasonRows = sql<ReasonRow>(
  "SELECT id, parent_id AS parentId, name FROM wrap_up_reasons WHERE removed_at IS NULL ORDER BY parent_id IS NOT NULL, parent_id, place, id",
);
export const insertReason = sql<{ id: number }, { parentId: number | null; name: string; place: number }>(
  "INSERT INTO wrap_up_reasons (parent_id, name, place) VALUES ($parentId, $name, $place) RETURNING id",
);
export const updateReason = sql<void, { id: number; name: string; place: number }>("UPDATE wrap_up_reasons SET name = $name, place = $place WHERE id = $id");
export const markRemoved = sql<void, { id: number; now: number }>("UPDATE wrap_up_reasons SET removed_at = $now WHERE id = $id AND removed_at IS NULL");
