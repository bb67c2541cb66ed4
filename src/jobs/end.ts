import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import type { Workspace } from "../workspace.ts";
import { JOBS, type JobEnd, type JobHandler, type JobKind, type JobOf } from "./kinds.ts";
import { againJob, anewJob, deleteJob, failJob, isRunning, type JobRow, runningJobs, turnJob, unparkJobs } from "./store.ts";

const PAUSE_MS = 1_000;
/** A full or failing disk; what cannot be written for another reason never can. */
const DISK = /^SQLITE_(FULL|IOERR|NOMEM|BUSY|READONLY|CANTOPEN)/;

/** A row as its kind's handler knows it. */
export function known(row: JobRow): { handler: JobHandler<JobKind>; job: JobOf<JobKind> } {
  const { id, attempts, createdAt } = row;
  const kind = row.kind as JobKind;
  return { handler: JOBS[kind] as JobHandler<JobKind>, job: { id, kind, payload: JSON.parse(row.payload), attempts, createdAt } as JobOf<JobKind> };
}

/** After a crash nobody is running anything: each kind says what becomes of its own. */
export function recoverJobs(db: Database, now: number) {
  unparkJobs.run(db, { now });
  for (const row of runningJobs.all(db)) {
    const { handler, job } = known(row);
    end(db, row, handler.crashed?.(db, job, now) ?? { then: { againAt: now }, problem: "the process ended while it ran" }, now);
  }
}

/** What becomes of one that broke: as after a crash, where that matters; else it would only break again. */
export function brokenBy(error: unknown, workspace: Workspace, row: JobRow): JobEnd {
  const { handler, job } = known(row);
  return handler.crashed?.(workspace.db, job, workspace.clock()) ?? { then: "failed", problem: String(error) };
}

/** Writes how a job ended. The disk may be full now; what happened outside must not be forgotten, so it is written as soon as there is room. */
export async function persist(workspace: Workspace, row: JobRow, first: JobEnd): Promise<void> {
  let ending = first;
  for (;;) {
    try {
      return await workspace.write((db) => end(db, row, ending, workspace.clock()));
    } catch (error) {
      workspace.log.error({ error, jobId: row.id }, "how a job ended could not be written; trying again");
      if (!DISK.test(String((error as { code?: string }).code))) ending = brokenBy(error, workspace, row);
      await Bun.sleep(PAUSE_MS);
    }
  }
}

// One that is no longer owed, or was owed anew meanwhile, leaves nothing.
function end(db: Database, { id }: JobRow, { then, problem = "", write }: JobEnd, now: number) {
  if (!isRunning.get(db, { id })) return;
  write?.(db);
  if (then === "done") return void deleteJob.run(db, { id });
  if (then === "failed") {
    failJob.run(db, { id, problem });
    return void record(db, now, "job.failed", {}, { jobId: id });
  }
  if ("becomes" in then) turnJob.run(db, { id, kind: then.becomes, runAt: then.at, problem });
  else if (then.anew) anewJob.run(db, { id, runAt: then.againAt, problem });
  else againJob.run(db, { id, runAt: then.againAt, problem });
}
