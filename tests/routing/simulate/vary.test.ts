import { expect, test } from "bun:test";
import { EVERY_KIND, type Scenario } from "../../../src/routing/simulate/scenario.ts";
import { problemsOf, type Variation } from "../../../src/routing/simulate/variation.ts";
import { vary } from "../../../src/routing/simulate/vary.ts";
import { minutes, NINE } from "../../world.ts";
import { agent, arrival, queue, SELLING, scene } from "./scenes.ts";

const varied = (variation: Variation, more: Partial<Scenario> = {}) => vary(scene(more), variation);

test("no change leaves the day as it was", () => {
  const { scenario, problems } = varied({});
  expect([scenario, problems]).toEqual([scene(), []]);
});

test("more agents of a skillset are there whenever one of it is, with the capacity that is usual", () => {
  const late = agent(12, { changes: [{ at: NINE + minutes(5), signedIn: true, ready: true }] }, 3);
  const early = agent(
    11,
    {
      changes: [
        { at: NINE, signedIn: true, ready: true },
        { at: NINE + minutes(9), signedIn: false, ready: false },
      ],
    },
    3,
  );
  const { scenario } = varied({ agents: [{ skillset: "SALES", add: 2 }] }, { agents: [early, late] });
  expect(scenario.agents.map(({ facts }) => facts.id)).toEqual([11, 12, 13, 14]);
  const last = scenario.agents.at(-1);
  expect(last?.facts).toEqual({ id: 14, capacity: 3, capacities: EVERY_KIND, skills: new Map([[SELLING, 5]]), queues: null });
  expect(last?.changes.map(({ at, ready }) => [at - NINE, ready])).toEqual([
    [0, true],
    [minutes(5), true],
    [minutes(9), true],
  ]);
});

test("where nobody has the skill, who is added is there all day", () => {
  const { scenario } = varied({ agents: [{ skillset: "sales", add: 1 }] }, { agents: [] });
  expect(scenario.agents[0]?.changes).toEqual([{ at: NINE, signedIn: true, ready: true }]);
});

test("fewer agents: those who were Ready go, the last first, and nobody who was not there", () => {
  const agents = [agent(11), agent(12), agent(13, { changes: [] })];
  expect(varied({ agents: [{ skillset: "sales", add: -1 }] }, { agents }).scenario.agents.map(({ facts }) => facts.id)).toEqual([11, 13]);
  expect(varied({ agents: [{ skillset: "sales", add: -9 }] }, { agents }).scenario.agents.map(({ facts }) => facts.id)).toEqual([13]);
});

test("of capacities the nearest holds: an agent's own, their profile's, everybody's", () => {
  const agents = [agent(11), agent(12), agent(13, { profileId: 2 })];
  const capacities = [{ capacity: 9 }, { profile: "agent", capacity: 4 }, { agent: "AGENT12", capacity: 2 }];
  expect(varied({ capacities }, { agents }).scenario.agents.map(({ facts }) => facts.capacity)).toEqual([4, 2, 9]);
});

test("queues and skills are otherwise in what is named, and as they were in all else", () => {
  const rings = [
    { afterSeconds: 30, minLevel: 3, skillsets: ["sales"] },
    { afterSeconds: 0, skillsets: ["sales"] },
  ];
  const { scenario } = varied(
    {
      queues: [{ queue: "sales", priority: "high", acceptance: "manual", rings, overflow: { queue: "sales", afterSeconds: 9 } }],
      skills: [{ agent: "agent11", skillsets: { sales: 9 } }],
      acceptSeconds: 4,
      ignoredPercent: 10,
    },
    { arrivals: [arrival(1, NINE)] },
  );
  expect(scenario.queues).toEqual([
    queue({
      acceptance: "manual",
      overflow: { queueId: 31, afterSeconds: 9 },
      rings: [
        { afterSeconds: 0, minLevel: 1, skillsets: [SELLING] },
        { afterSeconds: 30, minLevel: 3, skillsets: [SELLING] },
      ],
    }),
  ]);
  expect([scenario.arrivals[0]?.priority, scenario.agents[0]?.facts.skills.get(SELLING), scenario.acceptance]).toEqual([
    "high",
    9,
    { delaysMs: [4000], ignoredShare: 0.1 },
  ]);
});

test("names that are not there are told all at once, with those that are", () => {
  const { problems } = varied({
    agents: [{ skillset: "french", add: 1 }],
    skills: [{ agent: "nobody", skillsets: { french: 1 } }],
    capacities: [{ profile: "boss", capacity: 1 }],
    queues: [{ queue: "sales", overflow: { queue: "vip", afterSeconds: 1 } }, { queue: "none" }],
  });
  expect(problems.map(({ path, facts }) => [path, facts["name"]]).sort()).toEqual([
    ["agents[0].skillset", "french"],
    ["capacities[0].profile", "boss"],
    ["queues[0].overflow.queue", "vip"],
    ["queues[1].queue", "none"],
    ["skills[0].agent", "nobody"],
    ["skills[0].skillsets.french", "french"],
  ]);
  expect(problems.find(({ path }) => path === "queues[1].queue")).toEqual({
    path: "queues[1].queue",
    key: "simulate.not-there",
    facts: { name: "none", section: "queues", known: "sales" },
  });
});

test("a variation of the wrong shape says where and what, all at once", () => {
  const wrong = {
    agents: [{ skillset: "sales", add: 101 }, { add: 1 }],
    queues: [{ queue: "sales", ageingMinutes: 0, rings: [{ afterSeconds: 1.5, skillsets: "sales" }] }],
    capacities: [{ capacity: "6" }],
    speed: 9,
  };
  expect(problemsOf(wrong).map(({ path, key }) => [path, key])).toEqual([
    ["agents[0].add", "simulate.between"],
    ["agents[1].skillset", "apply.needed"],
    ["queues[0].ageingMinutes", "simulate.between"],
    ["queues[0].rings[0].afterSeconds", "simulate.between"],
    ["queues[0].rings[0].skillsets", "apply.list"],
    ["capacities[0].capacity", "simulate.between"],
    ["speed", "apply.unknown-attribute"],
  ]);
  expect(problemsOf([]).map(({ key }) => key)).toEqual(["apply.object"]);
  expect(problemsOf({ queues: [{ queue: "sales", ageingMinutes: null, overflow: null }] })).toEqual([]);
});
