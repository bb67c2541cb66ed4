import { expect, test } from "bun:test";
import { LIMITED_KEYS_MAX, limiterOf } from "../../src/http/limits.ts";
import { minutes, NINE, seconds } from "../world.ts";

function limiter(max = 3) {
  const time = { now: NINE };
  return { time, limit: limiterOf({ max, windowMs: minutes(1) }, () => time.now) };
}

test("so many in a window, then how long until the next", () => {
  const { time, limit } = limiter();
  expect([limit.take("a"), limit.take("a"), limit.take("a")]).toEqual([0, 0, 0]);
  time.now += seconds(20);
  expect(limit.take("a")).toBe(40);
  expect(limit.take("b")).toBe(0);
});

test("a window ends by the workspace's clock, and refusals do not lengthen it", () => {
  const { time, limit } = limiter(1);
  limit.take("a");
  time.now += seconds(59);
  expect(limit.take("a")).toBe(1);
  time.now += seconds(1);
  expect(limit.take("a")).toBe(0);
});

test("what is given back may be taken again, and never more than was taken", () => {
  const { limit } = limiter(1);
  limit.giveBack("a");
  expect(limit.take("a")).toBe(0);
  limit.giveBack("a");
  expect([limit.take("a"), limit.take("a")]).toEqual([0, 60]);
});

test("memory has an end: the oldest key is forgotten", () => {
  const { limit } = limiter(1);
  for (let n = 0; n < LIMITED_KEYS_MAX; n++) limit.take(`key ${n}`);
  expect(limit.take("key 0")).toBe(60);
  limit.take("one more");
  expect([limit.take("key 1"), limit.take("key 0")]).toEqual([60, 0]);
});
