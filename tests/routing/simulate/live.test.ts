import { expect, test } from "bun:test";
import { simulate } from "../../../src/routing/simulate/live.ts";
import type { Scenario } from "../../../src/routing/simulate/scenario.ts";
import { minutes, NINE, seconds } from "../../world.ts";
import { agent, arrival, queue, SALES, SELLING, scene } from "./scenes.ts";

/** For each that came: how it ended, after how many seconds, with whom. */
const lived = (more: Partial<Scenario>) => simulate(scene(more)).fates.map(({ end, waitedMs, agentId }) => [end, waitedMs / 1000, agentId]);
const two = [arrival(1, NINE), arrival(2, NINE + seconds(60))];

test("who comes while everybody is busy waits until somebody is free", () => {
  expect(lived({ arrivals: two })).toEqual([
    ["assigned", 0, 11],
    ["assigned", 240, 11],
  ]);
});

test("an agent who holds two at once lets nobody wait", () => {
  expect(lived({ arrivals: two, agents: [agent(11, {}, 2)] }).map(([, waited]) => waited)).toEqual([0, 0]);
});

test("an offer is had when it is accepted; one that nobody answers goes to another, and comes back after the pause", () => {
  const asking = { queues: [queue({ acceptance: "manual" })], arrivals: [arrival(1, NINE)] };
  expect(lived({ ...asking, acceptance: { delaysMs: [seconds(8)], ignoredShare: 0 } })).toEqual([["assigned", 8, 11]]);
  expect(lived({ ...asking, acceptance: { delaysMs: [seconds(31)], ignoredShare: 0 } })[0]?.[0]).toBe("waiting");
  expect(lived({ ...asking, acceptance: { delaysMs: [0], ignoredShare: 1 } })[0]?.[0]).toBe("waiting");
  const halves = Array.from({ length: 200 }, (_, n) => arrival(n + 1, NINE + n, { handlingMs: 0 }));
  const { fates } = simulate(scene({ ...asking, arrivals: halves, agents: [agent(11, {}, 500)], acceptance: { delaysMs: [0], ignoredShare: 0.5 } }));
  const atOnce = fates.filter(({ waitedMs }) => waitedMs === 0).length;
  expect([atOnce > 70 && atOnce < 130, new Set(fates.map(({ waitedMs }) => waitedMs % seconds(90)))]).toEqual([true, new Set([0])]);
});

test("nobody is given anything before they are Ready, and a break begins when it begins", () => {
  const changes = [
    { at: NINE, signedIn: true, ready: false },
    { at: NINE + minutes(10), signedIn: true, ready: true },
    { at: NINE + minutes(12), signedIn: true, ready: false },
  ];
  const { fates, work } = simulate(scene({ agents: [agent(11, { changes })], arrivals: [arrival(1, NINE), arrival(2, NINE + minutes(20))] }));
  expect(fates.map(({ end, waitedMs }) => [end, waitedMs])).toEqual([
    ["assigned", minutes(10)],
    ["waiting", minutes(40)],
  ]);
  expect(work).toEqual([{ agentId: 11, handled: 1, readyMs: minutes(2), heldMs: minutes(5) }]);
});

test("who signs out with an offer gives it back", () => {
  const leaving = agent(11, {
    changes: [
      { at: NINE, signedIn: true, ready: true },
      { at: NINE + seconds(5), signedIn: false, ready: false },
    ],
  });
  const later = agent(12, { changes: [{ at: NINE + seconds(7), signedIn: true, ready: true }] });
  const asking = { queues: [queue({ acceptance: "manual" })], acceptance: { delaysMs: [seconds(8)], ignoredShare: 0 } };
  const { fates, work } = simulate(scene({ ...asking, agents: [leaving, later], arrivals: [arrival(1, NINE)] }));
  expect(fates.map(({ waitedMs, agentId }) => [waitedMs, agentId])).toEqual([[seconds(15), 12]]);
  expect(work.map(({ handled }) => handled)).toEqual([0, 1]);
});

test("what one had in the morning takes a place until it is done", () => {
  const held = [{ id: 9, agentId: 11, queueId: SALES, family: "chat", until: NINE + minutes(3) }] as const;
  expect(lived({ held, arrivals: [arrival(1, NINE)] })).toEqual([["assigned", 180, 11]]);
  expect(simulate(scene({ held, arrivals: [arrival(1, NINE)] })).work[0]?.heldMs).toBe(minutes(8));
});

