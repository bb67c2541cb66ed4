import { sql } from "../db/sql.ts";

/** `choices`: a JSON list. */
export type FieldRow = { id: number; name: string; kind: "text" | "number" | "date" | "choice"; choices: string };
type New = Omit<FieldRow, "id">;

/** All that are there, in their order. */
export const fieldRows = sql<FieldRow>("SELECT id, name, kind, choices FROM customer_fields WHERE removed_at IS NULL ORDER BY place, id");
export const insertField = sql<{ id: number }, New>(
  `INSERT INTO customer_fields (name, kind, choices, place)
     SELECT $name, $kind, $choices, coalesce(max(place) + 1, 0) FROM customer_fields RETURNING id`,
);
export const updateField = sql<void, { id: number; name: string; choices: string }>(
  "UPDATE customer_fields SET name = $name, choices = $choices WHERE id = $id AND removed_at IS NULL",
);
export const placeField = sql<void, { id: number; place: number }>("UPDATE customer_fields SET place = $place WHERE id = $id");
export const markFieldRemoved = sql<void, { id: number; now: number }>("UPDATE customer_fields SET removed_at = $now WHERE id = $id AND removed_at IS NULL");
/** How many customers have something in a field. */
export const countValues = sql<{ count: number }, { id: number }>("SELECT count(*) AS count FROM customer_values WHERE field_id = $id");
