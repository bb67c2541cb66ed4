import { sql } from "../db/sql.ts";

/** `identities` is a JSON list of ids. */
export const followConversations = sql<void, { identities: string; customerId: number }>(
  `UPDATE conversations SET customer_id = $customerId
    WHERE identity_id IN (SELECT value FROM json_each($identities)) AND customer_id <> $customerId`,
);
