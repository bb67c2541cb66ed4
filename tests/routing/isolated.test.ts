import { describe, expect, test } from "bun:test";
import { decide, nextDeadline } from "../../src/routing/decide.ts";
import type { Agent, Line, Waiting } from "../../src/routing/rules.ts";
import { minutes, NINE, seconds } from "../world.ts";
import { item, type Plain, queueOf, viewOf } from "./plain-view.ts";

// Ana is isolated and sells; ben sells and fixes, chiara fixes. The queue asks for both.

const [selling, fixing, french] = [21, 22, 23];
const agent = (id: number, skills: readonly number[], more: Partial<Agent> = {}): Agent => ({
  id,
  signedIn: true,
  seen: true,
  ready: true,
  capacity: 6,
  load: 0,
  capacities: { chat: Infinity, social: Infinity, email: Infinity },
  loads: { chat: 0, social: 0, email: 0 },
  lastAssignedAt: 0,
  skills: new Map(skills.map((skillset) => [skillset, 5])),
  queues: null,
  ...more,
});
const away = { signedIn: false, ready: false };
const ana = agent(11, [selling], away);
const [ben, chiara] = [agent(12, [selling, fixing]), agent(13, [fixing])];
const full = { load: 6 };
const queue = queueOf(selling, fixing);
const passedOn = (id: number, more: Partial<Waiting> = {}) => item(id, { isolatedBy: 11, ...more });
const view = (more: Partial<Plain>) => viewOf({ agents: [ana, ben, chiara], queues: [queue], waiting: [], due: [], ...more });
const given = (more: Partial<Plain>, now = NINE) => decide(view(more), now).map((one) => [one.conversationId, "agentId" in one ? one.agentId : null]);
const reasons = (more: Partial<Plain>) =>
  decide(view(more), NINE).flatMap((one) => ("why" in one ? one.why.considered.map(({ agentId, reason }) => `${agentId} ${reason}`) : []));

describe("what an isolated agent passed on", () => {
  test("goes to who shares a skillset with them, however much freer another is, and the decision says why", () => {
    const agents = [ana, agent(12, [selling, fixing], { load: 5 }), chiara];
    expect(given({ agents, waiting: [passedOn(1)] })).toEqual([[1, 12]]);
    expect(reasons({ agents, waiting: [passedOn(1)] })).toEqual(["11 signed-out", "12 chosen", "13 isolated"]);
    expect(given({ agents, waiting: [item(1)] })).toEqual([[1, 13]]);
  });

  test("waits while nobody near is free, and holds up nobody behind it", () => {
    const agents = [ana, agent(12, [selling, fixing], full), chiara];
    expect(given({ agents, waiting: [passedOn(1), passedOn(2, { enqueuedAt: NINE + 1 }), item(3, { enqueuedAt: NINE + 2 })] })).toEqual([[3, 13]]);
  });

  test("goes to any of the queue when they are no agent any more", () => {
    expect(given({ agents: [chiara], waiting: [passedOn(1)] })).toEqual([[1, 13]]);
  });

  test("may be theirs again", () => {
    expect(given({ agents: [agent(11, [selling]), chiara], waiting: [passedOn(1)] })).toEqual([[1, 11]]);
  });

  test("may be shared by a skillset that the queue does not name", () => {
    const agents = [agent(11, [selling, french], away), agent(12, [fixing, french]), chiara];
    expect(reasons({ agents, waiting: [passedOn(1)] })).toEqual(["11 signed-out", "12 chosen", "13 isolated"]);
  });

  test("reserved for one or for a skillset alone goes to whom it is meant for", () => {
    const byAgent = { how: "named", agentId: 13, skillsetId: null } as const;
    const bySkillset = { how: "immediate", agentId: null, skillsetId: fixing } as const;
    const near = agent(12, [selling]);
    expect(reasons({ agents: [ana, near, chiara], waiting: [passedOn(1, { reserved: byAgent })] })).toEqual(["11 reserved", "12 reserved", "13 chosen"]);
    expect(reasons({ agents: [ana, near, chiara], waiting: [passedOn(1, { reserved: bySkillset })] })).toEqual(["11 reserved", "12 reserved", "13 chosen"]);
  });

  test("who is too low and shares nothing is told so by what no level would change", () => {
    const rings = [{ afterSeconds: 0, minLevel: 6, skillsets: [selling, fixing] }];
    const agents = [ana, agent(12, [selling]), chiara, agent(14, [selling], { skills: new Map([[selling, 9]]) })];
    expect(reasons({ agents, queues: [{ ...queue, rings }], waiting: [passedOn(1)] })).toEqual(["11 low-level", "12 low-level", "13 isolated", "14 chosen"]);
  });

  test("counts what the same pass has given away before", () => {
    const agents = [ana, agent(12, [selling, fixing], { load: 5 }), chiara];
    expect(given({ agents, waiting: [passedOn(1), passedOn(2), item(3)] })).toEqual([
      [1, 12],
      [3, 13],
    ]);
  });
});

test("it looks again when a ring opens only if somebody free behind it may have it", () => {
  const queues = [
    {
      ...queue,
      rings: [
        { afterSeconds: 0, minLevel: 1, skillsets: [selling] },
        { afterSeconds: 60, minLevel: 1, skillsets: [fixing] },
      ],
    },
  ];
  const only = (agents: readonly Agent[], waiting: Waiting) => nextDeadline(view({ queues, agents, waiting: [waiting] }), NINE);
  expect(only([ana, chiara], passedOn(1))).toBeNull();
  expect(only([ana, chiara], item(1))).toBe(NINE + seconds(60));
  expect(only([ana, agent(12, [fixing, french]), chiara], passedOn(1))).toBeNull();
  const both = agent(12, [selling, fixing], { queues: null });
  expect(only([ana, both, chiara], passedOn(1, { rejections: new Map([[12, NINE - minutes(2)]]) }))).toBe(NINE + seconds(60));
});

test("a thousand that wait for somebody near are not looked at while only others are free", () => {
  const waiting = Array.from({ length: 1000 }, (_, n) => passedOn(n + 1));
  for (const agents of [
    [ana, agent(12, [selling, fixing], full), chiara],
    [ana, agent(12, [selling, fixing], { load: 5 }), chiara],
  ]) {
    const plain = view({ agents, waiting });
    let looks = 0;
    const counting = (line: Line): Line => ({
      ...line,
      after: (place) => {
        looks++;
        return line.after(place);
      },
    });
    decide({ ...plain, lines: (priority) => [...plain.lines(priority)].map(counting) }, NINE);
    expect(looks).toBeLessThan(4);
  }
});
