import { expect, test } from "bun:test";
import { sideOf } from "../../../src/routing/simulate/figures.ts";
import { boundsOf } from "../../../src/routing/simulate/what-if.ts";
import { clockTime } from "../../../src/texts/time.ts";
import { scene } from "./scenes.ts";

const zone = "Europe/Rome";
const now = Date.parse("2026-11-20T12:00:00Z");
const HOUR_MS = 3_600_000;
const hoursOf = (day: string) => {
  const { from, until } = boundsOf({ day, zone, now }) ?? { from: 0, until: 0 };
  const { hours } = sideOf(scene({ from, until }), { fates: [], work: [] }, null);
  return [(until - from) / HOUR_MS, hours.map(({ at }) => clockTime("en", zone, at)).slice(0, 5)];
};

test("a day runs from midnight to midnight of the workspace, also where the clock is changed", () => {
  expect(hoursOf("2026-11-19")).toEqual([24, ["00:00", "01:00", "02:00", "03:00", "04:00"]]);
  expect(hoursOf("2026-03-29")).toEqual([23, ["00:00", "01:00", "03:00", "04:00", "05:00"]]);
  expect(hoursOf("2026-10-25")).toEqual([25, ["00:00", "01:00", "02:00", "02:00", "03:00"]]);
});

test("today runs until now; what has not begun, or is no day, is none", () => {
  expect(boundsOf({ day: "2026-11-20", zone, now })).toEqual({ from: Date.parse("2026-11-19T23:00:00Z"), until: now });
  expect([boundsOf({ day: "2026-11-21", zone, now }), boundsOf({ day: "2026-02-30", zone, now })]).toEqual([null, null]);
});
