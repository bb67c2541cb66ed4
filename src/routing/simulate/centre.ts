import { Crew } from "../crew.ts";
import { InOrder } from "../in-order.ts";
import { type Known, place } from "../known.ts";
import { Lines } from "../lines.ts";
import type { View } from "../rules.ts";
import type { ConversationRow, RejectionRow } from "../store.ts";
import type { Arrival, Change, Fate, Scenario, SimulatedAgent } from "./scenario.ts";

/** What comes at a time of its own. Of two at once the one that was foreseen first comes first. */
type Coming =
  | { what: "changes"; agent: SimulatedAgent; change: Change }
  | { what: "arrives"; arrival: Arrival }
  | { what: "accepts" | "ends" | "leaves"; id: number; turn: number };
export type Timed = Coming & { at: number; seq: number };

export type Worked = { handled: number; readyMs: number; heldMs: number; readySince: number | null };

/** A contact centre in memory: what the index would know, and what is still to come. */
export type Centre = {
  readonly scenario: Scenario;
  readonly known: Known;
  readonly view: View;
  readonly coming: InOrder<Timed>;
  readonly rows: Map<number, ConversationRow>;
  readonly rejections: Map<number, RejectionRow[]>;
  readonly arrivals: Map<number, Arrival>;
  /** How often each has been given to somebody: tells an offer from the one after it. */
  readonly turns: Map<number, number>;
  readonly worked: Map<number, Worked>;
  readonly fates: Map<number, Fate>;
  foreseen: number;
  now: number;
};

export function openCentre(scenario: Scenario): Centre {
  const known: Known = {
    crew: new Crew(new Set()),
    lines: new Lines(),
    queues: new Map(scenario.queues.map((queue) => [queue.id, queue])),
    holders: new Map(),
  };
  const centre: Centre = {
    scenario,
    known,
    view: viewOf(known),
    coming: new InOrder((a, b) => a.at - b.at || a.seq - b.seq),
    rows: new Map(),
    rejections: new Map(),
    arrivals: new Map(scenario.arrivals.map((arrival) => [arrival.id, arrival])),
    turns: new Map(),
    worked: new Map(scenario.agents.map(({ facts }) => [facts.id, { handled: 0, readyMs: 0, heldMs: 0, readySince: null }])),
    fates: new Map(),
    foreseen: 0,
    now: scenario.from,
  };
  for (const agent of scenario.agents) for (const change of agent.changes) foresee(centre, change.at, { what: "changes", agent, change });
  for (const arrival of scenario.arrivals) foresee(centre, arrival.at, { what: "arrives", arrival });
  return centre;
}

export function foresee(centre: Centre, at: number, coming: Coming) {
  centre.coming.add({ ...coming, at, seq: ++centre.foreseen });
}

/** A conversation is as its row says from now on; null: it is over. */
export function put({ known, rows, rejections }: Centre, id: number, row: ConversationRow | null) {
  if (row) rows.set(id, row);
  else rows.delete(id);
  if (row?.state !== "queued" && row?.state !== "offered") rejections.delete(id);
  place(known, id, row, rejections.get(id) ?? []);
}

/** What this index knows, as the rules look at it. */
function viewOf({ crew, lines, queues }: Known): View {
  return {
    get agentCount() {
      return crew.size;
    },
    queues: () => queues.values(),
    queue: (id) => {
      const queue = queues.get(id);
      if (!queue) throw new Error(`there is no queue ${id} on this day`);
      return queue;
    },
    agent: (id) => crew.find(id),
    waiting: (id) => lines.find(id),
    lines: (priority) => lines.of(priority),
    members: (skillset) => crew.members(skillset),
    freeCount: (skillset, want) => crew.freeCount(skillset, want),
    due: () => lines.due(),
    rejectedAfter: (queueId, instant) => lines.rejectedAfter(queueId, instant),
  };
}

export const rowOf = ({ id, at, queueId, family, priority, preferredId }: Arrival, now: number): ConversationRow => ({
  id,
  state: "queued",
  queueId,
  family,
  priority,
  enqueuedAt: at,
  waitingSince: now,
  agedAt: null,
  agentId: null,
  expiresAt: null,
  openBy: null,
  replyBy: null,
  customerOwesSince: null,
  awaySince: null,
  preferredAgentId: preferredId === 0 ? null : preferredId,
  reservedHow: null,
  reservedAgentId: null,
  reservedSkillsetId: null,
  reservedUntil: null,
  isolatedBy: null,
});

export const isWaiting = (row: ConversationRow | undefined): row is ConversationRow => row?.state === "queued" || row?.state === "offered";
