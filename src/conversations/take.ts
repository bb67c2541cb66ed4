import type { Database } from "bun:sqlite";
import { Conflict, Forbidden } from "../http/errors.ts";
import type { VisibleTo } from "../users/visible.ts";
import { moveToHand, type Standing, standing } from "./hand.ts";
import { hasSkillFor, hasSkillset } from "./target.ts";
import { mustBeOpen } from "./transfer.ts";

// By one's own hand: neither Ready nor a free place is asked for (SPEC, Q).

type By = { conversationId: number; agentId: number };

/**
 * An agent takes one that waits, in a queue or in the public room, or that somebody holds who is signed out. Forbidden without a skill of
 * its queue; Conflict when it waits for another alone or somebody has it.
 */
export function take(db: Database, { conversationId, agentId }: By, now: number) {
  const was = standing(db, conversationId);
  mustBeOpen(was);
  if (!hasSkillFor(db, agentId, was.queueId)) throw new Forbidden("take.unskilled");
  mustBeFree(db, was, agentId);
  moveToHand(db, was, { agentId, reason: "taken" }, { how: "taken" }, now);
}

function mustBeFree(db: Database, { state, room, holderSignedIn, reservedHow, reservedAgentId, reservedSkillsetId }: Standing, agentId: number) {
  if (state === "waiting" && room === "personal") throw new Conflict("take.in-room");
  if (state === "offered" || (state === "active" && holderSignedIn === 1)) throw new Conflict("conflict.not-waiting");
  if (reservedHow !== "exclusive") return;
  const mine = reservedSkillsetId === null ? reservedAgentId === agentId : hasSkillset(db, agentId, reservedSkillsetId);
  if (!mine) throw new Conflict("take.reserved");
}

/** Whether `take` would give it to them, for a page that offers it. */
export function mayTake(db: Database, { conversationId, agentId }: By): boolean {
  const was = standing(db, conversationId);
  try {
    mustBeOpen(was);
    mustBeFree(db, was, agentId);
    return hasSkillFor(db, agentId, was.queueId);
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
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
