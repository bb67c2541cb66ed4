import type { Database } from "bun:sqlite";
import { noteIgnored } from "../agents/no-answer.ts";
import { assign, expire, offer } from "../conversations/assignment.ts";
import { age, overflow, takeBack } from "../conversations/overdue.ts";
import { free } from "../conversations/reservation.ts";
import { putAsideSilent } from "../conversations/wait.ts";
import { recordedSoFar } from "../events/pending.ts";
import { Conflict } from "../http/errors.ts";
import { decide } from "./decide.ts";
import { keepDecision } from "./explain.ts";
import type { Decision } from "./rules.ts";
import type { RoutingView } from "./view.ts";

/** What a tick did; `lost`: moves that the database refused, because the index was wrong. */
export type Ticked = { moved: number; lost: number };

/**
 * Decides once and carries it out. The index learns of that only after the commit, so whoever ticks does so again until nothing
 * moves. When the open transaction already holds something that the index does not know of, it leaves all to the tick after.
 */
export function tick(db: Database, view: RoutingView, now: number): Ticked {
  view.mend();
  if (view.isBehind(recordedSoFar(db))) return { moved: 0, lost: 0 };
  const decisions = decide(view, now);
  const moved = decisions.filter((decision) => won(() => carryOut(db, decision, now))).length;
  return { moved, lost: decisions.length - moved };
}

function carryOut(db: Database, decision: Decision, now: number) {
  switch (decision.kind) {
    case "expire":
      expire(db, decision, now);
      return noteIgnored(db, decision.agentId, now);
    case "take-back":
      return takeBack(db, decision, now);
    case "put-aside":
      return putAsideSilent(db, decision, now);
    case "free":
      return free(db, decision, now);
    case "overflow":
      return overflow(db, decision, now);
    case "age":
      return age(db, decision, now);
    case "offer":
      offer(db, decision, now);
      return keepDecision(db, { ...decision, outcome: "offered" }, now);
    case "assign":
      assign(db, decision, now);
      return keepDecision(db, { ...decision, outcome: "assigned" }, now);
  }
}

// A verb's guard is its first statement: what loses by it has changed nothing.
function won(move: () => void): boolean {
  try {
    move();
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}
