import { type Hours, WEEKDAYS } from "../../queues/hours.ts";
import { listOf, objectOf, orNull, text } from "./shape.ts";

const week = objectOf(Object.fromEntries(WEEKDAYS.map((day) => [day, listOf(listOf(text))])));

/** Hours as a file writes them; a day that is not named is closed. Null says: always open. */
export const hoursShape = orNull(objectOf({ timeZone: text, week, holidays: listOf(objectOf({ date: text, name: text }, ["date"])) }, ["week"]));

type Given = { timeZone?: string; week: Partial<Hours["week"]>; holidays?: readonly { date: string; name?: string }[] };

/** What a file says of hours, in full; what it does not say is null. */
export function hoursOf(given: unknown): Hours | null {
  if (given === null) return null;
  const { week: days, holidays = [], ...zone } = given as Given;
  const spans = WEEKDAYS.map((day) => [day, (days[day] ?? []).map(([from = "", to = ""]) => [from, to])]);
  return { ...zone, week: Object.fromEntries(spans) as Hours["week"], holidays: holidays.map(({ date, name = "" }) => ({ date, name })) };
}

/** In one line: "mon 09:00–18:00; 2026-12-25 Christmas". */
export function hourWords(hours: Hours | null): string | null {
  if (hours === null) return null;
  const days = WEEKDAYS.filter((day) => hours.week[day].length > 0).map((day) => `${day} ${hours.week[day].map((span) => span.join("–")).join(" ")}`);
  return [...days, ...hours.holidays.map(({ date, name }) => `${date} ${name}`.trim()), ...(hours.timeZone ? [hours.timeZone] : [])].join("; ");
}
