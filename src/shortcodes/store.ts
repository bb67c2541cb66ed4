import type { Choices } from "../channels/channel.ts";
import { sql } from "../db/sql.ts";

/** A text to be written again. `category`: "" where it has none. */
export type Shortcode = { id: number; title: string; category: string; text: string; choices: Choices | null; files: readonly ShortcodeFile[] };
/** A file that a shortcode brings along. */
export type ShortcodeFile = { id: number; name: string; type: string; size: number };
/** `choices`: as JSON. */
export type Row = Omit<Shortcode, "choices" | "files"> & { choices: string | null };
/** Whose: a user's own; null = everybody's. */
export type Of = { ownerId: number | null };

const SHORTCODE = "s.id, s.title, s.category, s.text, s.choices";
const OF = "coalesce(s.owner_id, 0) = coalesce($ownerId, 0)";
const IN_ORDER = "s.category = '', s.category COLLATE NOCASE, s.title COLLATE NOCASE, s.id";

export const shortcodesOf = sql<Row, Of>(`SELECT ${SHORTCODE} FROM shortcodes s WHERE ${OF} ORDER BY ${IN_ORDER}`);

/** Everybody's and the agent's own, by category. */
export const shortcodesFor = sql<Row & { own: number }, { agentId: number }>(
  `SELECT ${SHORTCODE}, s.owner_id IS NOT NULL AS own FROM shortcodes s WHERE coalesce(s.owner_id, 0) IN (0, $agentId) ORDER BY ${IN_ORDER}`,
);
export const findShortcode = sql<Row, Of & { id: number }>(`SELECT ${SHORTCODE} FROM shortcodes s WHERE s.id = $id AND ${OF}`);
export const shortcodeTitled = sql<Row, Of & { title: string }>(`SELECT ${SHORTCODE} FROM shortcodes s WHERE ${OF} AND s.title = $title COLLATE NOCASE`);
export const countShortcodes = sql<{ n: number }, Of>(`SELECT count(*) AS n FROM shortcodes s WHERE ${OF}`);

export const insertShortcode = sql<{ id: number }, Of & Omit<Row, "id">>(
  "INSERT INTO shortcodes (owner_id, title, category, text, choices) VALUES ($ownerId, $title, $category, $text, $choices) RETURNING id",
);
export const updateShortcode = sql<never, Row>("UPDATE shortcodes SET title = $title, category = $category, text = $text, choices = $choices WHERE id = $id");
export const deleteShortcode = sql<never, { id: number }>("DELETE FROM shortcodes WHERE id = $id");

/** The files of some shortcodes, in their order; `ids` is a JSON list. */
export const filesOf = sql<ShortcodeFile & { shortcodeId: number; fileId: number }, { ids: string }>(
  `SELECT s.id, s.shortcode_id AS shortcodeId, s.file_id AS fileId, s.name, f.type, f.size FROM shortcode_files s JOIN files f ON f.id = s.file_id
    WHERE s.shortcode_id IN (SELECT value FROM json_each($ids)) ORDER BY s.shortcode_id, s.id`,
);
export const insertFile = sql<never, { shortcodeId: number; fileId: number; name: string }>(
  "INSERT INTO shortcode_files (shortcode_id, file_id, name) VALUES ($shortcodeId, $fileId, $name)",
);
export const deleteFile = sql<never, { id: number }>("DELETE FROM shortcode_files WHERE id = $id");

/** What the variables of a conversation stand for. */
export type Written = {
  customer: string | null;
  agent: string;
  number: number;
  phone: string | null;
  email: string | null;
  channel: string;
  queue: string;
};
export const variablesOf = sql<Written, { conversationId: number; agentId: number }>(
  `SELECT coalesce(p.name, i.profile_name, i.username) AS customer, u.name AS agent, c.id AS number, p.email, ch.name AS channel, q.name AS queue,
          coalesce(p.phone, (SELECT h.value FROM handles h WHERE h.identity_id = i.id AND h.kind IN ('phone','wa_id') ORDER BY h.kind LIMIT 1)) AS phone
     FROM conversations c JOIN customers p ON p.id = c.customer_id JOIN identities i ON i.id = c.identity_id JOIN channels ch ON ch.id = c.channel_id
     JOIN queues q ON q.id = c.queue_id JOIN users u ON u.id = $agentId
    WHERE c.id = $conversationId`,
);
