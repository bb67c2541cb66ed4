import { expect, test } from "bun:test";
import {
  clockTime,
  dayName,
  dayOf,
  duration,
  exactTime,
  fileSize,
  isZone,
  shortTime,
  span,
  startOfDay,
  startOfDayAfter,
  stopwatch,
  zones,
} from "../../src/texts/time.ts";

const ROME = "Europe/Rome";
const HOUR_MS = 3_600_000;
const at = (text: string) => Date.parse(text);
const NOW = at("2026-11-18T13:32:00Z");

test("a time is the clock's today, the day else, and the year when it is another", () => {
  expect(shortTime("en", ROME, at("2026-11-18T13:21:00Z"), NOW)).toBe("14:21");
  expect(shortTime("en", ROME, at("2026-11-17T23:30:00Z"), NOW)).toBe("00:30");
  expect(shortTime("en", ROME, at("2026-11-17T22:30:00Z"), NOW)).toBe("17 Nov");
  expect(shortTime("it", ROME, at("2026-11-17T22:30:00Z"), NOW)).toBe("17 nov");
  expect(shortTime("en", ROME, at("2025-11-17T22:30:00Z"), NOW)).toBe("17 Nov 2025");
});

test("times are the workspace's, wherever the reader is", () => {
  expect(clockTime("en", "Asia/Tokyo", NOW)).toBe("22:32");
  expect(clockTime("en", ROME, at("2026-11-18T23:05:00Z"))).toBe("00:05");
  expect(exactTime("en", ROME, NOW)).toBe("18 Nov 2026, 14:32:00");
  expect(exactTime("it", ROME, NOW)).toBe("18 nov 2026, 14:32:00");
});

test("days of 23 and 25 hours begin at midnight all the same", () => {
  const spring = at("2026-03-29T10:00:00Z");
  expect(startOfDayAfter(ROME, spring, 1) - startOfDay(ROME, spring)).toBe(23 * HOUR_MS);
  const autumn = at("2026-10-25T10:00:00Z");
  expect(startOfDayAfter(ROME, autumn, 1) - startOfDay(ROME, autumn)).toBe(25 * HOUR_MS);
  expect(new Date(startOfDay(ROME, autumn)).toISOString()).toBe("2026-10-24T22:00:00.000Z");
});

test("a day that has no midnight begins at its first instant", () => {
  const noon = at("2026-09-06T15:00:00Z");
  expect(new Date(startOfDay("America/Santiago", noon)).toISOString()).toBe("2026-09-06T04:00:00.000Z");
});

test("the day of an instant is the zone's", () => {
  expect([dayOf(ROME, at("2026-11-17T22:59:00Z")), dayOf(ROME, at("2026-11-17T23:00:00Z"))]).toEqual(["2026-11-17", "2026-11-18"]);
});

test("the days between messages have names", () => {
  expect(dayName("en", ROME, NOW, NOW)).toBe("Today");
  expect(dayName("it", ROME, NOW - 24 * HOUR_MS, NOW)).toBe("Ieri");
  expect(dayName("en", ROME, at("2026-11-16T12:00:00Z"), NOW)).toBe("Monday 16 November");
  expect(dayName("it", ROME, at("2025-11-16T12:00:00Z"), NOW)).toBe("16 nov 2025");
});

test("durations, countdowns and sizes are short", () => {
  const cases: [number, string, string][] = [
    [-5, "0 s", "0 s"],
    [48_900, "48 s", "48 s"],
    [60_000, "1 min", "1 min"],
    [59 * 60_000 + 59_999, "59 min", "59 min"],
    [77 * 60_000, "1 h 17", "1 h 17"],
    [(23 * 60 + 5) * 60_000, "23 h 05", "23 h 05"],
    [3 * 24 * HOUR_MS, "3 days", "3 giorni"],
  ];
  for (const [ms, en, it] of cases) expect([duration("en", ms), duration("it", ms)]).toEqual([en, it]);
  expect([stopwatch(24_100), stopwatch(0), stopwatch(-1), stopwatch(61_000)]).toEqual(["0:25", "0:00", "0:00", "1:01"]);
  expect([fileSize("en", 1), fileSize("en", 84_000), fileSize("it", 2_430_000), fileSize("en", 999_999)]).toEqual(["1 byte", "84 kB", "2,4 MB", "1 MB"]);
});

test("a zone is known or it is not", () => {
  expect([isZone("Europe/Rome"), isZone("UTC"), isZone("Europe/Roma"), isZone("")]).toEqual([true, true, false, false]);
  expect(zones()[0]).toBe("UTC");
  expect(zones()).toContain(ROME);
});

test("how long something took is told to the second, with hours where there are any", () => {
  expect([0, 400, 23_600, 725_000, 3_599_600, 19_422_000, -5].map(span)).toEqual(["0:00", "0:00", "0:24", "12:05", "1:00:00", "5:23:42", "0:00"]);
});
