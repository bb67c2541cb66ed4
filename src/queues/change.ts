import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import { checkQueue } from "./check.ts";
import { type Queue, type QueueInput, queueOf, type Ring, rowOf } from "./queue.ts";
import { clearRings, findQueue, insertQueue, insertRing, insertRingSkillset, updateQueue } from "./store.ts";

/** Makes a queue with its rings and returns its id. Throws Invalid. */
export function addQueue(db: Database, input: QueueInput, who: Who, now: number): number {
  const queue = checkQueue(db, input, null);
  const { id } = insertQueue.get(db, rowOf(queue)) as { id: number };
  giveRings(db, id, queue.rings);
  audit(db, { who, action: "queue.added", subject: `queue:${id}`, after: queue }, now);
  record(db, now, "queue.changed", { queueId: id }, { queueId: id });
  return id;
}

/** Brings a queue to what `input` says; rings are replaced whole, and what is as it was changes nothing. Throws Invalid, NotFound. */
export function changeQueue(db: Database, id: number, input: QueueInput, who: Who, now: number) {
  const { id: _, ...before } = queueOr404(db, id);
  const after = checkQueue(db, input, id);
  if (Bun.deepEquals(before, after)) return;
  updateQueue.run(db, { id, ...rowOf(after) });
  if (!Bun.deepEquals(before.rings, after.rings)) {
    clearRings.run(db, { queueId: id });
    giveRings(db, id, after.rings);
  }
  audit(db, { who, action: "queue.changed", subject: `queue:${id}`, before, after }, now);
  record(db, now, "queue.changed", { queueId: id }, { queueId: id });
}

export function queueOr404(db: Database, id: number): Queue {
  const row = findQueue.get(db, { id });
  if (!row) throw new NotFound();
  return queueOf(db, row);
}

/** Writes a queue's rings, where it has none. Throws Invalid naming a skillset that is not there. */
export function giveRings(db: Database, queueId: number, rings: readonly Required<Ring>[]) {
  rings.forEach(({ afterSeconds, minLevel, skillsetIds }, at) => {
    const { id: ringId } = insertRing.get(db, { queueId, afterSeconds, minLevel }) as { id: number };
    for (const skillsetId of skillsetIds)
      if (insertRingSkillset.run(db, { ringId, skillsetId }) === 0) throw new Invalid({ [`rings[${at}].skillsets`]: "field.choose" });
  });
}