test("of two who are free the one who has been longest without a new one gets the next", () => {
  const arrivals = [arrival(1, NINE), arrival(2, NINE + minutes(10)), arrival(3, NINE + minutes(20))];
  expect(lived({ arrivals, agents: [agent(11), agent(12)] }).map(([, , agentId]) => agentId)).toEqual([11, 12, 11]);
  const asking = { queues: [queue({ acceptance: "manual" })], agents: [agent(11), agent(12)] };
  expect(lived({ arrivals, ...asking }).map(([, , agentId]) => agentId)).toEqual([11, 12, 11]);
});

test("who waited since the day before is served from the beginning, and has waited that long", () => {
  expect(lived({ arrivals: [arrival(1, NINE - minutes(2))] })).toEqual([["assigned", 120, 11]]);
});

test("a customer who gave up that day gives up again, unless somebody was faster", () => {
  expect(lived({ arrivals: [arrival(1, NINE), arrival(2, NINE + seconds(60), { leavesAt: NINE + seconds(90) })] })[1]).toEqual(["left", 30, null]);
  expect(lived({ arrivals: [arrival(1, NINE, { leavesAt: NINE + seconds(90) })] })[0]).toEqual(["assigned", 0, 11]);
});

test("the customer's own agent is waited for as long as the queue says, and not when they are away", () => {
  const arrivals = [arrival(1, NINE), arrival(2, NINE + seconds(1), { preferredId: 11 })];
  const waiting = { arrivals, agents: [agent(11), agent(12)], queues: [queue({ preferredSeconds: 60 })] };
  expect(lived(waiting)[1]).toEqual(["assigned", 60, 12]);
  expect(lived({ ...waiting, queues: [queue()] })[1]).toEqual(["assigned", 0, 12]);
  expect(lived({ ...waiting, agents: [agent(11, { changes: [] }), agent(12), agent(13)] })[1]).toEqual(["assigned", 0, 13]);
});

test("who waits too long goes to the next queue, and rises as the queue says", () => {
  const helping = 22;
  const other = agent(12, { facts: { ...agent(12).facts, skills: new Map([[helping, 5]]) } });
  const next = queue({ id: 32, name: "support", rings: [{ afterSeconds: 0, minLevel: 1, skillsets: [helping] }] });
  const queues = [queue({ overflow: { queueId: 32, afterSeconds: 45 } }), next];
  expect(lived({ arrivals: two, queues, agents: [agent(11), other] })[1]).toEqual(["assigned", 45, 12]);
  const between = queue({ id: 33, name: "between", overflow: { queueId: 32, afterSeconds: 30 } });
  const chain = [queue({ overflow: { queueId: 33, afterSeconds: 45 } }), between, next];
  expect(lived({ arrivals: two, queues: chain, agents: [agent(11), other] })[1]).toEqual(["assigned", 75, 12]);

  const arrivals = [arrival(1, NINE), arrival(2, NINE + seconds(1), { priority: "low" }), arrival(3, NINE + seconds(2))];
  expect(lived({ arrivals }).map(([, waited]) => waited)).toEqual([0, 599, 298]);
  expect(lived({ arrivals, queues: [queue({ ageingMinutes: 2 })] }).map(([, waited]) => waited)).toEqual([0, 299, 598]);
});

test("a later ring comes when it is time", () => {
  const queues = [
    queue({
      rings: [
        { afterSeconds: 0, minLevel: 8, skillsets: [SELLING] },
        { afterSeconds: 20, minLevel: 1, skillsets: [SELLING] },
      ],
    }),
  ];
  expect(lived({ queues, arrivals: [arrival(1, NINE)] })).toEqual([["assigned", 20, 11]]);
});

test("the same day twice is the same", () => {
  const busy = {
    arrivals: Array.from({ length: 300 }, (_, n) => arrival(n + 1, NINE + seconds(n * 10))),
    queues: [queue({ acceptance: "manual" })],
    acceptance: { delaysMs: [seconds(1), seconds(12), seconds(40)], ignoredShare: 0.1 },
    agents: [11, 12, 13, 14].map((id) => agent(id, {}, 3)),
  };
  expect(simulate(scene(busy))).toEqual(simulate(scene(busy)));
});
