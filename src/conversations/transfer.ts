import type { Database } from "bun:sqlite";
import { windowEndsAt } from "../customers/window.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import type { VisibleTo } from "../users/visible.ts";
import { moveToHand, moveToQueue, type Standing, standing } from "./hand.ts";
import { reserve } from "./reservation.ts";
import { mustReach, presenceOf, type Reach, type Target } from "./target.ts";

/** Immediately: to who is Ready, and on to others when it is not opened. Exclusively: for that one alone, whatever they do. */
export type Way = "immediate" | "exclusive";
export type Transfer = Target & { conversationId: number; agentId: number; how: Way; reach: Reach; windowMs: number | null };

/** How long somebody alone is waited for where the channel has no window. */
const ALONE_MS = 24 * 60 * 60_000;

/**
 * Its agent passes it on, and has it no more. `windowMs`: how long the channel lets us write. Conflict when it is not theirs (any more),
 * or the target cannot have it so; Forbidden when the target is out of their reach.
 */
export function transfer(db: Database, { conversationId, agentId, reach, how, windowMs, ...target }: Transfer, now: number) {
  const was = standing(db, conversationId);
  if (was.state !== "active" || was.agentId !== agentId) throw new Conflict("conflict.not-yours");
  mustReach(db, agentId, target, reach);
  pass(db, was, { ...target, by: agentId, how: target.to === "agent" && reach.namedOnly ? "named" : how, reach, windowMs }, now);
}

type Assignment = Target & { to: "agent" | "queue"; conversationId: number; agentId: number; within: VisibleTo; reach: Reach; windowMs: number | null };

/**
 * Somebody with permission gives any open conversation within their scope to an agent or to a queue. An agent who is signed out gets it
 * when they come back. NotFound outside the scope; Conflict when it is closed or with that agent already.
 */
export function assignByHand(db: Database, { conversationId, agentId, within, reach, windowMs, ...target }: Assignment, now: number) {
  const was = standing(db, conversationId, within);
  mustBeOpen(was);
  mustReach(db, agentId, target, reach);
  const direct = target.to === "agent" && presenceOf(db, target.toId).signedIn;
  if (direct && was.state === "active" && was.agentId === target.toId) throw new Conflict("conflict.changed");
  if (direct) return moveToHand(db, was, { agentId: target.toId, reason: "assigned" }, { how: "assigned", by: agentId }, now);
  pass(db, was, { ...target, by: agentId, how: "exclusive", reach, windowMs }, now);
}

/** Whether it can be moved by hand at all. */
export const isOpen = ({ state }: Pick<Standing, "state">): boolean => state !== "bot" && state !== "wrap_up" && state !== "closed";

/** Throws Conflict where it cannot be moved by hand at all. */
export function mustBeOpen(was: Standing) {
  if (!isOpen(was)) throw new Conflict("conflict.closed");
}

type Passing = Target & { by: number; how: Way | "named"; reach: Reach; windowMs: number | null };

function pass(db: Database, was: Standing, { to, toId, by, how, reach, windowMs }: Passing, now: number) {
  const { id: conversationId } = was;
  const { signedIn, ready } = presenceOf(db, to === "agent" ? toId : 0);
  if (to === "agent" && toId === was.agentId) throw new Conflict("conflict.changed");
  if (to === "agent" && how === "immediate" && !ready) throw new Conflict("conflict.not-ready");
  const queueId = to === "queue" ? toId : was.queueId;
  const left = { conversationId, agentId: null, wasAgentId: was.agentId, queueId, wasQueueId: was.queueId };
  const direct = to === "agent" && how !== "named" && signedIn;
  // What an isolated agent passes on stays near them, until somebody has it for good.
  const isolatedBy = reach.isolated && !(direct && how === "exclusive") ? by : null;
  record(db, now, "conversation.transferred", left, { to, toId, how, by, ...(isolatedBy === null ? {} : { isolated: true }) });
  if (direct) {
    const until = how === "immediate" ? { openBy: now + was.openSeconds * 1000, isolatedBy } : {};
    return moveToHand(db, was, { agentId: toId, reason: "transferred", wasAgentId: null, ...until }, { how, by }, now);
  }
  moveToQueue(db, was, { queueId, reason: "transferred", isolatedBy }, now);
  if (to === "queue") return;
  const until = how === "immediate" ? now + was.openSeconds * 1000 : windowEnd(db, was, windowMs, now);
  reserve(db, conversationId, { for: to, forId: toId, how, until }, now);
}

function windowEnd(db: Database, was: Standing, windowMs: number | null, now: number): number {
  const end = windowEndsAt(db, was, windowMs) ?? 0;
  return end > now ? end : now + ALONE_MS;
}
