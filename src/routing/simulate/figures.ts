import type { Family } from "../../channels/channel.ts";
import type { Fate, Outcome, Scenario, Work } from "./scenario.ts";

/** How long those waited who got somebody; how many did not; and of those with an SLA, how many had somebody within it. */
export type Figures = {
  came: number;
  assigned: number;
  /** Gone before anybody had it. */
  left: number;
  /** Nobody had it when the day was over. */
  waiting: number;
  meanMs: number | null;
  medianMs: number | null;
  p90Ms: number | null;
  maxMs: number | null;
  /** Whether it was kept is told where it is certain: somebody had it, or its time is over. */
  sla: { kept: number; of: number } | null;
};

export type Group = { queueId: number; family: Family; figures: Figures };
export type Hour = { at: number; figures: Figures };
/** `share`: the places taken, of those that were there while Ready. */
export type Load = { agentId: number; name: string; handled: number; readyMs: number; heldMs: number; share: number | null };
/** One way a day went: as it was, or as it would have been. */
export type Side = { total: Figures; groups: readonly Group[]; hours: readonly Hour[]; loads: readonly Load[] };

const HOUR_MS = 3_600_000;

/** What a day comes to, for some of its queues (null = all). Who waited since an earlier day is not counted. */
export function sideOf(scenario: Scenario, { fates, work }: Outcome, queues: ReadonlySet<number> | null): Side {
  const counted = fates.filter(({ arrival }) => arrival.at >= scenario.from && (queues === null || queues.has(arrival.queueId)));
  const figures = (of: readonly Fate[]) => figuresOf(scenario, of);
  const groups = [...Map.groupBy(counted, ({ arrival }) => `${arrival.queueId} ${arrival.family}`).values()].map((of): Group => {
    const { queueId, family } = (of[0] as Fate).arrival;
    return { queueId, family, figures: figures(of) };
  });
  const byHour = Map.groupBy(counted, ({ arrival }) => Math.floor((arrival.at - scenario.from) / HOUR_MS));
  const hours = Array.from({ length: Math.ceil((scenario.until - scenario.from) / HOUR_MS) }, (_, n) => ({
    at: scenario.from + n * HOUR_MS,
    figures: figures(byHour.get(n) ?? []),
  }));
  return { total: figures(counted), groups: groups.sort(inOrderOf(scenario)), hours, loads: loadsOf(scenario, work, queues) };
}

function inOrderOf({ queues }: Scenario): (a: Group, b: Group) => number {
  const places = new Map(queues.map(({ id }, at) => [id, at]));
  return (a, b) => (places.get(a.queueId) ?? 0) - (places.get(b.queueId) ?? 0) || (a.family < b.family ? -1 : 1);
}

function figuresOf(scenario: Scenario, fates: readonly Fate[]): Figures {
  const waits = fates.flatMap(({ end, waitedMs }) => (end === "assigned" ? waitedMs : [])).sort((a, b) => a - b);
  const count = (end: Fate["end"]) => fates.filter((fate) => fate.end === end).length;
  return {
    came: fates.length,
    assigned: waits.length,
    left: count("left"),
    waiting: count("waiting"),
    meanMs: waits.length === 0 ? null : waits.reduce((sum, ms) => sum + ms, 0) / waits.length,
    medianMs: median(waits),
    p90Ms: quantile(waits, 0.9),
    maxMs: waits.at(-1) ?? null,
    sla: slaOf(scenario, fates),
  };
}

function slaOf({ queues }: Scenario, fates: readonly Fate[]): Figures["sla"] {
  const limits = new Map(queues.map(({ id, slaSeconds }) => [id, slaSeconds]));
  const told = fates.flatMap(({ arrival, end, waitedMs }) => {
    const seconds = limits.get(arrival.queueId)?.[arrival.family] ?? null;
    if (seconds === null) return [];
    const inTime = waitedMs <= seconds * 1000;
    return inTime && end !== "assigned" ? [] : [inTime];
  });
  return told.length === 0 ? null : { kept: told.filter(Boolean).length, of: told.length };
}

function loadsOf({ agents, queues }: Scenario, work: readonly Work[], shown: ReadonlySet<number> | null): Load[] {
  const skillsets = new Set(queues.filter(({ id }) => shown === null || shown.has(id)).flatMap(({ rings }) => rings.flatMap((ring) => ring.skillsets)));
  const done = new Map(work.map((one) => [one.agentId, one]));
  return agents.flatMap(({ facts, name }) => {
    const { handled = 0, readyMs = 0, heldMs = 0 } = done.get(facts.id) ?? {};
    if (readyMs + heldMs === 0 || ![...facts.skills.keys()].some((id) => skillsets.has(id))) return [];
    return [{ agentId: facts.id, name, handled, readyMs, heldMs, share: facts.capacity * readyMs > 0 ? heldMs / (facts.capacity * readyMs) : null }];
  });
}

/** The middle one; of an even number the mean of the two in the middle. Null of nothing. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The smallest of those that at least this share is not above (nearest rank). */
const quantile = (sorted: readonly number[], share: number): number | null => sorted[Math.ceil(share * sorted.length) - 1] ?? null;
