import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { giveRings, queueOr404 } from "./change.ts";
import { clearRings, queuesAsking } from "./store.ts";

/**
 * Every ring that asks a skillset asks another in its place, or none where `insteadId` is null; a ring that asks nobody any more goes. Throws
 * Conflict naming a queue that would ask nobody at all.
 */
export function askInstead(db: Database, { skillsetId, insteadId }: { skillsetId: number; insteadId: number | null }, who: Who, now: number) {
  for (const { id } of queuesAsking.all(db, { skillsetId })) {
    const { name, rings: before } = queueOr404(db, id);
    const instead = (one: number) => (one !== skillsetId ? [one] : insteadId === null ? [] : [insteadId]);
    const changed = before.map((ring) => ({ ...ring, skillsetIds: [...new Set(ring.skillsetIds.flatMap(instead))].toSorted((a, b) => a - b) }));
    const after = changed.filter(({ skillsetIds }) => skillsetIds.length > 0);
    if (after.length === 0) throw new Conflict("conflict.asks-nobody", { queue: name });
    clearRings.run(db, { queueId: id });
    giveRings(db, id, after);
    audit(db, { who, action: "queue.changed", subject: `queue:${id}`, before: { rings: before }, after: { rings: after } }, now);
    record(db, now, "queue.changed", { queueId: id }, { queueId: id });
  }
}
