import { sql } from "../db/sql.ts";

type Whose = { customerId: number };

/** One that is not closed; null where all are. */
export const openConversation = sql<{ id: number }, Whose>(
  "SELECT id FROM conversations WHERE customer_id = $customerId AND state <> 'closed' ORDER BY id LIMIT 1",
);
export const conversationsLeft = sql<{ id: number }, Whose>("SELECT id FROM conversations WHERE customer_id = $customerId AND erased_at IS NULL ORDER BY id");

export const emptyCustomer = sql<void, Whose & { now: number }>(
  `UPDATE customers SET name = NULL, first_name = NULL, surnames = NULL, email = NULL, phone = NULL, language = NULL, notes = NULL,
          responsible_id = NULL, erased_at = $now
    WHERE id = $customerId AND erased_at IS NULL`,
);
/** They, and who became one with them, also by way of another. */
const THEY = `(WITH RECURSIVE they (id) AS (
    SELECT $customerId UNION SELECT p.id FROM they JOIN customers p ON p.merged_into = they.id) SELECT id FROM they)`;
const THEIRS = `customer_id IN ${THEY}`;
export const deleteNumbers = sql<void, Whose>(`DELETE FROM customer_numbers WHERE ${THEIRS}`);
export const deleteValues = sql<void, Whose>(`DELETE FROM customer_values WHERE ${THEIRS}`);
export const emptyMerges = sql<void, Whose>(`UPDATE merges SET words = NULL WHERE kept_id IN ${THEY} OR gone_id IN ${THEY}`);
export const emptyIdentities = sql<void, Whose>(
  "UPDATE identities SET profile_name = NULL, username = NULL, provider_parent_id = NULL WHERE customer_id = $customerId",
);
export const deleteHandles = sql<void, Whose>("DELETE FROM handles WHERE identity_id IN (SELECT id FROM identities WHERE customer_id = $customerId)");
