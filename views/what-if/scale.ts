const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HOURS_FROM_MS = 2 * HOUR_MS;

type Wait = number | null;
/** `in`: a wait in that unit, to two decimals. */
export type Scale = { unit: "hours" | "minutes"; in: (waitMs: Wait) => Wait };

/** What waits are drawn in, those of a chart all alike: minutes, or hours where the longest would be hundreds of them. */
export function scaleOf(waits: readonly Wait[]): Scale {
  const long = waits.some((ms) => ms !== null && ms > HOURS_FROM_MS);
  const unitMs = long ? HOUR_MS : MINUTE_MS;
  return { unit: long ? "hours" : "minutes", in: (ms) => (ms === null ? null : Math.round((ms / unitMs) * 100) / 100) };
}
