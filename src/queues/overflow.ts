import type { Database } from "bun:sqlite";
import type { FieldReader } from "../http/fields.ts";
import { missingKinds, namesOf } from "./kinds.ts";
import { type QueueInput, queueOf } from "./queue.ts";
import { findQueue } from "./store.ts";

/** Looks at where long waits go: a queue that is there, takes the same kinds, and does not lead back. Notes it at `overflow.queue`, `overflow.afterSeconds`. */
export function checkOverflow(db: Database, queue: QueueInput, id: number | null, { wrong }: Pick<FieldReader, "wrong">): number | null {
  const { name, kinds, overflowQueueId, overflowSeconds } = queue;
  if (overflowQueueId === null) {
    if (overflowSeconds !== null) wrong("overflow.queue", "overflow.nowhere", { seconds: overflowSeconds });
    return null;
  }
  if (overflowSeconds === null) wrong("overflow.afterSeconds", "overflow.when");
  const target = findQueue.get(db, { id: overflowQueueId });
  const circle = target && id !== null ? circleBack(db, id, target.id) : null;
  const missing = target ? missingKinds(kinds, queueOf(db, target).kinds) : [];
  if (!target) wrong("overflow.queue", "field.choose");
  else if (target.id === id) wrong("overflow.queue", "overflow.itself");
  else if (circle) wrong("overflow.queue", "overflow.circle", { path: [name, ...circle, name].join(" → ") });
  else if (missing.length > 0) wrong("overflow.queue", "overflow.kinds", { queue: target.name, kinds: namesOf(missing) });
  return overflowQueueId;
}

/** The queues from one on by overflow, if they lead to `id`; null if they end somewhere. */
export function circleBack(db: Database, id: number, from: number): string[] | null {
  const names: string[] = [];
  const passed = new Set<number>();
  for (let at: number | null = from; at !== null && !passed.has(at); ) {
    if (at === id) return names;
    passed.add(at);
    const queue = findQueue.get(db, { id: at });
    names.push(queue?.name ?? "");
    at = queue?.overflowQueueId ?? null;
  }
  return null;
}
