import type { Family } from "../../channels/channel.ts";
import type { AgentFacts } from "../crew.ts";
import type { PerFamily, Priority, Queue } from "../rules.ts";

// What a simulated day is made of. All of it is plain data: it goes into a Worker and comes back.

/** From an instant on an agent is in a status; `signedIn` false: is not there. */
export type Change = { readonly at: number; readonly signedIn: boolean; readonly ready: boolean };

export type SimulatedAgent = {
  readonly facts: Omit<AgentFacts, "signedIn" | "ready" | "lastAssignedAt">;
  readonly name: string;
  readonly username: string;
  readonly profileId: number;
  /** By time; nobody is there before the first. */
  readonly changes: readonly Change[];
};

/** One conversation that comes to a queue. */
export type Arrival = {
  readonly id: number;
  readonly at: number;
  readonly queueId: number;
  readonly family: Family;
  readonly priority: Priority;
  /** The customer's own agent; 0 = nobody. */
  readonly preferredId: number;
  /** For how long it takes up an agent's place, once accepted. */
  readonly handlingMs: number;
  /** When the customer is gone unless somebody has it by then; null = waits for good. */
  readonly leavesAt: number | null;
};

/** What somebody had already when the day began. */
export type Held = { readonly id: number; readonly agentId: number; readonly queueId: number; readonly family: Family; readonly until: number };

export type SimulatedQueue = Queue & {
  readonly name: string;
  /** Within how many seconds somebody should have it; null = not said. */
  readonly slaSeconds: Readonly<Record<Family, number | null>>;
  /** For how long the customer's own agent is waited for. */
  readonly preferredSeconds: number;
};

export type Acceptance = {
  /** How long agents took to accept an offer; one of these is drawn for each. */
  readonly delaysMs: readonly number[];
  /** The share of offers that nobody answers. */
  readonly ignoredShare: number;
};

export type Scenario = {
  readonly from: number;
  readonly until: number;
  readonly queues: readonly SimulatedQueue[];
  readonly agents: readonly SimulatedAgent[];
  readonly skillsets: ReadonlyMap<number, string>;
  readonly profiles: ReadonlyMap<number, string>;
  readonly arrivals: readonly Arrival[];
  readonly held: readonly Held[];
  readonly acceptance: Acceptance;
};

/** What became of one that came; `waitedMs`: until somebody had it, or gave up on it, or the day was over. */
export type Fate = {
  readonly arrival: Arrival;
  readonly end: "assigned" | "left" | "waiting";
  readonly waitedMs: number;
  readonly agentId: number | null;
};

/** What an agent did: how many they were given, for how long they were Ready, and for how long their places were taken, one beside the other. */
export type Work = { readonly agentId: number; readonly handled: number; readonly readyMs: number; readonly heldMs: number };

export type Outcome = { readonly fates: readonly Fate[]; readonly work: readonly Work[] };

export const EVERY_KIND: PerFamily = { chat: Number.POSITIVE_INFINITY, social: Number.POSITIVE_INFINITY, email: Number.POSITIVE_INFINITY };
