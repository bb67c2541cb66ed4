import type { Database } from "bun:sqlite";
import type { Bar } from "../../views/parts/system-bar.tsx";
import { isAgent, statusesOf, statusOf } from "../agents/statuses.ts";
import { countStars, ownCounts } from "./store.ts";

/** What the system bar shows of a person's own work. */
export function barOf(db: Database, userId: number): Bar {
  const own = ownCounts.all(db, { agentId: userId });
  const count = (priority: string) => own.find((row) => row.priority === priority)?.n ?? 0;
  const statuses = statusesOf(db);
  const { statusId, since } = statusOf(db, userId);
  return {
    counts: { high: count("high"), medium: count("medium"), low: count("low") },
    stars: countStars.get(db, { agentId: userId })?.n ?? 0,
    waiting: own.reduce((sum, row) => sum + row.waiting, 0),
    status: (isAgent(db, userId) && statuses.find(({ id }) => id === statusId)) || null,
    statusSince: since,
    statuses,
  };
}
