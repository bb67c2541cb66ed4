import type { Member } from "./circle.ts";
import type { Agent, Considered, Line, Queue, Reason, TieBreak, Unfit, View, Waiting, Want } from "./rules.ts";

// Who may be given what, and who of them comes first.

type At = Pick<Line, "queueId" | "family">;

/** The first thing that speaks against an agent for one kind of conversation of one queue; null = free. */
export function unfit(agent: Agent, { queueId, family }: At): Unfit | null {
  if (agent.capacities[family] === 0 || (agent.queues !== null && !agent.queues.has(queueId))) return "not-included";
  if (!agent.signedIn) return "signed-out";
  if (!agent.seen) return "unseen";
  if (!agent.ready) return "not-ready";
  return agent.load < agent.capacity && agent.loads[family] < agent.capacities[family] ? null : "full";
}

/** Whether an agent is free and good enough at a skillset. */
export function fits(agent: Agent, skillset: number, want: Want): boolean {
  return (agent.skills.get(skillset) ?? 0) >= want.minLevel && unfit(agent, want) === null;
}

/** Whether one of a line can be given to an agent who is meant by it. What is for one alone by hand asks only that they are there. */
export function unfitFor(agent: Agent, line: Pick<Line, "queueId" | "family" | "reserved">): Unfit | null {
  if (line.reserved?.how !== "exclusive" || line.reserved.agentId === null) return unfit(agent, line);
  if (!agent.signedIn) return "signed-out";
  return agent.seen ? null : "unseen";
}

/**
 * The isolated agent near whom it stays, because they passed it on. Null: it goes to whoever it may, as when that one is no agent any more, or
 * while it waits for one alone.
 */
export function isolatorOf(view: View, { reserved, isolatedBy }: Pick<Line, "reserved" | "isolatedBy">): Agent | null {
  return reserved || isolatedBy === null ? null : (view.agent(isolatedBy) ?? null);
}

/** Whether two agents have a skillset in common. */
export function share(one: Agent, other: Agent): boolean {
  for (const skillset of one.skills.keys()) if (other.skills.has(skillset)) return true;
  return false;
}

/** When this agent was last asked for this conversation in vain; 0 = never. */
function askedAt(agent: Agent, waiting: Waiting): number {
  return waiting.rejections?.get(agent.id) ?? 0;
}

/**
 * Who has been asked in vain comes after everyone who has not, and may come again when the pause is over: then whoever was
 * asked longest ago. So a lone agent is asked again after the pause, and among several none is asked twice before another once.
 */
function mayBeAsked(agent: Agent, { rejectPauseSeconds }: Queue, waiting: Waiting, now: number): boolean {
  if (waiting.rejections === null) return true;
  const asked = askedAt(agent, waiting);
  return asked === 0 || waiting.reserved?.agentId === agent.id || asked + rejectPauseSeconds * 1000 <= now;
}

type Choice = { agent: Agent; tieBreak: TieBreak };
const TIE_BREAKS = ["only-one", "asked-longest-ago", "preferred", "highest-level", "lowest-load", "longest-idle", "id"] as const;

/** Who is given it, and what decided between the last two. Null when nobody may. */
export function best(members: readonly Member[], queue: Queue, line: Line, waiting: Waiting, now: number): Choice | null {
  let chosen: Member | null = null;
  let deciding = 0;
  for (const member of members) {
    if (member.bar !== null || unfitFor(member.agent, line) || !mayBeAsked(member.agent, queue, waiting, now)) continue;
    if (!chosen) {
      chosen = member;
      continue;
    }
    const rank = compare(member, chosen, queue, waiting);
    if (rank < 0) chosen = member;
    deciding = rank < 0 ? -rank : Math.max(deciding, rank);
  }
  if (!chosen) return null;
  return { agent: chosen.agent, tieBreak: line.reserved && line.reserved.agentId !== null ? "reserved" : (TIE_BREAKS[deciding - 1] ?? "only-one") };
}

// It runs for every pair that a decision looks at: nothing is made here that has to be thrown away.
/** Negative when `one` is to be chosen; its size says which of TIE_BREAKS decided, counted from 1. */
function compare(one: Member, other: Member, queue: Queue, waiting: Waiting): number {
  const a = one.agent;
  const b = other.agent;
  if (waiting.rejections !== null) {
    const askedA = askedAt(a, waiting);
    const askedB = askedAt(b, waiting);
    if (askedA !== askedB) return (askedA < askedB ? -1 : 1) * (askedA === 0 || askedB === 0 ? 1 : 2);
  }
  if (a.id === waiting.preferredId) return -3;
  if (b.id === waiting.preferredId) return 3;
  if (queue.agentOrder === "level" && one.level !== other.level) return one.level > other.level ? -4 : 4;
  const load = a.load * b.capacity - b.load * a.capacity;
  if (load !== 0) return load < 0 ? -5 : 5;
  if (a.lastAssignedAt !== b.lastAssignedAt) return a.lastAssignedAt < b.lastAssignedAt ? -6 : 6;
  return a.id < b.id ? -7 : 7;
}

/** One word for each who was considered; `chosen` is null where nobody was. */
export function reasons(members: readonly Member[], queue: Queue, line: Line, waiting: Waiting, now: number, chosen: number | null): Considered[] {
  const reasonOf = ({ agent, bar }: Member): Reason => {
    if (agent.id === chosen) return "chosen";
    const against = bar ?? unfitFor(agent, line);
    if (against) return against;
    const asked = askedAt(agent, waiting);
    if (asked === Number.POSITIVE_INFINITY) return "had-it";
    return asked > 0 && (chosen !== null || !mayBeAsked(agent, queue, waiting, now)) ? "rejected" : "could";
  };
  return members.map((member) => ({ agentId: member.agent.id, reason: reasonOf(member) }));
}
