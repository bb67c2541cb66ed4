import { setting } from "../admin/settings.ts";
import { forgetDone, retryWaiting } from "../channels/journal-upkeep.ts";
import { forgetEarly } from "../conversations/receipts.ts";
import { forgetImports } from "../customers/import/imports.ts";
import { forgetMerges } from "../customers/merge/merge.ts";
import { optimize, shrink } from "../db/upkeep.ts";
import { forgetOldUploads, orphanRemoval, removeStrangers } from "../files/remove.ts";
import { keepFindable } from "../search/keep.ts";
import type { Workspace } from "../workspace.ts";

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long what waits for something else to come is tried, and a receipt waits for its message. */
export const WAITING_MS_MAX = 7 * DAY_MS;
const STRANGERS_EVERY_MS = 5 * MINUTE_MS;
/** After the start, and between the parts of what is too much for once. */
const FIRST_AFTER_MS = 10_000;
const NEXT_PART_AFTER_MS = 250;

/** Housekeeping that returns. Each run does a little; `true` says that there is more, and it comes back at once. */
export type Chore = { name: string; everyMs: number; run(workspace: Workspace): unknown };

/** What a data folder needs from time to time. To add a chore, add an entry. */
export function choresOf(): readonly Chore[] {
  return [
    {
      name: "journal rows that are done",
      everyMs: 10 * MINUTE_MS,
      run: ({ db, write, clock }) => write((db_) => forgetDone(db_, clock() - setting(db, "journalHours") * HOUR_MS)),
    },
    { name: "journal rows that wait", everyMs: MINUTE_MS, run: ({ write, clock }) => write((db) => retryWaiting(db, clock() - WAITING_MS_MAX)) },
    { name: "receipts without a message", everyMs: HOUR_MS, run: ({ write, clock }) => write((db) => forgetEarly(db, clock() - WAITING_MS_MAX)) },
    { name: "uploads that nothing took", everyMs: HOUR_MS, run: ({ write, clock }) => write((db) => forgetOldUploads(db, clock())) },
    { name: "files that nothing names", everyMs: HOUR_MS, run: orphanRemoval() },
    {
      name: "files that no row names",
      everyMs: STRANGERS_EVERY_MS,
      run: (workspace) => removeStrangers(workspace, Math.floor(workspace.clock() / STRANGERS_EVERY_MS)),
    },
    { name: "messages that cannot be found yet", everyMs: SECOND_MS, run: keepFindable },
    { name: "imports that nobody went on with", everyMs: HOUR_MS, run: forgetImports },
    { name: "merges that can no longer be undone", everyMs: HOUR_MS, run: ({ write, clock }) => write((db) => void forgetMerges(db, clock())) },
    { name: "room in the database", everyMs: MINUTE_MS, run: ({ write }) => write(shrink) },
    { name: "what SQLite knows of its tables", everyMs: DAY_MS, run: ({ write }) => write(optimize) },
  ];
}

/** Does the chores, each at its time; one that fails is reported and tried at its next. Gives what stops it. */
export function keepCalendar(workspace: Workspace, chores: readonly Chore[] = choresOf()): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const timers = new Map<Chore, Timer>();
  let stopped = false;

  const after = (chore: Chore, ms: number) => {
    if (!stopped)
      timers.set(
        chore,
        setTimeout(() => start(chore), ms),
      );
  };
  const start = (chore: Chore) => {
    const run = perform(workspace, chore).then((more) => {
      running.delete(run);
      after(chore, more ? NEXT_PART_AFTER_MS : chore.everyMs);
    });
    running.add(run);
  };
  for (const chore of chores) after(chore, Math.min(FIRST_AFTER_MS, chore.everyMs));
  return async () => {
    stopped = true;
    for (const timer of timers.values()) clearTimeout(timer);
    await Promise.all(running);
  };
}

async function perform(workspace: Workspace, { name, run }: Chore): Promise<boolean> {
  try {
    return (await run(workspace)) === true;
  } catch (error) {
    workspace.log.error({ error, chore: name }, "a chore failed");
    return false;
  }
}
