import { renewOffers } from "../conversations/assignment.ts";
import type { Verb } from "../db/write.ts";
import type { Workspace } from "../workspace.ts";
import { decide, nextDeadline } from "./decide.ts";
import { tick } from "./scheduler.ts";

/** In case a change or a deadline was missed. */
const HEARTBEAT_MS = 5_000;
/** Longer than this beyond the heartbeat, and the machine slept. */
const JUMP_MS = 30_000;

type Workshop = Pick<Workspace, "write" | "clock" | "routing" | "log">;

/**
 * Looks whether there is something to decide after each commit that matters, when a deadline passes, and at a heartbeat. Only
 * then it writes; it asks for that while the commit is being told, so that its tick comes first in the next transaction and
 * knows all before it. However many reasons come at once, it ticks once. Gives the way to stop.
 */
export function keepRouting({ write, clock, routing, log }: Workshop, heartbeatMs = HEARTBEAT_MS): () => void {
  let timer: Timer | undefined;
  let lastLookAt = clock();
  let asked = false;
  let doubtful = false;

  const look = () => {
    if (asked) return;
    const now = clock();
    const forwardMs = now - lastLookAt;
    lastLookAt = now;
    lookIn(heartbeatMs);
    try {
      routing.mend();
      if (forwardMs > heartbeatMs + JUMP_MS) ask((db) => renewOffers(db, { forwardMs }, now));
      else if (decide(routing, now, 1).length > 0) ask((db) => noteLost(tick(db, routing, clock()).lost));
      else lookIn(Math.min(heartbeatMs, (nextDeadline(routing, now) ?? Number.POSITIVE_INFINITY) - now));
    } catch (error) {
      noteFailed(error);
    }
  };

  const lookIn = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(beat, ms);
  };

  const beat = () => {
    try {
      if (doubtful) routing.rebuild();
      doubtful = false;
    } catch (error) {
      noteFailed(error);
    }
    look();
  };

  const ask = (verb: Verb<void>) => {
    asked = true;
    write((db) => {
      asked = false;
      verb(db);
    }).catch(noteFailed);
  };

  const noteLost = (lost: number) => {
    if (lost === 0) return;
    doubtful = true;
    log.warn({ lost }, "routing moves were refused; the index is built anew at the next look");
  };

  const noteFailed = (error: unknown) => {
    asked = false;
    doubtful = true;
    log.error({ error }, "routing failed; trying again at the next heartbeat");
  };

  const unsubscribe = routing.onChange(look);
  lookIn(0);
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
