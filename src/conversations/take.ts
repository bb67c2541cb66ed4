import type { Database } from "bun:sqlite";
import { Conflict, Forbidden, type Refusal } from "../http/errors.ts";
import type { VisibleTo } from "../users/visible.ts";
import { moveToHand, type Standing, standing } from "./hand.ts";
import { hasSkillFor, hasSkillset } from "./target.ts";
import { isOpen, mustBeOpen } from "./transfer.ts";

// By one's own hand: neither Ready nor a free place is asked for (SPEC, Q).

type By = { conversationId: number; agentId: number };

/**
 * An agent takes one that waits, in a queue or in the public room, or that somebody holds who is signed out. Forbidden without a skill of
 * its queue, or that it was passed on to; Conflict when it waits for another alone or somebody has it.
 */
export function take(db: Database, { conversationId, agentId }: By, now: number) {
  const was = standing(db, conversationId);
  mustBeOpen(was);
  const refusal = refusalOf(db, was, agentId);
  if (refusal) throw refusal;
  moveToHand(db, was, { agentId, reason: "taken" }, { how: "taken" }, now);
}

function refusalOf(db: Database, was: Standing, agentId: number): Refusal | null {
  const { state, room, holderSignedIn, reservedHow, reservedAgentId, reservedSkillsetId } = was;
  const forThem = reservedSkillsetId === null ? reservedAgentId === agentId : hasSkillset(db, agentId, reservedSkillsetId);
  if (!forThem && !hasSkillFor(db, agentId, was.queueId)) return new Forbidden("take.unskilled");
  if (state === "waiting" && room === "personal") return new Conflict("take.in-room");
  if (state === "offered" || (state === "active" && holderSignedIn === 1)) return new Conflict("conflict.not-waiting");
  return reservedHow === "exclusive" && !forThem ? new Conflict("take.reserved") : null;
}

/** Why `take` would not give it to them, as a key of the catalogue; null where it would. For a page that offers it. */
export function whyNotTake(db: Database, { conversationId, agentId }: By): string | null {
  const was = standing(db, conversationId);
  return isOpen(was) ? (refusalOf(db, was, agentId)?.key ?? null) : "conflict.closed";
}

/** An agent resumes what they have put aside for themselves. Conflict when it is not there (any more). */
export function resume(db: Database, { conversationId, agentId }: By, now: number) {
  const was = standing(db, conversationId);
  if (was.state !== "waiting" || was.room !== "personal" || was.agentId !== agentId) throw new Conflict("take.not-in-room");
  moveToHand(db, was, { agentId, reason: "put-aside" }, { how: "resumed" }, now);
}

/**
 * Somebody with permission has any open conversation within their scope at once; who had it is told. NotFound outside the scope;
 * Conflict when it is theirs or closed.
 */
export function pickUp(db: Database, { conversationId, agentId, within }: By & { within: VisibleTo }, now: number) {
  const was = standing(db, conversationId, within);
  mustBeOpen(was);
  if (was.state === "active" && was.agentId === agentId) throw new Conflict("conflict.changed");
  moveToHand(db, was, { agentId, reason: "picked-up" }, { how: "picked-up" }, now);
}
