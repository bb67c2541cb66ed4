import { unfit } from "../../src/routing/fit.ts";
import { type Agent, before, type Due, type Line, type Queue, type View, type Waiting } from "../../src/routing/rules.ts";
import { NINE } from "../world.ts";

export type Plain = { agents: readonly Agent[]; queues: readonly Queue[]; waiting: readonly Waiting[]; due: readonly Due[] };

/** A view over plain lists, for tests that say themselves who waits and who is there. */
export function viewOf({ agents, queues, waiting, due }: Plain): View {
  const members = (skillset: number) => agents.filter(({ skills }) => skills.has(skillset)).toSorted((a, b) => a.id - b.id);
  return {
    agentCount: agents.length,
    queues: () => queues,
    queue: (id) => queues.find((queue) => queue.id === id) as Queue,
    agent: (id) => agents.find((agent) => agent.id === id),
    waiting: (id) => waiting.find((one) => one.id === id),
    lines: (priority) => {
      const lines = Map.groupBy(
        waiting.filter((one) => one.priority === priority),
        ({ queueId, family, reserved, isolatedBy }) => JSON.stringify([queueId, family, reserved, isolatedBy]),
      );
      return [...lines.values()].map((those): Line => {
        const { queueId, family, reserved, isolatedBy } = those[0] as Waiting;
        const line = those.toSorted(before);
        return { queueId, family, reserved, isolatedBy, after: (place) => line.find((one) => before(one, place) > 0) };
      });
    },
    members,
    freeCount: (skillset, want) => members(skillset).filter((agent) => !unfit(agent, want) && (agent.skills.get(skillset) ?? 0) >= want.minLevel).length,
    due: () => due.toSorted((a, b) => a.at - b.at || a.conversationId - b.conversationId),
    rejectedAfter: (queueId, instant) => {
      const all = waiting.filter((one) => one.queueId === queueId).flatMap(({ rejections }) => [...(rejections?.values() ?? [])]);
      return all.filter((at) => at > instant && Number.isFinite(at)).sort((a, b) => a - b)[0];
    },
  };
}

/** A queue that asks all of some skillsets at once, and does nothing by itself. */
export const queueOf = (...skillsets: number[]): Queue => ({
  id: 31,
  acceptance: "manual",
  offerSeconds: 30,
  rejectPauseSeconds: 60,
  agentOrder: "load",
  rings: [{ afterSeconds: 0, minLevel: 1, skillsets }],
  overflow: null,
  ageingMinutes: null,
  awayMinutes: null,
  silentMinutes: null,
});

/** One that waits there since nine, for anybody. */
export const item = (id: number, more: Partial<Waiting> = {}): Waiting => ({
  id,
  queueId: 31,
  family: "social",
  priority: "medium",
  enqueuedAt: NINE,
  reserved: null,
  isolatedBy: null,
  preferredId: 0,
  rejections: null,
  ...more,
});
