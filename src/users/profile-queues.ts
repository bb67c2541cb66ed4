import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { deleteProfileQueue, insertProfileQueue, profilesWithQueue, queuesOfProfile } from "./store.ts";

/** The profiles that include a queue include another in its place. */
export function replaceQueue(db: Database, { queueId, toId }: { queueId: number; toId: number }, who: Who, now: number) {
  for (const { profileId } of profilesWithQueue.all(db, { queueId })) {
    const before = includedQueues(db, profileId);
    deleteProfileQueue.run(db, { profileId, queueId });
    insertProfileQueue.run(db, { profileId, queueId: toId });
    const after = includedQueues(db, profileId);
    audit(db, { who, action: "profile.changed", subject: `profile:${profileId}`, before: { queues: before }, after: { queues: after } }, now);
    record(db, now, "profile.changed", {}, { profileId });
  }
}

/** The queues whose conversations a profile's agents may be given; none = all. */
export const includedQueues = (db: Database, profileId: number): number[] => queuesOfProfile.all(db, { profileId }).map(({ queueId }) => queueId);
