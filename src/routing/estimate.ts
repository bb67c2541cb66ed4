// How long somebody who waits will probably wait still. Numbers in, numbers out: no clock, no database.

const MINUTE_MS = 60_000;
/** What happened in these is asked first; where that was too little, in the long one. */
export const LATELY_MS = 15 * MINUTE_MS;
export const LATELY_LONG_MS = 60 * MINUTE_MS;
const STARTS_ENOUGH = 8;
/** Whoever got an agent within a second did not wait for one. */
const AT_ONCE_MS = 1_000;
/** Fewer conversations than these that ended say nothing about how long one takes. */
const HANDLED_MIN = 3;
/** One that was forgotten open for a day counts as so many times the middle one. */
const HANDLED_CAP = 4;
/** What is held now says at most as much as so many starts. */
const HELD_WEIGHT_MAX = 10;
/** Less is no ground to say anything on. */
const EVIDENCE_MIN = 3;
/** Standard normal quantiles: one in five is faster than the lower end, one in ten slower than the upper. */
const [LOW_Z, HIGH_Z] = [-0.84, 1.28];
/** Minutes that are said; whoever probably waits longer than the last is told only that it is longer. */
const STEPS: readonly number[] = [1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60];
const LONGEST = Math.max(...STEPS);
/** How far the ends may move before another sentence is said. */
const SLACK = { low: 0.75, high: 1.15 };

/** What happened lately in one queue, and who is there now. */
export type Lately = {
  /** From when until when each waited for a first agent who got one within the last hour. */
  readonly starts: readonly { readonly from: number; readonly to: number }[];
  /** Since when the first of those who wait now does; null = nobody does. */
  readonly waitingSince: number | null;
  /** How long each that was closed lately had been with its agent. */
  readonly handledMs: readonly number[];
  /** Conversations of the queue that are with agents who are Ready. */
  readonly held: number;
  /** Agents who may get one of the queue: signed in and seen, Ready of these, and free of these. */
  readonly signedIn: number;
  readonly ready: number;
  readonly free: number;
};

export type Expected = { readonly lowMs: number; readonly highMs: number };
/** `from` 0: less than `to`; `to` null: longer than `from`. */
export type Minutes = { readonly from: number; readonly to: number | null };

/**
 * Between when and when somebody with so many in front of them will probably get an agent; null where there is no ground to say.
 * The rate at which agents become free is that of the starts while somebody waited (only then they show it), and what is held by how
 * long one takes (Little's law: it is there at once when a rush begins); the wait is what so many starts at that rate take.
 */
export function expectedWait(ahead: number, lately: Lately, now: number): Expected | null {
  if (lately.ready === 0) return null;
  const observed = observedStarts(lately, now);
  const foreseen = foreseenStarts(lately);
  const evidence = observed.count + foreseen.count;
  const spanMs = observed.spanMs + foreseen.spanMs;
  if (evidence < EVIDENCE_MIN || spanMs === 0) return null;
  const starts = Math.max(0, ahead - lately.free) + 1;
  const middleMs = (starts * spanMs) / evidence;
  // The wait of so many starts, and the rate, are both uncertain: as a gamma distribution with this shape.
  const shape = 1 / (1 / starts + 1 / evidence);
  return { lowMs: middleMs * gammaQuantile(shape, LOW_Z), highMs: middleMs * gammaQuantile(shape, HIGH_Z) };
}

/** As it is said, in whole steps; what was said before stays while it is still true. Null = better nothing. */
export function inMinutes({ lowMs, highMs }: Expected, said: Minutes | null): Minutes | null {
  const [low, high] = [lowMs / MINUTE_MS, highMs / MINUTE_MS];
  const from = STEPS.findLast((step) => step <= low) ?? 0;
  const to = STEPS.find((step) => step >= high) ?? null;
  if (to === null && from === 0) return null;
  if (said && holds(said, low, high) && wide(said) - wide({ from, to }) <= 2) return said;
  return { from, to };
}

function holds({ from, to }: Minutes, low: number, high: number): boolean {
  return low >= from * SLACK.low && (to === null ? high > LONGEST : high <= to * SLACK.high);
}

const stepOf = (minutes: number) => STEPS.indexOf(minutes);
const wide = ({ from, to }: Minutes) => (to === null ? STEPS.length : stepOf(to)) - stepOf(from);

type Starts = { readonly count: number; readonly spanMs: number };

/**
 * How many of those who waited got an agent, in how much time in which somebody waited. Where the last minutes alone are too few to
 * count, they still may say that it has become slower.
 */
function observedStarts(lately: Lately, now: number): Starts {
  const recent = startsSince(lately, now - LATELY_MS, now);
  if (recent.count >= STARTS_ENOUGH) return recent;
  const long = startsSince(lately, now - LATELY_LONG_MS, now);
  return { count: long.count, spanMs: Math.max(long.spanMs, (long.count * recent.spanMs) / (recent.count + 1)) };
}

function startsSince({ starts, waitingSince }: Lately, since: number, now: number): Starts {
  const waited = starts.filter(({ from, to }) => to > since && to - from > AT_ONCE_MS);
  const stretches = waitingSince === null ? waited : [...waited, { from: waitingSince, to: now }];
  return { count: waited.length, spanMs: covered(stretches, since) };
}

/** As many starts as are held come in the time that one takes. */
function foreseenStarts({ handledMs, held }: Lately): Starts {
  if (handledMs.length < HANDLED_MIN || held === 0) return { count: 0, spanMs: 0 };
  const cap = median(handledMs) * HANDLED_CAP;
  const oneMs = handledMs.reduce((sum, ms) => sum + Math.min(ms, cap), 0) / handledMs.length;
  const count = Math.min(held, handledMs.length, HELD_WEIGHT_MAX);
  return { count, spanMs: (count * oneMs) / held };
}

/** How much time all the stretches together cover. */
function covered(stretches: readonly { from: number; to: number }[], since: number): number {
  let [sum, until] = [0, since];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

/** A quantile of the gamma distribution with mean 1 (Wilson and Hilferty's approximation). */
function gammaQuantile(shape: number, z: number): number {
  return Math.max(0, 1 - 1 / (9 * shape) + z / Math.sqrt(9 * shape)) ** 3;
}
