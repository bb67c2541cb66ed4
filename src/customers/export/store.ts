import { sql } from "../../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../../users/visible.ts";

/** A customer as a line of a file. `numbers`, `own`: JSON lists. */
export type ExportRow = {
  id: number;
  firstName: string | null;
  surnames: string | null;
  email: string | null;
  numbers: string;
  language: string | null;
  responsible: string | null;
  notes: string | null;
  own: string;
};

const ROW = `p.id, coalesce(p.first_name, CASE WHEN p.surnames IS NULL THEN p.name END) AS firstName, p.surnames, p.email, p.language, p.notes,
  (SELECT r.username FROM users r WHERE r.id = p.responsible_id) AS responsible,
  (SELECT json_group_array(value ORDER BY written DESC, place, value) FROM (
     SELECT n.value, 1 AS written, n.place FROM customer_numbers n WHERE n.customer_id = p.id
     UNION SELECT ltrim(h.value, '+'), 0, 0 FROM identities i JOIN handles h ON h.identity_id = i.id
            WHERE i.customer_id = p.id AND h.kind IN ('wa_id','phone')
              AND NOT EXISTS (SELECT 1 FROM customer_numbers n WHERE n.customer_id = p.id AND n.value = ltrim(h.value, '+')))) AS numbers,
  (SELECT json_group_array(json_array(v.field_id, v.value)) FROM customer_values v WHERE v.customer_id = p.id) AS own`;
const SEEN = `(p.erased_at IS NULL AND ($viewerScope = 'all' OR EXISTS (SELECT 1 FROM conversations c WHERE c.customer_id = p.id AND ${VISIBLE})))`;

type Page = VisibleTo & { after: number; until: number };

/** Those whom a viewer sees, of a stretch of ids. */
export const exportAll = sql<ExportRow, Page>(
  `SELECT ${ROW} FROM customers p WHERE p.id > $after AND p.id <= $until AND p.merged_into IS NULL AND ${SEEN} ORDER BY p.id`,
);
/** Those of them whom words fit. */
export const exportMatching = sql<ExportRow, Page & { match: string }>(
  `SELECT ${ROW} FROM customers_search s JOIN customers p ON p.id = s.rowid
    WHERE s.words MATCH $match AND s.rowid > $after AND s.rowid <= $until AND ${SEEN} ORDER BY s.rowid`,
);
export const lastCustomer = sql<{ id: number | null }>("SELECT max(id) AS id FROM customers");
