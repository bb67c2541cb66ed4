import { expect, test } from "bun:test";
import { Day } from "./day.ts";

const SEEDS = Number(process.env["SEEDS"] ?? 200);
const FIRST = Number(process.env["SEED"] ?? 1);
const MOMENTS = 60;

test(
  `the rules of routing hold on ${SEEDS} days, from seed ${FIRST}`,
  () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed++) new Day(seed).live(MOMENTS);
  },
  10 * 60_000,
);

test("an index that is built anew before every look decides the same, event by event and row by row", () => {
  for (const seed of [3, 4, 5]) {
    const [kept, forgetful] = [new Day(seed).live(MOMENTS), new Day(seed, true).live(MOMENTS)];
    expect(forgetful.journal()).toEqual(kept.journal());
    expect(forgetful.tables()).toEqual(kept.tables());
  }
});

test("the same seed gives the same day, event by event", () => {
  for (const seed of [7, 8]) expect(new Day(seed).live(MOMENTS).journal()).toEqual(new Day(seed).live(MOMENTS).journal());
});
