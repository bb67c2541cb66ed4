import type { HoursForm } from "../../views/admin/hours.tsx";
import type { Posted } from "../http/posted.ts";
import { type Hours, type Span, WEEKDAYS } from "./hours.ts";

const SPAN = /^(\d{1,2})(?:[:.]?(\d\d))?[-–—](\d{1,2})(?:[:.]?(\d\d))?$/;
const WORKWEEK = "09:00–18:00";

/** Hours as the page shows them; what has none begins with a working week, should somebody choose it. */
export function hoursFormOf(hours: Hours | null): HoursForm {
  const line = (at: number) => (at < 5 ? WORKWEEK : "");
  const days = WEEKDAYS.map((day, at) => [day, hours === null ? line(at) : hours.week[day].map((span) => span.join("–")).join(", ")]);
  return {
    set: hours !== null,
    days: Object.fromEntries(days) as HoursForm["days"],
    timeZone: hours?.timeZone ?? "",
    holidays: (hours?.holidays ?? []).map(({ date, name }) => `${date} ${name}`.trim()).join("\n"),
  };
}

export const readHours = (posted: Posted): HoursForm => ({
  set: posted.text("hours") === "set",
  days: Object.fromEntries(WEEKDAYS.map((day) => [day, posted.text(`hours.${day}`)])) as HoursForm["days"],
  timeZone: posted.text("hours.timeZone"),
  holidays: posted.text("hours.holidays"),
});

/** What the verbs take. A line that is no span, or no day, stays what they refuse. */
export function hoursOf({ set, days, timeZone, holidays }: HoursForm): Hours | null {
  if (!set) return null;
  const week = Object.fromEntries(WEEKDAYS.map((day) => [day, spansOf(days[day])])) as unknown as Hours["week"];
  const lines = holidays.split("\n").map((line) => line.trim());
  return { ...(timeZone === "" ? {} : { timeZone }), week, holidays: lines.filter(Boolean).map(holidayOf) };
}

function spansOf(line: string): Span[] {
  const parts = line.replaceAll(/\s*[-–—]\s*/g, "–").split(/[,;\s]+/);
  return parts.filter(Boolean).map((part): Span => {
    const [, from, fromMinute = "00", to, toMinute = "00"] = SPAN.exec(part) ?? [];
    return from === undefined || to === undefined ? [part, ""] : [`${from.padStart(2, "0")}:${fromMinute}`, `${to.padStart(2, "0")}:${toMinute}`];
  });
}

function holidayOf(line: string) {
  const [date = "", ...name] = line.split(/\s+/);
  return { date, name: name.join(" ") };
}
