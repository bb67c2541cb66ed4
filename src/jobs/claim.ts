import type { Database } from "bun:sqlite";
import type { Workspace } from "../workspace.ts";
import { known } from "./end.ts";
import { deleteJob, dueJobs, type JobRow, parkPool, putOffJob, startJob } from "./store.ts";

const BATCH_MAX = 100;
/** Jobs of one pool at a time. */
export const POOL_MAX = 32;
/** How long a later message of a conversation waits for an earlier one that is being tried. */
export const LANE_PATIENCE_MS = 60_000;

type Place = Pick<JobRow, "lane" | "pool">;
export type Claimed = {
  jobs: JobRow[];
  /** Closed pools that had something due: it is out of the way until they open. */
  parked: string[];
  /** There was more than could be looked at. */
  more: boolean;
};

/** Takes what is due and may run; marked running on the disk before anything leaves us. */
export async function claim(workspace: Workspace, closed: readonly string[], inFlight: Iterable<Place>): Promise<Claimed> {
  const now = workspace.clock();
  const room = roomOf(inFlight);
  const due = { now, full: JSON.stringify(room.full()), patienceMs: LANE_PATIENCE_MS, limit: BATCH_MAX };
  if (dueJobs.all(workspace.db, { ...due, limit: 1 }).length === 0) return { jobs: [], parked: [], more: false };
  return workspace.write((db) => {
    const parked = closed.filter((pool) => parkPool.run(db, { pool, now }) > 0);
    const rows = dueJobs.all(db, due);
    const here = room.copy();
    const jobs = rows.filter((row) => here.takes(row) && begin(db, workspace, row, now) && here.taken(row));
    return { jobs, parked, more: rows.length === BATCH_MAX };
  });
}

function begin(db: Database, workspace: Workspace, row: JobRow, now: number): boolean {
  const { handler, job } = known(row);
  const answer = handler.begin ? handler.begin(db, workspace, job, now) : "run";
  if (answer === null) deleteJob.run(db, { id: row.id });
  else if (answer === "run") startJob.run(db, { id: row.id, now });
  else putOffJob.run(db, { id: row.id, runAt: answer.putOffTo });
  return answer === "run";
}

// One of each lane, and so many of each pool.
function roomOf(inFlight: Iterable<Place>) {
  const running = [...inFlight];
  const counts = new Map<string, number>();
  const lanes = new Set<string>();
  const room = {
    full: () => [...counts].flatMap(([pool, count]) => (count >= POOL_MAX ? [pool] : [])),
    takes: ({ lane, pool }: Place) => !(lane !== null && lanes.has(lane)) && (pool === null || (counts.get(pool) ?? 0) < POOL_MAX),
    taken: ({ lane, pool }: Place) => {
      if (lane !== null) lanes.add(lane);
      if (pool !== null) counts.set(pool, (counts.get(pool) ?? 0) + 1);
      return true;
    },
    copy: () => roomOf(running),
  };
  for (const place of running) room.taken(place);
  return room;
}
