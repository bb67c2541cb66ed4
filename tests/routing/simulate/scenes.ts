import { EVERY_KIND, type Scenario, type SimulatedAgent, type SimulatedQueue } from "../../../src/routing/simulate/scenario.ts";
import { minutes, NINE } from "../../world.ts";

// A centre for simulated days: one skillset, one queue that gives without asking, agents who are there from nine on.

export const SELLING = 21;
export const SALES = 31;

export const queue = (more: Partial<SimulatedQueue> = {}): SimulatedQueue => ({
  id: SALES,
  name: "sales",
  acceptance: "automatic",
  offerSeconds: 30,
  rejectPauseSeconds: 60,
  agentOrder: "load",
  rings: [{ afterSeconds: 0, minLevel: 1, skillsets: [SELLING] }],
  overflow: null,
  ageingMinutes: null,
  awayMinutes: null,
  silentMinutes: null,
  slaSeconds: { chat: null, social: null, email: null },
  preferredSeconds: 0,
  ...more,
});

export const agent = (id: number, more: Partial<SimulatedAgent> = {}, capacity = 1): SimulatedAgent => ({
  facts: { id, capacity, capacities: EVERY_KIND, skills: new Map([[SELLING, 5]]), queues: null },
  name: `Agent ${id}`,
  username: `agent${id}`,
  profileId: 1,
  changes: [{ at: NINE, signedIn: true, ready: true }],
  ...more,
});

export const scene = (more: Partial<Scenario> = {}): Scenario => ({
  from: NINE,
  until: NINE + minutes(60),
  queues: [queue()],
  agents: [agent(11)],
  skillsets: new Map([[SELLING, "sales"]]),
  profiles: new Map([[1, "Agent"]]),
  arrivals: [],
  held: [],
  acceptance: { delaysMs: [0], ignoredShare: 0 },
  ...more,
});

export const arrival = (id: number, at: number, more: Partial<Scenario["arrivals"][number]> = {}): Scenario["arrivals"][number] => ({
  id,
  at,
  queueId: SALES,
  family: "social",
  priority: "medium",
  preferredId: 0,
  handlingMs: minutes(5),
  leavesAt: null,
  ...more,
});
