import type { Problem } from "../../admin/apply/declaration.ts";
import { listOf, objectOf, oneOf, orNull, type Shape, tableOf, text } from "../../admin/apply/shape.ts";
import { PRIORITIES, type Priority } from "../rules.ts";

export const ADDED_MAX = 100;
export const CAPACITY_MAX = 1_000;
const SECONDS_MAX = 86_400;
export const AGEING_MINUTES_MAX = 1_440;
export const LEVEL_MAX = 10;

export type RingChange = { afterSeconds: number; minLevel?: number; skillsets: readonly string[] };
/** What is not named stays as it is; null = never. */
export type QueueChange = {
  queue: string;
  priority?: Priority;
  acceptance?: "automatic" | "manual";
  offerSeconds?: number;
  agentOrder?: "load" | "level";
  ageingMinutes?: number | null;
  overflow?: { queue: string; afterSeconds: number } | null;
  rings?: readonly RingChange[];
};

/** What shall be otherwise on a day: queues and skillsets by name, agents by user name. */
export type Variation = {
  /** More agents of a skillset, or (below 0) fewer. */
  agents?: readonly { skillset: string; add: number }[];
  /** All the skillsets of an agent, each with its level. */
  skills?: readonly { agent: string; skillsets: Readonly<Record<string, number>> }[];
  /** Of one agent, of all with a profile, or of everybody. */
  capacities?: readonly { agent?: string; profile?: string; capacity: number }[];
  queues?: readonly QueueChange[];
  /** How long it takes to accept an offer, every time. */
  acceptSeconds?: number;
  /** The share of offers that nobody answers, in percent. */
  ignoredPercent?: number;
};

const between =
  (min: number, max: number): Shape =>
  (value, path, wrong) =>
    (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) || wrong(path, "simulate.between", { min, max });
const seconds = (min: number) => between(min, SECONDS_MAX);

const RING = objectOf({ afterSeconds: seconds(0), minLevel: between(1, LEVEL_MAX), skillsets: listOf(text) }, ["afterSeconds", "skillsets"]);
const QUEUE = objectOf(
  {
    queue: text,
    priority: oneOf(PRIORITIES),
    acceptance: oneOf(["automatic", "manual"]),
    offerSeconds: between(1, 3_600),
    agentOrder: oneOf(["load", "level"]),
    ageingMinutes: orNull(between(1, AGEING_MINUTES_MAX)),
    overflow: orNull(objectOf({ queue: text, afterSeconds: seconds(1) }, ["queue", "afterSeconds"])),
    rings: listOf(RING),
  },
  ["queue"],
);
const VARIATION = objectOf({
  agents: listOf(objectOf({ skillset: text, add: between(-ADDED_MAX, ADDED_MAX) }, ["skillset", "add"])),
  skills: listOf(objectOf({ agent: text, skillsets: tableOf(between(1, LEVEL_MAX)) }, ["agent", "skillsets"])),
  capacities: listOf(objectOf({ agent: text, profile: text, capacity: between(0, CAPACITY_MAX) }, ["capacity"])),
  queues: listOf(QUEUE),
  acceptSeconds: between(0, 3_600),
  ignoredPercent: between(0, 100),
});

/** All that is wrong with the shape of a variation; none: it is one. */
export function problemsOf(value: unknown): Problem[] {
  const problems: Problem[] = [];
  VARIATION(value, "", (path, key, facts = {}) => void problems.push({ path: path.replace(/^\./, ""), key, facts }));
  return problems;
}
