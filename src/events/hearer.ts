import type { Database } from "bun:sqlite";
import { allows, scopeOf } from "../users/permissions.ts";
import { permissionsFor } from "../users/profiles.ts";
import { keysOf } from "./audience.ts";
import { findHearer, queuesOfUser } from "./store.ts";

/** What a session's stream listens to now, by what its user may see; null when the session is over. */
export function keysOfSession(db: Database, sessionId: number): string[] | null {
  const hearer = findHearer.get(db, { sessionId });
  if (!hearer) return null;
  const permissions = permissionsFor(db, hearer.profileId);
  const scope = scopeOf(permissions, "conversations.view");
  const teams = scope === "skillsets" || scope === "queues";
  const sees = scope === "all" ? "all" : teams ? queuesOfUser.all(db, { userId: hearer.userId }).map(({ id }) => id) : "own";
  const takes = permissions.has("conversations.handle");
  return keysOf({ sessionId, userId: hearer.userId, sees, takes, administers: allows(permissions, "administer") });
}
