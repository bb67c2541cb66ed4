import type { FieldReader } from "../http/fields.ts";
import { NAME_LENGTH_MAX } from "../http/fields.ts";
import { isDay, isZone } from "../texts/time.ts";
import { everOpens, type Hours, type Span, WEEKDAYS, type Weekday } from "./hours.ts";

export const SPANS_MAX = 10;
export const HOLIDAYS_MAX = 500;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Looks at hours as somebody wrote them: what is wrong is noted at `hours`, `hours.mon`, `hours.holidays`, `hours.timeZone`. Gives them in order. */
export function checkHours(hours: Hours | null, { wrong }: Pick<FieldReader, "wrong">): Hours | null {
  if (hours === null) return null;
  const { timeZone, holidays } = hours;
  if (timeZone !== undefined && !isZone(timeZone)) wrong("hours.timeZone", "field.choose");
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, checkDay(day, hours.week[day], wrong)])) as unknown as Hours["week"];
  if (!everOpens(hours)) wrong("hours", "hours.never");
  if (holidays.length > HOLIDAYS_MAX) wrong("hours.holidays", "hours.too-many-holidays", { max: HOLIDAYS_MAX });
  for (const { date, name } of holidays) {
    if (!isDay(date)) wrong("hours.holidays", "hours.no-day", { text: date });
    if (name.length > NAME_LENGTH_MAX) wrong("hours.holidays", "field.too-long", { max: NAME_LENGTH_MAX });
  }
  const days = [...new Map(holidays.map((one) => [one.date, { date: one.date, name: one.name }])).values()];
  return { ...(timeZone === undefined ? {} : { timeZone }), week, holidays: days.toSorted((a, b) => a.date.localeCompare(b.date)) };
}

function checkDay(day: Weekday, spans: readonly Span[], wrong: FieldReader["wrong"]): Span[] {
  const path = `hours.${day}`;
  if (spans.length > SPANS_MAX) wrong(path, "hours.too-many-spans", { max: SPANS_MAX });
  const sorted = spans.toSorted(([one], [other]) => one.localeCompare(other));
  for (const [at, [from, to]] of sorted.entries()) {
    const before = sorted[at - 1];
    if (!TIME.test(from) || !(TIME.test(to) || to === "24:00")) wrong(path, "hours.no-span", { text: [from, to].filter(Boolean).join("–") });
    else if (from === to) wrong(path, "hours.empty-span", { from });
    else if (before && (before[1] > from || before[1] <= before[0])) wrong(path, "hours.overlap", { from, before: before.join("–") });
  }
  return sorted.map(([from, to]) => [from, to]);
}
