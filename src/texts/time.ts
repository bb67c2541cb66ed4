import { type Language, localeOf, text } from "./catalogue.ts";

// The one file that knows time zones. Instants are milliseconds; a zone is an IANA name.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

type Style = keyof typeof STYLES;
const STYLES = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { day: "numeric", month: "short" },
  date: { day: "numeric", month: "short", year: "numeric" },
  longDate: { weekday: "long", day: "numeric", month: "long" },
  exact: { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

// A formatter costs as much to make as a page's rows to write; the same words always give the same one.
const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(language: Language, zone: string, style: Style): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${style}`;
  let found = formatters.get(key);
  if (!found) formatters.set(key, (found = new Intl.DateTimeFormat(localeOf(language), { ...STYLES[style], timeZone: zone })));
  return found;
}

const inZone = (zone: string, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** Whether a zone is one that we can count in. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Every zone's IANA name, for choosing one. */
export const zones = (): readonly string[] => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** The first instant of the day that `at` lies in; days may have 23 or 25 hours. */
export function startOfDay(zone: string, at: number): number {
  return inZone(zone, at).startOfDay().epochMilliseconds;
}

/** The first instant of the day `days` after (or before) the one of `at`. */
export function startOfDayAfter(zone: string, at: number, days: number): number {
  return inZone(zone, at).startOfDay().add({ days }).startOfDay().epochMilliseconds;
}

/** The calendar day of an instant: 2026-11-18. */
export function dayOf(zone: string, at: number): string {
  return inZone(zone, at).toPlainDate().toString();
}

/** The day before or after another: 2026-11-18 and 1 give 2026-11-19. */
export const dayAfter = (day: string, days: number): string => Temporal.PlainDate.from(day).add({ days }).toString();

/** Of a day 2026-11-18 its number in the week: Monday is 0, Sunday 6. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek - 1;

/** Whether a text is a day of the calendar, written 2026-11-18. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= new Temporal.PlainYearMonth(year, month).daysInMonth;
}

/**
 * The instant at which a clock in a zone shows a day and a time, "09:00"; "24:00" is the end of the day. When the clock is put back it
 * shows a time twice: `which` chooses. A time that is left out when it is put forward is the instant at which it jumps.
 */
export function instantOf(zone: string, day: string, time: string, which: "first" | "last"): number {
  const [date, at] = time === "24:00" ? [dayAfter(day, 1), "00:00"] : [day, time];
  const wanted = Temporal.PlainDateTime.from(`${date}T${at}`);
  const found = wanted.toZonedDateTime(zone, { disambiguation: which === "first" ? "earlier" : "later" });
  if (found.toPlainDateTime().equals(wanted)) return found.epochMilliseconds;
  return (wanted.toZonedDateTime(zone, { disambiguation: "earlier" }).getTimeZoneTransition("next") ?? found).epochMilliseconds;
}

/** "14:21". */
export function clockTime(language: Language, zone: string, at: number): string {
  return formatter(language, zone, "time").format(at);
}

/** "14:21" today, "18 Nov" else, "18 Nov 2024" in another year. */
export function shortTime(language: Language, zone: string, at: number, now: number): string {
  const [then, today] = [dayOf(zone, at), dayOf(zone, now)];
  if (then === today) return clockTime(language, zone, at);
  return formatter(language, zone, then.slice(0, 4) === today.slice(0, 4) ? "day" : "date").format(at);
}

/** "18 Nov 2026, 14:21:07", for tooltips and records. */
export function exactTime(language: Language, zone: string, at: number): string {
  return formatter(language, zone, "exact").format(at);
}

/** "Today", "Yesterday" or "Wednesday 18 November", for the lines between messages. */
export function dayName(language: Language, zone: string, at: number, now: number): string {
  const day = dayOf(zone, at);
  if (day === dayOf(zone, now)) return text(language, "day.today");
  if (day === dayOf(zone, startOfDayAfter(zone, now, -1))) return text(language, "day.yesterday");
  return formatter(language, zone, day.slice(0, 4) === dayOf(zone, now).slice(0, 4) ? "longDate" : "date").format(at);
}

/** "18 Nov 2026" for 2026-11-18. */
export function dayText(language: Language, day: string): string {
  return formatter(language, "UTC", "date").format(Date.parse(day));
}

/** "Wednesday 18 November". */
export function longDate(language: Language, zone: string, at: number): string {
  return formatter(language, zone, "longDate").format(at);
}

/** "48 s", "4 min", "1 h 17", "3 days". */
export function duration(language: Language, ms: number): string {
  const whole = Math.max(0, ms);
  if (whole < MINUTE_MS) return text(language, "duration.seconds", { n: Math.floor(whole / 1000) });
  if (whole < HOUR_MS) return text(language, "duration.minutes", { n: Math.floor(whole / MINUTE_MS) });
  if (whole >= 2 * DAY_MS) return text(language, "duration.days", { count: Math.floor(whole / DAY_MS) });
  const mm = String(Math.floor((whole % HOUR_MS) / MINUTE_MS)).padStart(2, "0");
  return text(language, "duration.hours", { h: Math.floor(whole / HOUR_MS), mm });
}

/** "0:24", for what counts down or runs. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** "0:24", "12:05", "1:02:03", for how long something took. */
export function span(ms: number): string {
  const seconds = Math.round(Math.max(0, ms) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const ss = String(seconds % 60).padStart(2, "0");
  return hours === 0 ? `${minutes}:${ss}` : `${hours}:${String(minutes).padStart(2, "0")}:${ss}`;
}

const rounded = (language: Language, digits: number) => new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits });
const ROUNDED = { en: [rounded("en", 0), rounded("en", 1)], it: [rounded("it", 0), rounded("it", 1)] } as const;

/** "84 kB", "2.4 MB": sizes in powers of ten, as file managers write them. */
export function fileSize(language: Language, bytes: number): string {
  const round = (n: number) => ROUNDED[language][n < 10 ? 1 : 0].format(n);
  if (bytes < 1000) return text(language, "size.bytes", { count: bytes });
  if (bytes < 999_500) return text(language, "size.kilobytes", { n: round(bytes / 1000) });
  return text(language, "size.megabytes", { n: round(bytes / 1_000_000) });
}
