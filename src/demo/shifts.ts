import type { Chance } from "./chance.ts";
import type { Colleague } from "./colleague.ts";
import type { Timetable } from "./timetable.ts";
import type { Town } from "./town.ts";

/** A day's work, in minutes after midnight. */
type Shift = { readonly from: number; readonly breaks: readonly (readonly [from: number, minutes: number])[]; readonly until: number };

const at = (hours: number, minutes = 0) => hours * 60 + minutes;
const EARLY: Shift = { from: at(8, 45), breaks: [[at(11), 15], [at(13), 45]], until: at(17, 30) }; // biome-ignore format: a shift is a line
const LATE: Shift = { from: at(10, 30), breaks: [[at(12, 15), 40], [at(16, 30), 15]], until: at(20) }; // biome-ignore format: a shift is a line
const SHORT: Shift = { from: at(9, 30), breaks: [[at(11, 30), 10]], until: at(14) };
const MINUTE_MS = 60_000;
/** Before the end nothing new is taken. */
const WINDING_UP_MS = 12 * MINUTE_MS;

/** Who works when, by day of the week (1 is Monday). */
const ROTA: Readonly<Record<string, (weekday: number) => Shift | null>> = {
  ana: (weekday) => (weekday <= 5 ? EARLY : null),
  ben: (weekday) => (weekday === 7 ? SHORT : weekday === 3 ? null : LATE),
  chiara: (weekday) => (weekday === 7 ? null : weekday === 6 ? SHORT : weekday % 2 === 0 ? EARLY : LATE),
};

/** Plans the shifts between two instants; a shift that would reach beyond the end is cut short, or left out where it would hardly begin. */
export function planShifts(town: Pick<Town, "timetable" | "colleague">, zone: string, from: number, until: number, chance: Chance) {
  const [first, last] = [from, until].map((instant) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate());
  for (let day = first as Temporal.PlainDate; Temporal.PlainDate.compare(day, last as Temporal.PlainDate) <= 0; day = day.add({ days: 1 })) {
    const midnight = day.toZonedDateTime(zone).epochMilliseconds;
    for (const [username, shiftOn] of Object.entries(ROTA)) {
      const [shift, colleague] = [shiftOn(day.dayOfWeek), town.colleague(username)];
      if (shift && colleague) planShift(town.timetable, colleague, shift, midnight, { from, until }, chance);
    }
  }
}

function planShift(
  timetable: Timetable,
  colleague: Colleague,
  shift: Shift,
  midnight: number,
  { from, until }: { from: number; until: number },
  chance: Chance,
) {
  const instant = (minutes: number) => midnight + Math.round((minutes + chance.between(-6, 6)) * MINUTE_MS);
  const [begin, planned] = [instant(shift.from), instant(shift.until)];
  const end = Math.min(planned, until);
  if (begin < from || end - begin < 2 * WINDING_UP_MS) return;
  timetable.at(begin, colleague.begin);
  for (const [minutes, length] of shift.breaks) {
    const pause = instant(minutes);
    if (pause + length * MINUTE_MS > end - WINDING_UP_MS) continue;
    timetable.at(pause, () => colleague.setStatus("break"));
    timetable.at(pause + length * MINUTE_MS, () => colleague.setStatus("ready"));
  }
  timetable.at(end - WINDING_UP_MS, () => colleague.setStatus("back-office"));
  timetable.at(end, colleague.end);
}
