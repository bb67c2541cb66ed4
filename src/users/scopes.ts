import type { Database } from "bun:sqlite";
import { type Action, type Scope, scopeOf } from "./permissions.ts";
import { permissionsFor } from "./profiles.ts";
import { findUser, listProfiles } from "./store.ts";
import type { Viewer } from "./visible.ts";

/** How far an action reaches, by the id of each profile that has it. */
export function scopesOf(db: Database, action: Action): Record<number, Scope> {
  const reaches = listProfiles.all(db).map(({ id }) => [id, scopeOf(permissionsFor(db, id), action)] as const);
  return Object.fromEntries(reaches.flatMap(([id, scope]) => (scope === null ? [] : [[id, scope] as const])));
}

/** Somebody with what they may do now; null when there is no such user. */
export function viewerOf(db: Database, userId: number): Viewer | null {
  const user = findUser.get(db, { id: userId });
  return user && { userId, permissions: permissionsFor(db, user.profileId) };
}
