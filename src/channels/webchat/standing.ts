import { expectedWait, inMinutes, type Lately, type Minutes } from "../../routing/estimate.ts";
import { isStaffed, latelyIn } from "../../routing/lately.ts";
import type { Waiting } from "../../routing/rules.ts";
import type { Workspace } from "../../workspace.ts";

/** What happened in a queue is read again after so long. */
const LATELY_KEPT_MS = 10_000;

/** The place in the queue, 1 = the next; how long it will probably take, in minutes, null where there is no ground to say. */
export type Standing = { readonly place: number; readonly wait: Minutes | null };

export type Standings = {
  /** Where a conversation stands now; null when it stands in no line, or nobody is there to come. */
  of(conversationId: number): Standing | null;
  /** What was said of it last. */
  said(conversationId: number): Standing | undefined;
  note(conversationId: number, standing: Standing): void;
  forget(conversationId: number): void;
  forgetAll(): void;
};

/** Where conversations stand, by the index; what happened in their queues is read from SQL once for all who wait there. */
export function standingsOf({ db, routing, clock }: Pick<Workspace, "db" | "routing" | "clock">): Standings {
  const said = new Map<number, Standing>();
  const lately = new Map<string, { at: number; known: Lately }>();

  const latelyOf = ({ queueId, family }: Waiting): Lately => {
    const now = clock();
    const kept = lately.get(`${queueId} ${family}`);
    if (kept && now - kept.at < LATELY_KEPT_MS) return kept.known;
    const known = latelyIn(db, routing, { queueId, family }, now);
    lately.set(`${queueId} ${family}`, { at: now, known });
    return known;
  };
  return {
    of: (conversationId) => {
      const waiting = routing.waiting(conversationId);
      // Who waits for one alone, or for some of them, does not wait as long as the others.
      if (!waiting || waiting.reserved || waiting.isolatedBy !== null || !isStaffed(routing, waiting.queueId)) return null;
      const place = routing.ahead(waiting) + 1;
      const before = said.get(conversationId);
      const expected = expectedWait(place - 1, latelyOf(waiting), clock());
      return { place, wait: expected && inMinutes(expected, before?.place === place ? before.wait : null) };
    },
    said: (conversationId) => said.get(conversationId),
    note: (conversationId, standing) => void said.set(conversationId, standing),
    forget: (conversationId) => void said.delete(conversationId),
    forgetAll: () => {
      said.clear();
      lately.clear();
    },
  };
}
