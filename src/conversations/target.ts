import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { Conflict, Forbidden } from "../http/errors.ts";
import type { Permissions } from "../users/permissions.ts";
import * as store from "./target-store.ts";

export type Target = { to: "agent" | "skillset" | "queue"; toId: number };

/**
 * Whom somebody may choose. Isolated: users who share a skillset with them, and their own skillsets. Named only: of all agents those whom
 * the administrator has marked for it, who then wait for a place.
 */
export type Reach = { isolated: boolean; namedOnly: boolean };

export function reachOf(db: Database, permissions: Permissions): Reach {
  return { isolated: permissions.has("isolated"), namedOnly: setting(db, "preferredAgents") && !permissions.has("conversations.assign") };
}

/** Throws Conflict when there is no such target (any more), Forbidden when it is out of reach. */
export function mustReach(db: Database, userId: number, { to, toId }: Target, { isolated, namedOnly }: Reach) {
  const agent = to === "agent" ? store.agentFound.get(db, { id: toId }) : null;
  const there = agent ?? (to === "skillset" ? store.skillsetFound.get(db, { id: toId }) : to === "queue" ? store.queueFound.get(db, { id: toId }) : null);
  if (!there) throw new Conflict("conflict.no-target");
  if (namedOnly && agent?.byName === 0) throw new Forbidden("transfer.not-by-name");
  if (isolated && !isNear(db, userId, { to, toId })) throw new Forbidden("transfer.isolated");
}

function isNear(db: Database, userId: number, { to, toId }: Target): boolean {
  if (to === "agent") return store.sharesSkillset.get(db, { userId, otherId: toId }) !== null;
  return to === "skillset" && store.hasSkillset.get(db, { userId, skillsetId: toId }) !== null;
}

/** What an agent does at present, as far as a transfer asks. */
export function presenceOf(db: Database, id: number): { signedIn: boolean; ready: boolean } {
  const found = store.agentFound.get(db, { id });
  return { signedIn: found?.signedIn === 1, ready: found?.ready === 1 };
}

export const hasSkillFor = (db: Database, userId: number, queueId: number): boolean => store.hasSkillFor.get(db, { userId, queueId }) !== null;
export const hasSkillset = (db: Database, userId: number, skillsetId: number): boolean => store.hasSkillset.get(db, { userId, skillsetId }) !== null;
