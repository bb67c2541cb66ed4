import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { deleteFailed, failedJobs, retryJob } from "./store.ts";

/** Failed jobs that a page shows. */
export const FAILED_SHOWN_MAX = 200;

/** Jobs that nobody tries any more, the newest first. */
export const failed = (db: Database) => failedJobs.all(db, { limit: FAILED_SHOWN_MAX });

/** Tries a failed job once more, as if for the first time. Throws Conflict when it is not failed any more. */
export function rerunJob(db: Database, id: number, who: Who, now: number) {
  if (retryJob.run(db, { id, now }) === 0) throw new Conflict("conflict.changed");
  audit(db, { who, action: "job.rerun", subject: `job:${id}` }, now);
  record(db, now, "job.requeued", {}, { jobId: id });
}

/** Gives a failed job up for good. Throws Conflict when it is not failed any more. */
export function dropJob(db: Database, id: number, who: Who, now: number) {
  if (deleteFailed.run(db, { id }) === 0) throw new Conflict("conflict.changed");
  audit(db, { who, action: "job.dropped", subject: `job:${id}` }, now);
  record(db, now, "job.dropped", {}, { jobId: id });
}
