import { expect, test } from "bun:test";
import { type Expected, expectedWait, inMinutes, LATELY_LONG_MS, type Lately } from "../../src/routing/estimate.ts";
import { type Random, random } from "../random.ts";
import { minutes, NINE, seconds } from "../world.ts";

const quiet: Lately = { starts: [], waitingSince: null, handledMs: [], held: 0, signedIn: 3, ready: 3, free: 0 };
/** One got an agent every two minutes, and somebody always waited. */
const steady: Lately = {
  ...quiet,
  starts: Array.from({ length: 30 }, (_, n) => ({ from: NINE - minutes(2 * n + 6), to: NINE - minutes(2 * n) })),
  waitingSince: NINE - minutes(4),
};
const said = (ahead: number, lately: Lately) => {
  const expected = expectedWait(ahead, lately, NINE);
  return expected && inMinutes(expected, null);
};

test("it is said from when to when, in steps, and more in front is longer", () => {
  expect(said(0, steady)).toEqual({ from: 0, to: 5 });
  expect(said(4, steady)).toEqual({ from: 3, to: 20 });
  expect(said(9, steady)).toEqual({ from: 10, to: 45 });
});

test("what is far off is only longer than so much", () => {
  expect(said(60, steady)).toEqual({ from: 60, to: null });
});

test("without ground nothing is said: nobody Ready, nothing that happened, too little", () => {
  expect(said(2, { ...steady, ready: 0 })).toBeNull();
  expect(said(2, quiet)).toBeNull();
  expect(said(2, { ...quiet, starts: steady.starts.slice(0, 2), waitingSince: NINE - minutes(4) })).toBeNull();
});

test("when a rush begins, what is held and how long one takes are ground enough", () => {
  expect(said(2, { ...quiet, held: 6, handledMs: [6, 7, 8, 9, 10].map(minutes), waitingSince: NINE - seconds(5) })).toEqual({ from: 1, to: 8 });
});

test("one conversation that was forgotten open for a day makes nobody wait for ever", () => {
  const handledMs = [6, 7, 8, 9, 10].map(minutes);
  const forgotten = { ...quiet, held: 6, waitingSince: NINE, handledMs: [...handledMs, minutes(1_440)] };
  expect(said(2, forgotten)?.to).toBeLessThanOrEqual(20);
});

test("who is free takes one of those in front", () => {
  expect(expectedWait(3, { ...steady, free: 1 }, NINE)).toEqual(expectedWait(2, steady, NINE));
});

test("while nobody gets an agent it grows, never shrinks", () => {
  const highMs = (minute: number) => (expectedWait(3, steady, NINE + minutes(minute)) as Expected).highMs;
  for (let minute = 1; minute < 40; minute++) expect(highMs(minute)).toBeGreaterThanOrEqual(highMs(minute - 1));
  expect(highMs(20)).toBeGreaterThan(highMs(0) * 2);
});

test("a small change is not said: the sentence stays until it is not true", () => {
  const shown = { from: 3, to: 10 };
  expect(inMinutes({ lowMs: minutes(2.6), highMs: minutes(10.4) }, shown)).toBe(shown);
  expect(inMinutes({ lowMs: minutes(5.2), highMs: minutes(7.9) }, shown)).toBe(shown);
  expect(inMinutes({ lowMs: minutes(6), highMs: minutes(14) }, shown)).toEqual({ from: 5, to: 15 });
  expect(inMinutes({ lowMs: minutes(0.4), highMs: minutes(1.8) }, shown)).toEqual({ from: 0, to: 2 });
});

// Synthetic queues: Poisson arrivals, exponential handling, some agents with one place each, and what somebody who waits was told
// against how long they waited.

type Office = { agents: number; handlingMinutes: number; perMinute: (minute: number) => number; agentsAt?: (minute: number) => number; hours: number };
type Told = { expected: Expected | null; waitedMs: number };

