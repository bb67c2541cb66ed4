import type { Database } from "bun:sqlite";
import type { Bar } from "../../views/parts/system-bar.tsx";
import { isAgent, statusesOf, statusOf } from "../agents/statuses.ts";
import { owedBy, ownCounts } from "./store.ts";

/** What the system bar shows of a person's own work. */
export function barOf(db: Database, userId: number): Bar {
  const own = ownCounts.all(db, { agentId: userId });
  const count = (priority: string) => own.find((row) => row.priority === priority)?.n ?? 0;
  const owed = owedBy.all(db, { agentId: userId });
  const statuses = statusesOf(db);
  const { statusId, since } = statusOf(db, userId);
  return {
    counts: { high: count("high"), medium: count("medium"), low: count("low") },
    waiting: own.reduce((sum, row) => sum + row.waiting, 0),
    owed: { count: owed.length, firstId: owed[0]?.id ?? null },
    status: (isAgent(db, userId) && statuses.find(({ id }) => id === statusId)) || null,
    statusSince: since,
    statuses,
  };
}
