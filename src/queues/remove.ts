import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { moveChannels } from "../channels/configure.ts";
import { moveOpen, openKinds } from "../conversations/move.ts";
import { record } from "../events/record.ts";
import { Conflict, Invalid } from "../http/errors.ts";
import { replaceQueue } from "../users/profile-queues.ts";
import { queueOr404 } from "./change.ts";
import { missingKinds, takesKind } from "./kinds.ts";
import { mustMeet } from "./meet.ts";
import { circleBack } from "./overflow.ts";
import { type KindName, queueOf } from "./queue.ts";
import { channelsOfQueue, clearRings, findQueue, markRemoved, openInQueue, overflowsTo, profilesOfQueue, updateQueue } from "./store.ts";

/** What uses a queue, by name, and how many conversations are open in it. */
export type Uses = { channels: string[]; overflows: string[]; profiles: string[]; open: number };

export function usesOf(db: Database, queueId: number): Uses {
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);
  return {
    channels: names(channelsOfQueue.all(db, { queueId })),
    overflows: names(overflowsTo.all(db, { queueId })),
    profiles: names(profilesOfQueue.all(db, { queueId })),
    open: openInQueue.get(db, { queueId })?.n ?? 0,
  };
}

/** Removes a queue that nothing uses and in which nothing is open; closed conversations keep naming it. Throws NotFound, Conflict saying what uses it. */
export function removeQueue(db: Database, id: number, who: Who, now: number) {
  const { name } = queueOr404(db, id);
  const { channels, overflows, profiles, open } = usesOf(db, id);
  if (channels.length > 0) throw new Conflict("conflict.queue-fed", { channels: channels.join(", ") });
  if (overflows.length > 0) throw new Conflict("conflict.queue-poured", { queues: overflows.join(", ") });
  if (profiles.length > 0) throw new Conflict("conflict.queue-included", { profiles: profiles.join(", ") });
  if (open > 0) throw new Conflict("conflict.queue-open", { count: open });
  clearRings.run(db, { queueId: id });
  markRemoved.run(db, { id, now });
  audit(db, { who, action: "queue.removed", subject: `queue:${id}`, before: { name } }, now);
  record(db, now, "queue.changed", { queueId: id }, { queueId: id });
}

/**
 * Everything that uses a queue uses another from now on, and what is open in it goes there, at most MOVED_MAX conversations at a time. Says
 * how many went. Throws NotFound, Invalid at `to`.
 */
export function emptyQueue(db: Database, { id, toId }: { id: number; toId: number }, who: Who, now: number): number {
  queueOr404(db, id);
  if (toId === id || !findQueue.get(db, { id: toId })) throw new Invalid({ to: "field.choose" });
  if (openKinds(db, id).some((kind) => !takesKind(db, toId, kind as KindName))) throw new Invalid({ to: "queue.not-all-taken" });
  moveChannels(db, { fromId: id, toId }, who, now);
  mustMeet(db, { queueId: toId }, now, "to");
  redirectOverflows(db, { id, toId }, who, now);
  replaceQueue(db, { queueId: id, toId }, who, now);
  return moveOpen(db, { fromId: id, toId }, now);
}

// An overflow that would lead round, or to a queue that does not take its kinds, ends.
function redirectOverflows(db: Database, { id, toId }: { id: number; toId: number }, who: Who, now: number) {
  const target = queueOr404(db, toId);
  for (const row of overflowsTo.all(db, { queueId: id })) {
    const fits = circleBack(db, row.id, toId) === null && missingKinds(queueOf(db, row).kinds, target.kinds).length === 0;
    const after = { overflowQueueId: fits ? toId : null, overflowSeconds: fits ? row.overflowSeconds : null };
    updateQueue.run(db, { ...row, ...after });
    const before = { overflowQueueId: id, overflowSeconds: row.overflowSeconds };
    audit(db, { who, action: "queue.changed", subject: `queue:${row.id}`, before, after }, now);
    record(db, now, "queue.changed", { queueId: row.id }, { queueId: row.id });
  }
}
