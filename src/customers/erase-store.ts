import { sql } from "../db/sql.ts";

type Whose = { customerId: number };

/** One that is not closed; null where all are. */
export const openConversation = sql<{ id: number }, Whose>(
  "SELECT id FROM conversations WHERE customer_id = $customerId AND state <> 'closed' ORDER BY id LIMIT 1",
);
export const conversationsLeft = sql<{ id: number }, Whose>("SELECT id FROM conversations WHERE customer_id = $customerId AND erased_at IS NULL ORDER BY id");

export const emptyCustomer = sql<void, Whose & { now: number }>(
  `UPDATE customers SET name = NULL, email = NULL, phone = NULL, language = NULL, notes = NULL, responsible_id = NULL, erased_at = $now
    WHERE id = $customerId AND erased_at IS NULL`,
);
export const emptyIdentities = sql<void, Whose>(
  "UPDATE identities SET profile_name = NULL, username = NULL, provider_parent_id = NULL WHERE customer_id = $customerId",
);
export const deleteHandles = sql<void, Whose>("DELETE FROM handles WHERE identity_id IN (SELECT id FROM identities WHERE customer_id = $customerId)");
/** What was taken out of the index stands in it until its parts are merged (SQLite, FTS5, 6.9). One step, at most so many pages. */
export const mergeIndex = sql<void>("INSERT INTO customers_search (customers_search, rank) VALUES ('merge', -64)");
export const changesSoFar = sql<{ n: number }>("SELECT total_changes() AS n");
