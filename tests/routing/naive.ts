import type { Considered, Decision, Others, Priority, TieBreak } from "../../src/routing/rules.ts";
import type { Agent, Centre, Ends, Queue, Waiting } from "./centre.ts";

// The rules a second time, written to be read: everything is looked at, nothing is skipped, one decision after the other.

/** Must say what `decide` says. Changes `centre` while it thinks. */
export function naiveDecide(centre: Centre, now: number, max: number): Decision[] {
  const over = centre.ends.filter(({ at }) => at <= now);
  const first = over.filter((one) => over.find(({ id }) => id === one.id) === one);
  if (first.length > 0) return first.slice(0, max).map((one) => ended(centre, one));
  const forsaken = centre.waiting.filter((one) => isForsaken(centre, one)).toSorted((a, b) => a.id - b.id);
  if (forsaken.length > 0) return forsaken.slice(0, max).map(({ id }) => ({ kind: "free", conversationId: id, reason: "gone" }));
  return inOrder(centre.waiting)
    .flatMap((one) => giveOne(centre, one, now))
    .slice(0, max);
}

function ended({ waiting, queues }: Centre, { what, id: conversationId, agentId }: Ends): Decision {
  const one = waiting.find(({ id }) => id === conversationId);
  if (what === "offer") return { kind: "expire", conversationId, agentId };
  if (what === "opening") return { kind: "take-back", conversationId, agentId, reason: "unopened" };
  if (what === "answer") return { kind: "take-back", conversationId, agentId, reason: "unanswered" };
  if (what === "absence") return { kind: "take-back", conversationId, agentId, reason: "away" };
  if (what === "silence") return { kind: "put-aside", conversationId, agentId };
  if (what === "reservation") return { kind: "free", conversationId, reason: "over" };
  if (what === "overflow") return { kind: "overflow", conversationId, queueId: queues.get(one?.queueId ?? 0)?.overflowTo as number };
  return { kind: "age", conversationId, to: one?.priority === "low" ? "medium" : "high" };
}

function isForsaken({ agents }: Centre, { reserved }: Waiting): boolean {
  if (!reserved || reserved.agentId === null) return false;
  const target = agents.find(({ id }) => id === reserved.agentId);
  return !target || (reserved.how === "preferred" && !target.signedIn);
}

const RANK: Record<Priority, number> = { high: 0, medium: 1, low: 2 };
export function inOrder<T extends { priority: Priority; enqueuedAt: number; id: number }>(waiting: readonly T[]): T[] {
  return waiting.toSorted((a, b) => RANK[a.priority] - RANK[b.priority] || a.enqueuedAt - b.enqueuedAt || a.id - b.id);
}

const isOpen = (ring: Queue["rings"][number], one: Waiting, now: number) => ring.after * 1000 <= Math.max(0, now - one.enqueuedAt);
const isIn = (agent: Agent, skills: readonly number[]) => skills.some((skill) => agent.levels.has(skill));

/** Agents of the open rings' skillsets, and for whom it is reserved. */
function consideredFor({ agents, queues }: Centre, one: Waiting, now: number): Agent[] {
  const rings = queues.get(one.queueId)?.rings.filter((ring) => isOpen(ring, one, now)) ?? [];
  return agents.filter((agent) => rings.some(({ skills }) => isIn(agent, skills)) || (one.reserved && isMeant(agent, one)));
}

function isMeant(agent: Agent, { reserved }: Waiting): boolean {
  if (!reserved) return true;
  return reserved.agentId === null ? agent.levels.has(reserved.skillsetId as number) : agent.id === reserved.agentId;
}

/** Whether one is good enough in a skillset of an open ring; who is meant by name or skillset always is. */
function isGoodEnough({ queues }: Centre, agent: Agent, one: Waiting, now: number): boolean {
  if (one.reserved) return true;
  const rings = queues.get(one.queueId)?.rings.filter((ring) => isOpen(ring, one, now)) ?? [];
  return rings.some(({ skills, minLevel }) => skills.some((skill) => (agent.levels.get(skill) ?? 0) >= minLevel));
}

/** What an isolated agent passed on is for those who have one of their skillsets; not once they are no agent any more, or while it waits for one alone. */
function isNear({ agents }: Centre, agent: Agent, one: Waiting): boolean {
  const from = agents.find(({ id }) => id === one.isolatedBy);
  return one.reserved !== null || from === undefined || isIn(agent, [...from.levels.keys()]);
}

/** Agents who may be given this conversation, as far as skills, reservations and isolation go. */
export function skilledFor(centre: Centre, one: Waiting, now: number): Agent[] {
  return consideredFor(centre, one, now).filter((agent) => isMeant(agent, one) && isNear(centre, agent, one) && isGoodEnough(centre, agent, one, now));
}

