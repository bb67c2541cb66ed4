import { expect, test } from "bun:test";
import { missAgent } from "../../../src/agents/presence.ts";
import { setStatus } from "../../../src/agents/statuses.ts";
import { accept } from "../../../src/conversations/assignment.ts";
import { record } from "../../../src/events/record.ts";
import { readDay } from "../../../src/routing/simulate/day.ts";
import { simulate } from "../../../src/routing/simulate/live.ts";
import { ana, arrives, ben, chiara, closes, minutes, NINE, QUEUES, SKILLSETS, STATUSES, seconds, turns, type World, world } from "../../world.ts";

const DAY = { from: NINE - minutes(9 * 60), until: NINE + minutes(15 * 60) };

function accepts(w: World, id: number, agentId: number, afterSeconds: number) {
  w.settle();
  w.now += seconds(afterSeconds);
  w.write((db) => accept(db, { conversationId: id, agentId }, w.now));
}

/** A morning: the first takes ana ten minutes, the second ben four, the third nobody has. */
function morning() {
  const w = world();
  const first = arrives(w);
  accepts(w, first, ana, 12);
  const second = arrives(w);
  accepts(w, second, ben, 8);
  w.now += minutes(4);
  closes(w, second);
  w.now = NINE + seconds(12) + minutes(10);
  closes(w, first);
  turns(w, ana, null);
  w.write((db) => setStatus(db, { agentId: ben, statusId: STATUSES.break }, w.now));
  w.write((db) => setStatus(db, { agentId: chiara, statusId: STATUSES.break }, w.now));
  w.now += minutes(30);
  const third = arrives(w, { priority: "high" });
  w.settle();
  return { w, ids: [first, second, third] as const };
}

test("what came that day is read with when, where, how urgent and how long it took", () => {
  const { w, ids } = morning();
  const { scenario, measured, leftOut } = readDay(w.db, { ...DAY, until: w.now + minutes(1) });
  expect(scenario.arrivals.map(({ id, at, queueId, family, priority, handlingMs }) => [id, at - NINE, queueId, family, priority, handlingMs])).toEqual([
    [ids[0], 0, QUEUES.sales, "social", "medium", minutes(10)],
    [ids[1], seconds(12), QUEUES.sales, "social", "medium", minutes(4)],
    // Nobody had it: the median of its queue.
    [ids[2], minutes(40) + seconds(12), QUEUES.sales, "social", "high", minutes(7)],
  ]);
  expect(measured.fates.map(({ end, waitedMs, agentId }) => [end, waitedMs, agentId])).toEqual([
    ["assigned", seconds(12), ana],
    ["assigned", seconds(8), ben],
    ["waiting", minutes(1), null],
  ]);
  expect([scenario.acceptance, leftOut, scenario.held]).toEqual([{ delaysMs: [seconds(12), seconds(8)], ignoredShare: 0 }, 0, []]);
  expect(measured.work.find(({ agentId }) => agentId === ana)).toEqual({ agentId: ana, handled: 1, heldMs: minutes(10), readyMs: minutes(10) + seconds(12) });
});

test("agents are there as their statuses say, and not Ready while their page is not seen", () => {
  const { w } = morning();
  const { scenario } = readDay(w.db, DAY);
  const changes = (id: number) => scenario.agents.find(({ facts }) => facts.id === id)?.changes.map(({ at, ...rest }) => [at - NINE, rest]);
  expect(changes(ana)).toEqual([
    [0, { signedIn: true, ready: true }],
    [minutes(10) + seconds(12), { signedIn: false, ready: false }],
  ]);
  expect(changes(ben)?.at(-1)).toEqual([minutes(10) + seconds(12), { signedIn: true, ready: false }]);
  expect(scenario.agents.find(({ facts }) => facts.id === ben)?.facts.skills).toEqual(
    new Map([
      [SKILLSETS.sales, 5],
      [SKILLSETS.support, 5],
    ]),
  );
});

