import { expect, test } from "bun:test";
import { scaleOf } from "../../views/what-if/scale.ts";

test("waits are drawn in minutes, and long ones in hours", () => {
  const [minute, hour] = [60_000, 3_600_000];
  const short = scaleOf([90_000, null, 2 * hour]);
  expect([short.unit, short.in(90_000), short.in(2 * hour), short.in(null)]).toEqual(["minutes", 1.5, 120, null]);
  const long = scaleOf([8 * hour + 20 * minute, minute]);
  expect([long.unit, long.in(8 * hour + 20 * minute), long.in(minute)]).toEqual(["hours", 8.33, 0.02]);
});
