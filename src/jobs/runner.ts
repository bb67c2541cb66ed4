import type { Workspace } from "../workspace.ts";
import { type Claimed, claim } from "./claim.ts";
import { brokenBy, known, persist } from "./end.ts";
import type { JobEnd } from "./kinds.ts";
import { hurry } from "./queue.ts";
import { type JobRow, nextRun, soonest } from "./store.ts";

const HEARTBEAT_MS = 1_000;

/** After these something may be due that was not. */
const TELLING: ReadonlySet<string> = new Set([
  "message.written",
  "message.received",
  "message.requeued",
  "mail.asked",
  "conversation.erased",
  "conversation.read",
  "channel.changed",
  "channel.resumed",
  "workspace.changed",
  "workspace.resumed",
  "job.requeued",
  "import.changed",
]);

export type Runner = { stop(): Promise<void>; running(): number };

/** Looks at an instant, and after a heartbeat at the latest. Asked again it looks at the earlier one. */
function alarmOf(look: () => void, clock: () => number) {
  let timer: Timer | undefined;
  let rings = Number.POSITIVE_INFINITY;
  const off = () => {
    clearTimeout(timer);
    rings = Number.POSITIVE_INFINITY;
  };
  const by = (at: number | null) => {
    const next = Math.min(clock() + HEARTBEAT_MS, at ?? Number.POSITIVE_INFINITY);
    if (rings <= next) return;
    off();
    rings = next;
    timer = setTimeout(ring, Math.max(1, next - clock()));
  };
  const ring = () => {
    off();
    look();
  };
  return { by, off };
}

/**
 * Runs what is owed: when something new is owed, when the next is due, and every second in case either was missed.
 * `closedPools` names those that take nothing at present (stopped channels); when one opens, what waited for it goes at once.
 */
export function keepJobsRunning(workspace: Workspace, closedPools: () => string[]): Runner {
  const { db, write, clock, log } = workspace;
  const inFlight = new Map<number, JobRow & { run: Promise<void> }>();
  const parked = new Set<string>();
  let taking: Promise<unknown> = Promise.resolve();
  let looking = false;
  let lookAgain = false;
  let stopped = false;

  const look = async () => {
    if (looking || stopped) return void (lookAgain = true);
    // Most messages owe nothing: then nothing is asked further, and the timer stays. A pool that was closed may have opened.
    const { at: first } = soonest.get(db) ?? { at: null };
    if (parked.size === 0 && (first === null || first > clock())) return alarm.by(first);
    looking = true;
    lookAgain = false;
    alarm.off();
    const taken = take().catch((error) => log.error({ error }, "jobs could not be claimed; trying again"));
    taking = taken;
    const more = await taken;
    looking = false;
    if (stopped) return;
    if (more === true || lookAgain) return void look();
    alarm.by(nextRun.get(db, { now: clock() })?.at ?? null);
  };
  const alarm = alarmOf(() => void look(), clock);
  const take = async (): Promise<boolean> => {
    const closed = closedPools();
    for (const pool of parked) if (!closed.includes(pool)) await open(pool);
    const claimed: Claimed = await claim(workspace, closed, inFlight.values());
    for (const pool of claimed.parked) parked.add(pool);
    for (const job of claimed.jobs) inFlight.set(job.id, { ...job, run: runJob(workspace, job).finally(() => finished(job.id)) });
    return claimed.more;
  };
  const open = async (pool: string) => {
    await write((db_) => hurry(db_, { pool }, clock()));
    parked.delete(pool);
  };
  const finished = (id: number) => {
    inFlight.delete(id);
    void look();
  };

  const unsubscribe = workspace.bus.subscribe(({ kind }) => TELLING.has(kind) && void look());
  void look();
  return {
    running: () => inFlight.size,
    stop: async () => {
      stopped = true;
      unsubscribe();
      alarm.off();
      // What is being claimed now will run, and how it ends is to be written.
      await taking;
      await Promise.all([...inFlight.values()].map((job) => job.run));
    },
  };
}

/** Runs one that was claimed, and writes how it ended. */
export async function runJob(workspace: Workspace, row: JobRow): Promise<void> {
  const { handler, job } = known(row);
  let ending: JobEnd;
  try {
    ending = await handler.run(workspace, { ...job, attempts: job.attempts + 1 });
  } catch (error) {
    workspace.log.error({ error, jobId: row.id, kind: row.kind }, "a job broke");
    ending = brokenBy(error, workspace, row);
  }
  await persist(workspace, row, ending);
}
