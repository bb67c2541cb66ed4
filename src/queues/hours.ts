import { dayAfter, dayOf, instantOf, weekdayOf } from "../texts/time.ts";

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** From a time to a time, "09:00" and "18:00"; "24:00" is midnight. One that ends at or before its beginning ends on the next day. */
export type Span = readonly [from: string, to: string];
export type Holiday = { readonly date: string; readonly name: string };

/** When a queue or a channel is open: on every day of the week so many spans, on holidays not at all. `timeZone`: where it is not the workspace's. */
export type Hours = {
  readonly timeZone?: string;
  readonly week: Readonly<Record<Weekday, readonly Span[]>>;
  readonly holidays: readonly Holiday[];
};

/** How far ahead a change is looked for. */
const DAYS_AHEAD = 400;
const DAY_MS = 86_400_000;

type Stretch = { readonly opensAt: number; readonly closesAt: number };

/** Whether it is open at an instant. A span belongs to the day on which it begins: it runs into a holiday, and does not begin on one. */
export function isOpen(hours: Hours | null, zone: string, at: number): boolean {
  if (hours === null) return true;
  const today = dayOf(hours.timeZone ?? zone, at);
  return [dayAfter(today, -1), today].some((day) => stretchesOf(hours, zone, day).some(({ opensAt, closesAt }) => opensAt <= at && at < closesAt));
}

/** The next instant at which it opens, if it is closed, or closes, if it is open; null when it never does. */
export function nextChange(hours: Hours | null, zone: string, at: number): number | null {
  if (hours === null) return null;
  const yesterday = dayAfter(dayOf(hours.timeZone ?? zone, at), -1);
  const open = isOpen(hours, zone, at);
  // Spans that touch are one: what closes at midnight and opens there again does not close.
  let until = at;
  for (let n = 0; n <= DAYS_AHEAD; n++)
    for (const { opensAt, closesAt } of stretchesOf(hours, zone, dayAfter(yesterday, n))) {
      if (opensAt > until) return open ? until : opensAt;
      until = open ? Math.max(until, closesAt) : until;
    }
  return open && until < at + (DAYS_AHEAD - 2) * DAY_MS ? until : null;
}

/** Whether it has any time at all at which it is open. */
export const everOpens = ({ week }: Hours): boolean => WEEKDAYS.some((day) => week[day].length > 0);

/** Whether two are ever open at once, holidays apart. Looked at for a year, because in two zones the clocks change on other days. */
export function everMeet(one: Hours, other: Hours, zone: string, now: number): boolean {
  const first = dayOf(zone, now);
  const of = (hours: Hours, n: number) => stretchesOf({ ...hours, holidays: [] }, zone, dayAfter(first, n));
  // One day is the day before or after it elsewhere, and a span may end on the next.
  const around = (n: number) => [-2, -1, 0, 1, 2].flatMap((by) => of(other, n + by));
  return Array.from({ length: DAYS_AHEAD }, (_, n) => n).some((n) => {
    const mine = of(one, n);
    return mine.length > 0 && around(n).some((theirs) => mine.some(({ opensAt, closesAt }) => opensAt < theirs.closesAt && theirs.opensAt < closesAt));
  });
}

// What begins on one day, in order. When the clock is put forward a span may be left out whole.
function stretchesOf({ week, holidays, timeZone }: Hours, zone: string, day: string): Stretch[] {
  if (holidays.some(({ date }) => date === day)) return [];
  const at = timeZone ?? zone;
  return week[WEEKDAYS[weekdayOf(day)] as Weekday]
    .map(([from, to]) => ({ opensAt: instantOf(at, day, from, "first"), closesAt: instantOf(at, to <= from ? dayAfter(day, 1) : day, to, "last") }))
    .filter(({ opensAt, closesAt }) => opensAt < closesAt)
    .toSorted((a, b) => a.opensAt - b.opensAt);
}
