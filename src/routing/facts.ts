import { FAMILIES, type Family } from "../channels/channel.ts";
import type { AgentFacts } from "./crew.ts";
import type { Due, PerFamily, Queue, Ring, Waiting } from "./rules.ts";
import type { AgentRow, ConversationRow, QueueRow, RejectionRow } from "./store.ts";

// From rows to what the rules look at.

const MINUTE_MS = 60_000;

export function agentOf({ signedIn, ready, skills, queues, families, ...row }: AgentRow): AgentFacts {
  const capacities = JSON.parse(families) as Partial<Record<Family, number>>;
  const included = JSON.parse(queues) as number[];
  return {
    ...row,
    signedIn: signedIn === 1,
    ready: ready === 1,
    capacities: Object.fromEntries(FAMILIES.map((family) => [family, capacities[family] ?? Number.POSITIVE_INFINITY])) as PerFamily,
    skills: new Map((JSON.parse(skills) as [number, number][]).sort(([a], [b]) => a - b)),
    queues: included.length > 0 ? new Set(included.sort((a, b) => a - b)) : null,
  };
}

export function queueOf({ rings, overflowQueueId, overflowSeconds, ...row }: QueueRow): Queue {
  return {
    ...row,
    rings: (JSON.parse(rings) as Ring[]).map((ring) => ({ ...ring, skillsets: ring.skillsets.toSorted((a, b) => a - b) })),
    overflow: overflowQueueId !== null && overflowSeconds !== null ? { queueId: overflowQueueId, afterSeconds: overflowSeconds } : null,
  };
}

export function waitingOf({ id, queueId, family, priority, enqueuedAt, isolatedBy, ...row }: ConversationRow, rejections: readonly RejectionRow[]): Waiting {
  const { reservedHow: how, reservedAgentId: agentId, reservedSkillsetId: skillsetId } = row;
  const by = new Map(rejections.map((one) => [one.agentId, one.forGood === 1 ? Number.POSITIVE_INFINITY : one.at]));
  const reserved = how && { how, agentId, skillsetId };
  const place = { id, queueId, family, priority, enqueuedAt };
  return { ...place, reserved, isolatedBy, preferredId: row.preferredAgentId ?? 0, rejections: by.size > 0 ? by : null };
}

/** Everything about a conversation that ends by itself, and when. */
export function duesOf(row: ConversationRow, queue: Queue): Due[] {
  const { id: conversationId, agentId } = row;
  const due = (what: Due["what"], at: number | null): Due[] => (at === null ? [] : [{ at, conversationId, what, agentId: agentId ?? 0 }]);
  const after = (since: number | null, ms: number | null) => (since === null || ms === null ? null : since + ms);
  const minutes = (number: number | null) => (number === null ? null : number * MINUTE_MS);
  if (row.state === "offered") return due("offer", row.expiresAt);
  if (row.state === "queued") {
    const { overflow, ageingMinutes } = queue;
    return [
      ...due("reservation", row.reservedUntil),
      ...due("overflow", overflow && row.reservedHow === null ? after(row.waitingSince, overflow.afterSeconds * 1000) : null),
      ...due("ageing", row.priority === "high" ? null : after(row.agedAt ?? row.waitingSince, minutes(ageingMinutes))),
    ];
  }
  if (row.state !== "active") return [];
  return [
    ...due("opening", row.openBy),
    ...due("answer", row.replyBy),
    ...due("absence", after(row.awaySince, minutes(queue.awayMinutes))),
    ...due("silence", row.awaySince === null ? after(row.customerOwesSince, minutes(queue.silentMinutes)) : null),
  ];
}
