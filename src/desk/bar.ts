import type { Database } from "bun:sqlite";
import type { Bar } from "../../views/parts/system-bar.tsx";
import { isAgent, statusesOf, statusOf } from "../agents/statuses.ts";
import { unseenMentions } from "../mentions/list.ts";
import { countStars, owedBy, ownRows } from "./store.ts";

/** What the system bar shows of a person's own work. */
export function barOf(db: Database, userId: number): Bar {
  const own = ownRows.all(db, { agentId: userId });
  const owed = owedBy.all(db, { agentId: userId });
  const statuses = statusesOf(db);
  const { statusId, since } = statusOf(db, userId);
  return {
    own,
    stars: countStars.get(db, { agentId: userId })?.n ?? 0,
    mentions: unseenMentions(db, userId),
    waiting: own.filter(({ wants }) => wants === 1).length,
    owed: { count: owed.length, firstId: owed[0]?.id ?? null },
    status: (isAgent(db, userId) && statuses.find(({ id }) => id === statusId)) || null,
    statusSince: since,
    statuses,
  };
}
