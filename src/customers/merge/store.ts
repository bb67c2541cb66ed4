import { sql } from "../../db/sql.ts";

/** `identities`, `words`: JSON. */
export type MergeRow = {
  id: number;
  keptId: number;
  goneId: number;
  userName: string | null;
  mergedAt: number;
  undoneAt: number | null;
  identities: string;
  words: string | null;
};

const MERGE = `m.id, m.kept_id AS keptId, m.gone_id AS goneId, (SELECT u.name FROM users u WHERE u.id = m.user_id) AS userName, m.merged_at AS mergedAt,
  m.undone_at AS undoneAt, m.identities, m.words`;

export const findMerge = sql<MergeRow, { id: number }>(`SELECT ${MERGE} FROM merges m WHERE m.id = $id`);
/** Those that can be taken apart again, the latest first. */
export const undoable = sql<MergeRow, { keptId: number; since: number }>(
  `SELECT ${MERGE} FROM merges m WHERE m.kept_id = $keptId AND m.undone_at IS NULL AND m.words IS NOT NULL AND m.merged_at > $since ORDER BY m.id DESC`,
);
type New = { keptId: number; goneId: number; userId: number | null; now: number; identities: string; words: string };
export const insertMerge = sql<{ id: number }, New>(
  `INSERT INTO merges (kept_id, gone_id, user_id, merged_at, identities, words)
   VALUES ($keptId, $goneId, $userId, $now, $identities, $words) RETURNING id`,
);
/** Guarded: says whether it was still there to be undone. */
export const endMerge = sql<void, { id: number; now: number }>(
  "UPDATE merges SET undone_at = $now, words = NULL WHERE id = $id AND undone_at IS NULL AND words IS NOT NULL",
);
/** Says how many were emptied. */
export const emptyMerges = sql<void, { before: number }>("UPDATE merges SET words = NULL WHERE words IS NOT NULL AND merged_at <= $before");

/** Guarded: says whether both were still customers of their own, and known. */
export const leadOn = sql<void, { keptId: number; goneId: number }>(
  `UPDATE customers SET merged_into = $keptId
    WHERE id = $goneId AND merged_into IS NULL AND erased_at IS NULL
      AND EXISTS (SELECT 1 FROM customers kept WHERE kept.id = $keptId AND kept.merged_into IS NULL AND kept.erased_at IS NULL)`,
);
/** Guarded the same way. */
export const leadBack = sql<void, { keptId: number; goneId: number }>(
  `UPDATE customers SET merged_into = NULL
    WHERE id = $goneId AND merged_into = $keptId AND EXISTS (SELECT 1 FROM customers kept WHERE kept.id = $keptId AND kept.merged_into IS NULL)`,
);
export const mergedInto = sql<{ id: number | null }, { id: number }>("SELECT merged_into AS id FROM customers WHERE id = $id");
export const identitiesOf = sql<{ id: number }, { customerId: number }>("SELECT id FROM identities WHERE customer_id = $customerId ORDER BY id");
/** `identities` is a JSON list of ids. */
export const moveIdentities = sql<void, { identities: string; fromId: number; toId: number }>(
  "UPDATE identities SET customer_id = $toId WHERE id IN (SELECT value FROM json_each($identities)) AND customer_id = $fromId",
);
export type Reached = { channelKind: string; profileName: string | null; value: string | null };
/** How somebody is reached, for a person to read. */
export const reachedOn = sql<Reached, { customerId: number }>(
  `SELECT i.channel_kind AS channelKind, i.profile_name AS profileName,
          (SELECT h.value FROM handles h WHERE h.identity_id = i.id AND h.kind IN ('wa_id','phone','email')
            ORDER BY h.kind DESC, h.seen_at DESC LIMIT 1) AS value
     FROM identities i WHERE i.customer_id = $customerId ORDER BY i.id`,
);
