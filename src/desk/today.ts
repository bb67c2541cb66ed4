import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { startOfDay } from "../texts/time.ts";
import type { Workspace } from "../workspace.ts";
import { inQueueNow, onlineNow, waitsSince } from "./today-store.ts";

/** Whoever got an agent within a second has not waited. */
const AT_ONCE_MS = 1_000;
/** Pages are told at most so often that the figures are others; and whoever asks gets figures of at most this age. */
const TELL_MS = 10_000;
const KEPT_MS = 2_000;

/** SPEC B6, of the whole workspace: how long those queued today waited for an agent, who waits now, how many agents are signed in. */
export type Today = { readonly averageMs: number | null; readonly maxMs: number | null; readonly inQueue: number; readonly online: number };

/** Who never waited counts as little as who never got an agent. Today begins at midnight in the workspace's zone. */
export function todayOf(db: Database, now: number): Today {
  const since = startOfDay(setting(db, "timeZone"), now);
  const { averageMs = null, maxMs = null } = waitsSince.get(db, { since, atOnceMs: AT_ONCE_MS }) ?? {};
  return { averageMs, maxMs, inQueue: inQueueNow.get(db)?.n ?? 0, online: onlineNow.get(db)?.n ?? 0 };
}

/** The figures, counted once for all pages. While pages are open it counts again now and then, and tells them when something changed. */
export function todayKept({ db, streams, clock, log }: Pick<Workspace, "db" | "streams" | "clock" | "log">): () => Today {
  let kept: { at: number; today: Today } | null = null;
  let timer: Timer | null = null;

  const count = (): Today => {
    const today = todayOf(db, clock());
    kept = { at: clock(), today };
    return today;
  };
  const beat = () => {
    timer = null;
    if (streams.count() === 0) return;
    const before = kept?.today;
    try {
      if (!Bun.deepEquals(before, count())) streams.tell(["everyone"], "today");
    } catch (error) {
      log.error({ error }, "the figures of today could not be counted");
    }
    keepOn();
  };
  const keepOn = () => {
    timer ??= setTimeout(beat, TELL_MS);
    timer.unref();
  };
  return () => {
    keepOn();
    return kept && clock() - kept.at < KEPT_MS ? kept.today : count();
  };
}