test("the replay of an ordinary morning waits as long as the morning did", () => {
  const { w } = morning();
  const { scenario, measured } = readDay(w.db, { ...DAY, until: w.now + minutes(1) });
  const replayed = simulate(scenario);
  expect(replayed.fates.map(({ end }) => end)).toEqual(measured.fates.map(({ end }) => end));
  expect(replayed.fates.every(({ waitedMs, end }) => end === "waiting" || waitedMs === seconds(12) || waitedMs === seconds(8))).toBe(true);
});

test("what was held at midnight takes a place, and who waited since yesterday is served but not counted", () => {
  const w = world();
  const held = arrives(w, { queue: QUEUES.support });
  w.settle();
  turns(w, ana, null);
  turns(w, ben, null);
  const waiting = arrives(w);
  const from = NINE + minutes(60);
  const { scenario, measured } = readDay(w.db, { from, until: from + minutes(60) });
  expect(scenario.held.map(({ id, until }) => [id, until])).toEqual([[held, from + minutes(60)]]);
  expect([scenario.arrivals.map(({ id }) => id), measured.fates]).toEqual([[waiting], []]);
});

test("what came to a queue that is gone is left out, and told", () => {
  const { w } = morning();
  w.db.run("UPDATE queues SET removed_at = 1 WHERE id = ?", [QUEUES.sales]);
  const { scenario, leftOut } = readDay(w.db, DAY);
  expect([scenario.arrivals.length, leftOut]).toEqual([0, 3]);
});

test("one that came back to the queue came once; an offer that ran out counts among those that nobody answers", () => {
  const w = world();
  const id = arrives(w);
  w.settle();
  w.now += seconds(30);
  w.settle();
  accepts(w, id, ben, 5);
  const { scenario } = readDay(w.db, DAY);
  expect(scenario.arrivals.map((one) => [one.id, one.at])).toEqual([[id, NINE]]);
  expect(scenario.acceptance).toEqual({ delaysMs: [seconds(5)], ignoredShare: 0.5 });
});

test("a customer whose conversation was closed before anybody had it would have waited until then", () => {
  const w = world();
  for (const agentId of [ana, ben, chiara]) turns(w, agentId, null);
  const id = arrives(w);
  w.db.run("UPDATE conversations SET state = 'closed', closed_at = ? WHERE id = ?", [NINE + minutes(7), id]);
  const { scenario, measured } = readDay(w.db, DAY);
  expect(scenario.arrivals.map(({ leavesAt }) => leavesAt)).toEqual([NINE + minutes(7)]);
  expect(measured.fates.map(({ end, waitedMs }) => [end, waitedMs])).toEqual([["left", minutes(7)]]);
});

test("while their page was not seen agents are not Ready", () => {
  const w = world();
  w.now += minutes(3);
  w.write((db) => missAgent(db, ana, w.now));
  w.now += minutes(2);
  w.write((db) => record(db, w.now, "agent.seen", { agentId: ana }, {}));
  const { scenario } = readDay(w.db, DAY);
  const changes = scenario.agents.find(({ facts }) => facts.id === ana)?.changes;
  expect(changes?.map(({ at, signedIn, ready }) => [at - NINE, signedIn, ready])).toEqual([
    [0, true, true],
    [minutes(3), true, false],
    [minutes(5), true, true],
  ]);
});

test("what a queue takes back by itself is in the handling times, so it takes nothing back on a simulated day", () => {
  const w = world();
  w.db.run("UPDATE queues SET away_minutes = 5, silent_minutes = 5, preferred = 'last', preferred_seconds = 30, sla_chat_seconds = 40");
  const [sales] = readDay(w.db, DAY).scenario.queues;
  expect([sales?.awayMinutes, sales?.silentMinutes, sales?.preferredSeconds, sales?.slaSeconds.chat]).toEqual([null, null, 30, 40]);
});
