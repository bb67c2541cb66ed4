import { sql } from "../db/sql.ts";

// What was taken out of an index stands in it until its parts are merged (SQLite, FTS5, 6.9). One step, at most so many pages.
export const mergeCustomers = sql<void>("INSERT INTO customers_search (customers_search, rank) VALUES ('merge', -64)");
export const mergeMessages = sql<void>("INSERT INTO messages_search (messages_search, rank) VALUES ('merge', -64)");
export const changesSoFar = sql<{ n: number }>("SELECT total_changes() AS n");
