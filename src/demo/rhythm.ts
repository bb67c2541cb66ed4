// How many people write, by the hour of the day: few at night, most before lunch and in the evening.
const HOURS = [6, 4, 2, 2, 2, 4, 10, 25, 50, 80, 100, 95, 70, 55, 70, 85, 95, 100, 90, 75, 65, 55, 35, 15] as const;
const WEEKEND = 0.6;
const SATURDAY = 6;

/** From 0 (nobody) to 1 (the busiest hour of the week). */
export function rhythm(zone: string, at: number): number {
  const { hour, minute, dayOfWeek } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const [now, next] = [HOURS[hour] as number, HOURS[(hour + 1) % HOURS.length] as number];
  const level = (now + ((next - now) * minute) / 60) / 100;
  return dayOfWeek >= SATURDAY ? level * WEEKEND : level;
}
