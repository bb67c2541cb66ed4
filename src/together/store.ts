import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

/** Those of some conversations (ids as a JSON list) that a viewer may open. */
export const mayOpen = sql<{ id: number }, VisibleTo & { ids: string }>(
  `SELECT c.id FROM json_each($ids) shown JOIN conversations c ON c.id = shown.value WHERE ${VISIBLE}`,
);
