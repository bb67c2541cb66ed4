import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import type { Person } from "../http/session.ts";
import { dayAfter, instantOf, isDay, startOfDayAfter } from "../texts/time.ts";
import { visibleTo } from "../users/visible.ts";
import { type HistoryRow, historyRows } from "./history-store.ts";

/** Rows that a page shows at once. */
export const HISTORY_ROWS = 50;

/** `day`: the one that was asked for, as 2026-11-18; null = all. `next`: where the page after begins; null where there is none. */
export type History = { rows: readonly HistoryRow[]; days: number; day: string | null; next: string | null };
type Asked = Readonly<Record<string, string | undefined>>;

/** What a person closed themselves in the time that the administrator set, the latest first. `before`: where a page begins, as `next` told it. */
export function historyOf(db: Database, person: Person, asked: Asked, now: number): History {
  const zone = setting(db, "timeZone");
  const days = setting(db, "historyDays");
  const day = isDay(asked["day"] ?? "") ? (asked["day"] as string) : null;
  const since = startOfDayAfter(zone, now, -days);
  const from = day === null ? since : Math.max(since, instantOf(zone, day, "00:00", "first"));
  const until = day === null ? Number.MAX_SAFE_INTEGER : instantOf(zone, dayAfter(day, 1), "00:00", "first");
  const [beforeAt = Number.NaN, beforeId = Number.NaN] = (asked["before"] ?? "").split("-").map(Number);
  const below = Number.isSafeInteger(beforeAt) && Number.isSafeInteger(beforeId) && asked["before"] ? { beforeAt, beforeId } : END;
  const found = historyRows.all(db, { ...visibleTo(person), from, until, ...below, limit: HISTORY_ROWS + 1 });
  const rows = found.slice(0, HISTORY_ROWS);
  const last = rows.at(-1);
  return { rows, days, day, next: found.length > HISTORY_ROWS && last ? `${last.overAt}-${last.id}` : null };
}

const END = { beforeAt: Number.MAX_SAFE_INTEGER, beforeId: 0 };
