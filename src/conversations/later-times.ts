import { Invalid } from "../http/errors.ts";
import { dayAfter, dayOf, instantOf, isDay, weekdayOf } from "../texts/time.ts";

const HOUR_MS = 60 * 60_000;
const ROUND_MS = 5 * 60_000;
const [MORNING, EVENING] = ["09:00", "18:00"];
const MONDAY = 0;

export type Choice = { name: "hour" | "evening" | "tomorrow" | "monday"; at: number };

/** The instants that are offered: those that lie ahead, and before free text ends (null = it does not). */
export function choicesAt(zone: string, now: number, endsAt: number | null): Choice[] {
  const today = dayOf(zone, now);
  const tomorrow = dayAfter(today, 1);
  const monday = dayAfter(today, (MONDAY - weekdayOf(today) + 7) % 7 || 7);
  const choices: Choice[] = [
    { name: "hour", at: Math.ceil((now + HOUR_MS) / ROUND_MS) * ROUND_MS },
    { name: "evening", at: instantOf(zone, today, EVENING, "first") },
    { name: "tomorrow", at: instantOf(zone, tomorrow, MORNING, "first") },
    ...(monday === tomorrow ? [] : [{ name: "monday", at: instantOf(zone, monday, MORNING, "first") } as const]),
  ];
  return choices.filter(({ at }, n) => (n === 0 || at - now > HOUR_MS) && (endsAt === null || at < endsAt));
}

/** The instant that somebody chose by a day "2026-11-21" and a time "09:30". Throws Invalid. */
export function chosenAt(zone: string, day: string, time: string): number {
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw new Invalid({ time: "later.no-time" });
  return instantOf(zone, day, time, "first");
}
