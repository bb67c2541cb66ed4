import { expect, test } from "bun:test";
import { lived, momentsOf, shrink, told } from "./shrink.ts";

test("a day that holds is no failure", () => {
  expect(lived(1, 12)).toBe(null);
});

test("a day with moments or kinds left out is the same day but for them", () => {
  const cut = { moments: new Set([2, 3]), kinds: new Set(["accepts"]) };
  expect(lived(3, 20, cut)).toBe(null);
});

test("what is told names the rule, the seed, what is left of the day, and the conversation", () => {
  const event = { id: 4, at: 0, kind: "conversation.queued", conversation_id: 7, agent_id: null, queue_id: 31, data: "{}" };
  const failure = { seed: 5, moments: 9, cut: { moments: new Set([1, 2, 3]), kinds: new Set(["restarts"]) }, message: "rule: [ { conversationId: 7 } ]" };
  const lines = told({ ...failure, story: ["  4  +2.0 s  arrives"], events: [event, { ...event, id: 5, conversation_id: 8 }] });
  expect(lines).toEqual([
    "rule: [ { conversationId: 7 } ]",
    "seed 5: 6 of 9 moments, without restarts",
    "  4  +2.0 s  arrives",
    "what happened to conversation 7:",
    "4  1970-01-01T00:00:00.000Z  conversation.queued  agent null  queue 31  {}",
  ]);
  expect(momentsOf(failure)).toEqual([4, 5, 6, 7, 8, 9]);
});

test("a failure that nothing repeats stays as it was", () => {
  const failure = { seed: 1, moments: 4, cut: { moments: new Set<number>(), kinds: new Set<string>() }, message: "once", story: [], events: [] };
  expect(shrink(failure, 5)).toEqual(failure);
});