/** What is for one agent alone by hand asks neither for Ready nor for a free place. */
export const isExclusive = ({ reserved }: Waiting) => reserved?.how === "exclusive" && reserved.agentId !== null;

function unfit(agent: Agent, one: Waiting): Considered["reason"] | null {
  const out = agent.most[one.family] === 0 || (agent.queues.length > 0 && !agent.queues.includes(one.queueId));
  if (out && !isExclusive(one)) return "not-included";
  if (!agent.signedIn) return "signed-out";
  if (!agent.seen) return "unseen";
  if (isExclusive(one)) return null;
  if (!agent.ready) return "not-ready";
  return agent.load < agent.capacity && agent.loads[one.family] < agent.most[one.family] ? null : "full";
}

export const isFreeFor = (agent: Agent, one: Waiting) => unfit(agent, one) === null;

export function pauseIsOver({ queues }: Centre, one: Waiting, agentId: number, now: number): boolean {
  const at = one.asked.get(agentId);
  if (at === undefined || one.reserved?.agentId === agentId) return true;
  return now - at >= (queues.get(one.queueId)?.pauseSeconds ?? 0) * 1000;
}

function giveOne(centre: Centre, one: Waiting, now: number): Decision[] {
  const queue = centre.queues.get(one.queueId) as Queue;
  const considered = consideredFor(centre, one, now);
  const able = skilledFor(centre, one, now).filter((agent) => isFreeFor(agent, one));
  const fresh = able.filter((agent) => !one.asked.has(agent.id));
  const again = able.filter((agent) => one.asked.has(agent.id) && pauseIsOver(centre, one, agent.id, now));
  const levelOf = (agent: Agent) => (queue.agentOrder === "level" ? bestLevel(agent, queue, one, now) : 0);
  const criteria: [TieBreak, (agent: Agent) => number][] = [
    ["asked-longest-ago", (agent) => one.asked.get(agent.id) ?? 0],
    ["preferred", (agent) => (agent.id === one.preferredId ? 0 : 1)],
    ["highest-level", (agent) => -levelOf(agent)],
    ["lowest-load", (agent) => agent.load / agent.capacity],
    ["longest-idle", (agent) => agent.last],
    ["id", (agent) => agent.id],
  ];
  const deciding = (a: Agent, b: Agent) => criteria.find(([, value]) => value(a) !== value(b)) as (typeof criteria)[number];
  const ranked = (fresh.length > 0 ? fresh : again).toSorted((a, b) => deciding(a, b)[1](a) - deciding(a, b)[1](b));
  const [chosen, second] = ranked;
  if (!chosen) return [];
  const why = {
    considered: considered.map((agent): Considered => ({ agentId: agent.id, reason: agent === chosen ? "chosen" : whyNot(centre, agent, one, now) })),
    others: others(centre, queue, considered, one, now),
    tieBreak: one.reserved && one.reserved.agentId !== null ? ("reserved" as const) : second ? deciding(chosen, second)[0] : ("only-one" as const),
  };
  chosen.load++;
  chosen.loads[one.family]++;
  chosen.last = now;
  const given = { conversationId: one.id, agentId: chosen.id, queueId: queue.id, why };
  if (isExclusive(one)) return [{ kind: "assign", how: "exclusive", ...given }];
  if (queue.acceptance === "automatic") return [{ kind: "assign", how: "automatic", ...given }];
  return [{ kind: "offer", ...given, expiresAt: now + queue.offerSeconds * 1000 }];
}

// For a skillset alone its own level counts; for the queue the best of what its open rings name.
function bestLevel(agent: Agent, queue: Queue, one: Waiting, now: number): number {
  if (one.reserved) return one.reserved.skillsetId === null ? 0 : (agent.levels.get(one.reserved.skillsetId) ?? 0);
  const named = queue.rings.filter((ring) => isOpen(ring, one, now)).flatMap(({ skills }) => skills);
  return Math.max(...named.map((skill) => agent.levels.get(skill) ?? 0));
}

function whyNot(centre: Centre, agent: Agent, one: Waiting, now: number): Considered["reason"] {
  if (!isMeant(agent, one)) return "reserved";
  if (!isNear(centre, agent, one)) return "isolated";
  if (!isGoodEnough(centre, agent, one, now)) return "low-level";
  const against = unfit(agent, one);
  if (against) return against;
  if (one.asked.get(agent.id) === Number.POSITIVE_INFINITY) return "had-it";
  return one.asked.has(agent.id) ? "rejected" : "could";
}

function others({ agents }: Centre, queue: Queue, considered: readonly Agent[], one: Waiting, now: number): Others {
  const later = queue.rings.filter((ring) => !isOpen(ring, one, now)).flatMap(({ skills }) => skills);
  const laterRing = agents.filter((agent) => isIn(agent, later) && !considered.includes(agent)).length;
  return { laterRing, unskilled: agents.length - laterRing - considered.length };
}
