import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { statusesOf } from "../agents/statuses.ts";
import { type Today, todayOf } from "../desk/today.ts";
import { startOfDay, startOfDayAfter } from "../texts/time.ts";
import { type Service, serviceOf } from "./channels.ts";
import { acceptedBy, closedBy, heldBy, statusCounts } from "./store.ts";

type Status = ReturnType<typeof statusesOf>[number];
/** `mine`: of this agent, today. Hours are those of the workspace's clock; `usual`: the average of the same weekday in the weeks before. */
export type Home = {
  at: number;
  today: Today;
  mine: { closed: number; active: number; firstReplyMs: number | null; byHour: number[]; usual: number[] | null };
  agents: { status: Status | null; count: number }[];
  service: Service[];
};

const HOURS = 24;
const HOUR_MS = 60 * 60_000;
const DAY_MS = HOURS * HOUR_MS;
const WEEKS = 4;
const WEEK_DAYS = 7;

/** What an agent's home shows (SPEC B1 to B6). */
export function homeOf(db: Database, agentId: number, now: number): Home {
  const zone = setting(db, "timeZone");
  const since = startOfDay(zone, now);
  const accepted = acceptedOn(db, agentId, since, now + 1);
  const replies = accepted.flatMap(({ acceptedAt, firstAnsweredAt }) => (firstAnsweredAt === null ? [] : [firstAnsweredAt - acceptedAt]));
  return {
    at: now,
    today: todayOf(db, now),
    mine: {
      closed: closedBy.get(db, { agentId, since })?.n ?? 0,
      active: heldBy.get(db, { agentId })?.n ?? 0,
      firstReplyMs: replies.length === 0 ? null : replies.reduce((sum, ms) => sum + ms, 0) / replies.length,
      byHour: byHour(accepted, since),
      usual: usualDay(db, agentId, zone, now),
    },
    agents: agentsByStatus(db),
    service: serviceOf(db, now),
  };
}

// An offer of late in the evening may be accepted after midnight.
const acceptedOn = (db: Database, agentId: number, since: number, until: number) => acceptedBy.all(db, { agentId, since, until, asked: since - DAY_MS });

// On a day that has 23 or 25 hours the last column takes what is left over.
function byHour(accepted: readonly { acceptedAt: number }[], since: number): number[] {
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const { acceptedAt } of accepted) {
    const hour = Math.min(HOURS - 1, Math.floor((acceptedAt - since) / HOUR_MS));
    counts[hour] = (counts[hour] as number) + 1;
  }
  return counts;
}

// Only days on which they worked count; null where there is none.
function usualDay(db: Database, agentId: number, zone: string, now: number): number[] | null {
  const days = Array.from({ length: WEEKS }, (_, n) => (n + 1) * WEEK_DAYS).map((back) => {
    const since = startOfDayAfter(zone, now, -back);
    return byHour(acceptedOn(db, agentId, since, startOfDayAfter(zone, since, 1)), since);
  });
  const worked = days.filter((day) => day.some((count) => count > 0));
  if (worked.length === 0) return null;
  return Array.from({ length: HOURS }, (_, hour) => worked.reduce((sum, day) => sum + (day[hour] as number), 0) / worked.length);
}

function agentsByStatus(db: Database): Home["agents"] {
  const counts = new Map(statusCounts.all(db).map(({ statusId, n }) => [statusId, n]));
  const known = statusesOf(db).map((status) => ({ status, count: counts.get(status.id) ?? 0 }));
  return [...known, { status: null, count: counts.get(null) ?? 0 }].filter(({ count }) => count > 0);
}
