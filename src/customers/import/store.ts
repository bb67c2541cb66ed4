import { sql } from "../../db/sql.ts";

export type ImportState = "mapping" | "checking" | "checked" | "running" | "done" | "dropped";
/** `columns`: a JSON list, where each column goes, or null. */
export type ImportRow = {
  id: number;
  userId: number;
  userName: string;
  state: ImportState;
  createdAt: number;
  endedAt: number | null;
  separator: string;
  columns: string;
  country: string | null;
  lineCount: number;
  doneCount: number;
  newCount: number;
  changedCount: number;
  sameCount: number;
  wrongCount: number;
};

const IMPORT = `m.id, m.user_id AS userId, u.name AS userName, m.state, m.created_at AS createdAt, m.ended_at AS endedAt, m.separator, m.columns, m.country,
  m.line_count AS lineCount, m.done_count AS doneCount, m.new_count AS newCount, m.changed_count AS changedCount, m.same_count AS sameCount,
  m.wrong_count AS wrongCount`;

type New = { userId: number; separator: string; columns: string; lineCount: number; now: number };
export const insertImport = sql<{ id: number }, New>(
  `INSERT INTO imports (user_id, state, created_at, separator, columns, line_count)
   VALUES ($userId, 'mapping', $now, $separator, $columns, $lineCount) RETURNING id`,
);
export const findImport = sql<ImportRow, { id: number }>(`SELECT ${IMPORT} FROM imports m JOIN users u ON u.id = m.user_id WHERE m.id = $id`);
export const latestImports = sql<ImportRow, { limit: number }>(
  `SELECT ${IMPORT} FROM imports m JOIN users u ON u.id = m.user_id WHERE m.id > 0 ORDER BY m.id DESC LIMIT +$limit`,
);

/** Guarded: only from where it is expected to be. Says how many moved. */
export const moveImport = sql<void, { id: number; from: string; to: ImportState; endedAt: number | null }>(
  `UPDATE imports SET state = $to, ended_at = $endedAt WHERE id = $id AND state IN (SELECT value FROM json_each($from))`,
);
export const mapImport = sql<void, { id: number; columns: string; country: string | null }>(
  "UPDATE imports SET columns = $columns, country = $country WHERE id = $id",
);
export const noteLines = sql<void, { id: number; count: number }>("UPDATE imports SET line_count = $count WHERE id = $id");
export const resetCounts = sql<void, { id: number }>(
  `UPDATE imports SET done_count = 0, new_count = 0, changed_count = 0, same_count = 0, wrong_count = 0 WHERE id = $id`,
);
type Counts = { done: number; new: number; changed: number; same: number; wrong: number };
export const addCounts = sql<void, Counts & { id: number }>(
  `UPDATE imports SET done_count = done_count + $done, new_count = new_count + $new, changed_count = changed_count + $changed,
     same_count = same_count + $same, wrong_count = wrong_count + $wrong WHERE id = $id`,
);

export type ProblemRow = { line: number; field: string; problem: string; facts: string };
export const insertProblem = sql<void, ProblemRow & { id: number }>(
  "INSERT INTO import_problems (import_id, line, field, problem, facts) VALUES ($id, $line, $field, $problem, $facts) ON CONFLICT DO NOTHING",
);
export const deleteProblems = sql<void, { id: number }>("DELETE FROM import_problems WHERE import_id = $id");
export const problemsOf = sql<ProblemRow, { id: number; line: number; field: string; limit: number }>(
  `SELECT line, field, problem, facts FROM import_problems WHERE import_id = $id AND (line, field) > ($line, $field) ORDER BY line, field LIMIT +$limit`,
);

/** Those that nobody went on with. */
export const leftImports = sql<{ id: number }, { before: number }>("SELECT id FROM imports WHERE state IN ('mapping','checked') AND created_at < $before");
export const oldImports = sql<{ id: number }, { before: number; limit: number }>(
  "SELECT id FROM imports WHERE state IN ('done','dropped') AND created_at < $before LIMIT +$limit",
);
export const deleteImport = sql<void, { id: number }>("DELETE FROM imports WHERE id = $id");

export const customerExists = sql<{ id: number }, { id: number }>("SELECT id FROM customers WHERE id = $id AND merged_into IS NULL AND erased_at IS NULL");
/** Whom an address belongs to, written down or used; two at most. */
export const customersByEmail = sql<{ id: number }, { email: string }>(
  `SELECT id FROM customers WHERE email = $email COLLATE NOCASE AND email IS NOT NULL
   UNION SELECT i.customer_id FROM handles h JOIN identities i ON i.id = h.identity_id WHERE h.value = $email AND h.kind = 'email' LIMIT 2`,
);
/** Whom a number belongs to, written down or used; two at most. */
export const customersByNumber = sql<{ id: number }, { number: string }>(
  `SELECT customer_id AS id FROM customer_numbers WHERE value = $number
   UNION SELECT i.customer_id FROM handles h JOIN identities i ON i.id = h.identity_id
          WHERE h.value IN ($number, '+' || $number) AND h.kind IN ('wa_id','phone') LIMIT 2`,
);
/** Who may be responsible for customers, and (`left`) who may only stay so. */
export type Colleague = { id: number; username: string; name: string; left: 0 | 1 };
export const staff = sql<Colleague>("SELECT id, username, name, disabled_at IS NOT NULL AS left FROM users");
