import type { Database } from "bun:sqlite";
import { followConversations } from "./follow-store.ts";

/** Conversations belong to whom their identities belong to: all that were ever had on these are the customer's now. Records nothing: who moves them does. */
export function followIdentities(db: Database, { identities, customerId }: { identities: readonly number[]; customerId: number }) {
  followConversations.run(db, { identities: JSON.stringify(identities), customerId });
}
