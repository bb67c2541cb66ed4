import { isolatorOf, share } from "./fit.ts";
import type { Agent, Line, Others, Queue, Ring, View } from "./rules.ts";

/** One who is considered: as laden as they are by now, the best level in what is asked for, and whether that itself speaks against them. */
export type Member = { agent: Agent; readonly level: number; readonly bar: "low-level" | "reserved" | "isolated" | null };

/** Those considered for one conversation, by id: the members of the open rings' skillsets, and for whom it is reserved. */
export type Circle = { readonly members: readonly Member[]; readonly others: Others };

type For = Pick<Line, "reserved" | "isolatedBy">;

/** Who is considered while the first `open` rings are. */
export function circleOf(view: View, queue: Queue, line: For, open: number): Circle {
  const members = new Map<number, Member>();
  for (const ring of queue.rings.slice(0, open)) join(members, view, ring);
  if (line.reserved) reserve(members, view, line.reserved);
  isolate(members, isolatorOf(view, line));
  const laterRing = open === queue.rings.length ? 0 : idsIn(view, queue.rings.slice(open)).filter((id) => !members.has(id)).length;
  const inOrder = [...members.values()].sort((a, b) => a.agent.id - b.agent.id);
  return { members: inOrder, others: { laterRing, unskilled: view.agentCount - laterRing - members.size } };
}

function join(members: Map<number, Member>, view: View, { skillsets, minLevel }: Ring) {
  for (const skillset of skillsets) {
    for (const agent of view.members(skillset)) {
      const level = agent.skills.get(skillset) as number;
      const known = members.get(agent.id);
      const enough = level >= minLevel || known?.bar === null;
      members.set(agent.id, { agent, level: Math.max(level, known?.level ?? 0), bar: enough ? null : "low-level" });
    }
  }
}

function reserve(members: Map<number, Member>, view: View, { agentId, skillsetId }: NonNullable<Line["reserved"]>) {
  for (const [id, member] of members) members.set(id, { ...member, bar: "reserved" });
  const meant = agentId === null ? view.members(skillsetId as number) : [view.agent(agentId)];
  for (const agent of meant) if (agent) members.set(agent.id, { agent, level: agent.skills.get(skillsetId ?? 0) ?? 1, bar: null });
}

function isolate(members: Map<number, Member>, isolator: Agent | null) {
  if (!isolator) return;
  for (const [id, member] of members) if (!share(member.agent, isolator)) members.set(id, { ...member, bar: "isolated" });
}

const idsIn = (view: View, rings: readonly Ring[]): number[] => [
  ...new Set(rings.flatMap(({ skillsets }) => skillsets.flatMap((id) => view.members(id).map((agent) => agent.id)))),
];
