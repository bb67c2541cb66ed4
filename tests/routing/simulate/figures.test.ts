import { expect, test } from "bun:test";
import { median, sideOf } from "../../../src/routing/simulate/figures.ts";
import type { Fate } from "../../../src/routing/simulate/scenario.ts";
import { minutes, NINE, seconds } from "../../world.ts";
import { agent, arrival, queue, SALES, scene } from "./scenes.ts";

const fate = (id: number, end: Fate["end"], waited: number, at = NINE, more: Partial<Fate["arrival"]> = {}): Fate => ({
  arrival: arrival(id, at, more),
  end,
  waitedMs: seconds(waited),
  agentId: end === "assigned" ? 11 : null,
});
const day = scene({ queues: [queue({ slaSeconds: { chat: null, social: 30, email: null } })] });

test("waits are of those whom somebody had; the ninth of ten is the 90th percentile", () => {
  const fates = [...Array.from({ length: 10 }, (_, n) => fate(n, "assigned", n * 10)), fate(20, "left", 500), fate(21, "waiting", 900)];
  const { came, assigned, left, waiting, meanMs, medianMs, p90Ms, maxMs } = sideOf(day, { fates, work: [] }, null).total;
  expect([came, assigned, left, waiting, meanMs, medianMs, p90Ms, maxMs]).toEqual([12, 10, 1, 1, 45_000, 45_000, 80_000, 90_000]);
});

test("the SLA is kept by whom somebody had in time; who is gone or waits within it is not judged", () => {
  const fates = [
    fate(1, "assigned", 30),
    fate(2, "assigned", 31),
    fate(3, "waiting", 10),
    fate(4, "left", 40),
    fate(5, "assigned", 900, NINE, { family: "chat" }),
  ];
  expect(sideOf(day, { fates, work: [] }, null).total.sla).toEqual({ kept: 1, of: 3 });
  expect(sideOf(scene(), { fates, work: [] }, null).total.sla).toBe(null);
});

test("each queue and kind of channel has its own, each hour too, and only the queues that are asked for", () => {
  const fates = [fate(1, "assigned", 5), fate(2, "assigned", 9, NINE + minutes(59), { family: "chat" }), fate(3, "assigned", 1, NINE, { queueId: 99 })];
  const side = sideOf(scene({ until: NINE + minutes(90) }), { fates, work: [] }, new Set([SALES]));
  expect(side.groups.map(({ queueId, family, figures }) => [queueId, family, figures.came])).toEqual([
    [SALES, "chat", 1],
    [SALES, "social", 1],
  ]);
  expect(side.hours.map(({ at, figures }) => [at - NINE, figures.came, figures.meanMs])).toEqual([
    [0, 2, 7000],
    [minutes(60), 0, null],
  ]);
});

test("who waited since the day before is not counted", () => {
  expect(sideOf(day, { fates: [fate(1, "assigned", 5, NINE - 1)], work: [] }, null).total.came).toBe(0);
});

test("an agent's load is what their places held of what they could", () => {
  const work = [
    { agentId: 11, handled: 3, readyMs: minutes(60), heldMs: minutes(90) },
    { agentId: 12, handled: 0, readyMs: 0, heldMs: 0 },
  ];
  const { loads } = sideOf(scene({ agents: [agent(11, {}, 3), agent(12)] }), { fates: [], work }, null);
  expect(loads.map(({ agentId, handled, share }) => [agentId, handled, share])).toEqual([[11, 3, 0.5]]);
  expect(sideOf(scene({ agents: [agent(11)] }), { fates: [], work }, new Set([99])).loads).toEqual([]);
});

test("the middle of an even number lies between the two", () => {
  expect([median([]), median([3]), median([4, 1]), median([9, 1, 4])]).toEqual([null, 3, 2.5, 4]);
});