function live({ agents, handlingMinutes, perMinute, agentsAt = () => agents, hours }: Office, dice: Random): Told[] {
  const exponential = (mean: number) => -Math.log(1 - dice.next()) * mean;
  const end = minutes(60 * hours);
  const waiting: { from: number; told: Told }[] = [];
  const busy: { from: number; until: number }[] = [];
  const starts: { from: number; to: number }[] = [];
  const handled: number[] = [];
  const all: Told[] = [];
  let now = 0;
  const places = () => agentsAt(now / minutes(1));
  const give = (from: number) => {
    starts.push({ from, to: now });
    busy.push({ from: now, until: now + exponential(minutes(handlingMinutes)) });
  };
  const look = (): Lately => ({
    starts: starts.filter(({ to }) => to > now - LATELY_LONG_MS),
    waitingSince: waiting[0]?.from ?? null,
    handledMs: handled.slice(-100),
    held: Math.min(busy.length, places()),
    signedIn: places(),
    ready: places(),
    free: 0,
  });
  let arrives = exponential(minutes(1 / perMinute(0)));
  while (now < end) {
    const done = busy.toSorted((a, b) => a.until - b.until)[0];
    now = Math.min(arrives, done?.until ?? Number.POSITIVE_INFINITY);
    if (done && now === done.until) {
      busy.splice(busy.indexOf(done), 1);
      handled.push(done.until - done.from);
    } else {
      arrives = now + exponential(minutes(1 / perMinute(now / minutes(1))));
      if (busy.length < places()) give(now);
      else {
        const told = { expected: expectedWait(waiting.length, look(), now), waitedMs: Number.NaN };
        waiting.push({ from: now, told });
        all.push(told);
      }
    }
    while (waiting.length > 0 && busy.length < places()) {
      const first = waiting.shift() as (typeof waiting)[number];
      first.told.waitedMs = now - first.from;
      give(first.from);
    }
  }
  return all.filter(({ waitedMs }) => Number.isFinite(waitedMs));
}

const DAYS = 20;
function judged(office: Office) {
  const told = Array.from({ length: DAYS }, (_, seed) => live(office, random(seed + 1))).flat();
  const sure = told.filter((one): one is Told & { expected: Expected } => one.expected !== null);
  const inside = sure.filter(({ expected, waitedMs }) => expected.lowMs <= waitedMs && waitedMs <= expected.highMs);
  const late = sure.filter(({ expected, waitedMs }) => waitedMs > expected.highMs);
  const true_ = sure.filter(({ expected, waitedMs }) => {
    const sentence = inMinutes(expected, null);
    return sentence === null || (minutes(sentence.from) <= waitedMs && waitedMs <= minutes(sentence.to ?? Number.POSITIVE_INFINITY));
  });
  const share = (of: readonly unknown[]) => of.length / sure.length;
  return { waited: told.length, spoke: sure.length / told.length, inside: share(inside), late: share(late), true: share(true_) };
}

// Of five who wait one is faster than the lower end, and of ten one slower than the upper, as far as the formula is right: about 70 in a
// hundred are inside. What is said is rounded outwards, so it is true more often.
const GOOD = { inside: 0.65, late: 0.13, true: 0.79 };

test.each<[string, Office, typeof GOOD]>([
  ["a steady day that is nearly full", { agents: 6, handlingMinutes: 6, perMinute: () => 0.92, hours: 8 }, GOOD],
  ["a single agent", { agents: 1, handlingMinutes: 5, perMinute: () => 0.16, hours: 10 }, GOOD],
  ["many agents", { agents: 40, handlingMinutes: 8, perMinute: () => 4.8, hours: 8 }, GOOD],
  [
    "a rush of an hour at noon, after a quiet morning",
    { agents: 6, handlingMinutes: 6, perMinute: (minute) => (minute > 180 && minute < 240 ? 2 : 0.5), hours: 8 },
    GOOD,
  ],
  [
    "a day when half of the agents go home in the middle of a rush, which nobody could know before",
    {
      agents: 8,
      handlingMinutes: 6,
      perMinute: (minute) => (minute > 120 && minute < 200 ? 2 : 0.7),
      agentsAt: (minute) => (minute > 170 ? 4 : 8),
      hours: 7,
    },
    { inside: 0.55, late: 0.27, true: 0.8 },
  ],
])("who waits on %s is told what comes true", (_, office, at) => {
  const { waited, spoke, ...shares } = judged(office);
  expect(waited).toBeGreaterThan(1_000);
  expect(spoke).toBeGreaterThan(0.9);
  expect(shares.inside).toBeGreaterThan(at.inside);
  expect(shares.late).toBeLessThan(at.late);
  expect(shares.true).toBeGreaterThan(at.true);
});
