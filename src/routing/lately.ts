import type { Database } from "bun:sqlite";
import type { Family } from "../channels/channel.ts";
import { LATELY_LONG_MS, type Lately } from "./estimate.ts";
import { unfit } from "./fit.ts";
import { handledIn, heldByReady, startsIn } from "./lately-store.ts";
import { type Agent, PRIORITIES, type View } from "./rules.ts";

/** More starts, and more that were closed, say nothing more. */
const STARTS_MAX = 300;
const HANDLED_MAX = 100;
const HANDLED_WITHIN_MS = 4 * 3_600_000;

/** What the expected wait in a queue goes by: what happened there lately, and who is there. */
export function latelyIn(db: Database, view: View, { queueId, family }: { queueId: number; family: Family }, now: number): Lately {
  const staff = staffOf(view, queueId).map((agent) => unfit(agent, { queueId, family }));
  const [free, full] = [staff.filter((against) => against === null).length, staff.filter((against) => against === "full").length];
  return {
    starts: startsIn.all(db, { queueId, since: now - LATELY_LONG_MS, limit: STARTS_MAX }),
    waitingSince: waitingSince(view, queueId),
    handledMs: handledIn.all(db, { queueId, since: now - HANDLED_WITHIN_MS, limit: HANDLED_MAX }).map(({ ms }) => ms),
    held: heldByReady.get(db, { queueId })?.n ?? 0,
    signedIn: free + full + staff.filter((against) => against === "not-ready").length,
    ready: free + full,
    free,
  };
}

/** Whether anybody of a queue is signed in and seen, whatever their status. Asks the index alone. */
export function isStaffed(view: View, queueId: number): boolean {
  return view.queue(queueId).rings.some(({ skillsets }) => skillsets.some((id) => view.members(id).some(({ signedIn, seen }) => signedIn && seen)));
}

function staffOf(view: View, queueId: number): Agent[] {
  const ids = new Set(view.queue(queueId).rings.flatMap(({ skillsets }) => skillsets));
  return [...new Set([...ids].flatMap((skillset) => view.members(skillset)))];
}

function waitingSince(view: View, queueId: number): number | null {
  const lines = PRIORITIES.flatMap((priority) => [...view.lines(priority)]).filter(
    (line) => line.queueId === queueId && !line.reserved && line.isolatedBy === null,
  );
  const firsts = lines.flatMap((line) => line.after({ enqueuedAt: Number.NEGATIVE_INFINITY, id: 0 })?.enqueuedAt ?? []);
  return firsts.length > 0 ? Math.min(...firsts) : null;
}
