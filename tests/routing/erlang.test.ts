import { expect, test } from "bun:test";
import { simulate } from "../../src/routing/simulate/live.ts";
import type { Arrival } from "../../src/routing/simulate/scenario.ts";
import { random } from "../random.ts";
import { NINE } from "../world.ts";
import { agent, arrival, scene } from "./simulate/scenes.ts";

// A. K. Erlang, 1917: of customers who come at random to equal agents, how many wait, and how long. The centre that we simulate, with the
// rules that serve people, must agree.

const HANDLING_MS = 300_000;
const TOLERANCE = 0.03;
const CUSTOMERS = 60_000;
const MANY = 3_000_000;

/** The share that waits (Erlang C) and the mean wait over all, in ms, with `load` in erlangs. */
function erlangC(agents: number, load: number, handlingMs: number): { share: number; meanMs: number } {
  let blocked = 1;
  for (let n = 1; n <= agents; n++) blocked = (load * blocked) / (n + load * blocked);
  const share = blocked / (1 - (load / agents) * (1 - blocked));
  return { share, meanMs: (share * handlingMs) / (agents - load) };
}

type Comer = Pick<Arrival, "at" | "handlingMs">;

// Whole milliseconds, as our clock has; the handling is so long that this changes nothing.
function* poisson(customers: number, load: number, seed: number): Generator<Comer> {
  const { next } = random(seed);
  const pause = (meanMs: number) => -Math.log(1 - next()) * meanMs;
  let at = NINE;
  for (let n = 0; n < customers; n++) {
    at += pause(HANDLING_MS / load);
    yield { at: Math.round(at), handlingMs: Math.round(pause(HANDLING_MS)) };
  }
}

/** The same reckoned plainly: whoever comes takes the agent who is free first. */
function plainly(agents: number): (comer: Comer) => number {
  const freeAt = new Float64Array(agents);
  return ({ at, handlingMs }) => {
    let soonest = 0;
    for (let n = 1; n < agents; n++) if ((freeAt[n] as number) < (freeAt[soonest] as number)) soonest = n;
    const since = Math.max(at, freeAt[soonest] as number);
    freeAt[soonest] = since + handlingMs;
    return since - at;
  };
}

type Sum = { customers: number; waiting: number; waitedMs: number; handlingMs: number; last: number };
const nothing = (): Sum => ({ customers: 0, waiting: 0, waitedMs: 0, handlingMs: 0, last: NINE });
function add(sum: Sum, { at, handlingMs }: Comer, waitedMs: number) {
  sum.customers++;
  sum.waiting += waitedMs > 0 ? 1 : 0;
  sum.waitedMs += waitedMs;
  sum.handlingMs += handlingMs;
  sum.last = at;
}

// Of the load that the dice really gave: what is left of chance is in who came when.
function isAsErlangSays(agents: number, { customers, waiting, waitedMs, handlingMs, last }: Sum) {
  const expected = erlangC(agents, handlingMs / (last - NINE), handlingMs / customers);
  expect(Math.abs(waiting / customers / expected.share - 1)).toBeLessThan(TOLERANCE);
  expect(Math.abs(waitedMs / customers / expected.meanMs - 1)).toBeLessThan(TOLERANCE);
}

for (const [agents, load] of [
  [1, 0.5],
  [3, 1.8],
  [5, 3.5],
  [12, 9],
] as const) {
  test(`${agents} agents with a load of ${load} erlangs let as many wait, and as long, as Erlang says`, () => {
    const arrivals = [...poisson(CUSTOMERS, load, agents)].map((comer, n) => arrival(n + 1, comer.at, comer));
    const until = (arrivals.at(-1)?.at ?? NINE) + HANDLING_MS * 100;
    const { fates } = simulate(scene({ arrivals, until, agents: Array.from({ length: agents }, (_, n) => agent(n + 1)) }));
    const sum = nothing();
    for (const fate of fates) add(sum, fate.arrival, fate.waitedMs);
    isAsErlangSays(agents, sum);
    expect(fates.map(({ waitedMs }) => waitedMs)).toEqual(arrivals.map(plainly(agents)));
  });

  // So many that chance is below a third of the tolerance, whatever the seed.
  test(`what the simulated waits equal one by one is what Erlang says of ${MANY} customers of ${agents} agents`, () => {
    const [sum, waitOf] = [nothing(), plainly(agents)];
    for (const comer of poisson(MANY, load, 1917)) add(sum, comer, waitOf(comer));
    isAsErlangSays(agents, sum);
  });
}
