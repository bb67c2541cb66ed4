import { type Circle, circleOf, type Member } from "./circle.ts";
import { best, fits, isolatorOf, reasons, share, unfitFor } from "./fit.ts";
import {
  type Agent,
  before,
  type Considered,
  type Decision,
  type Due,
  type Line,
  type Others,
  type Place,
  PRIORITIES,
  type Priority,
  type Queue,
  type Ring,
  type View,
  type Waiting,
  type Want,
} from "./rules.ts";

// What should happen now, and nothing else: no clock, no database, no dice, no memory. Ties end by id.

/** So many at once, so that one transaction stays short. */
export const DECISIONS_MAX = 100;

/**
 * What should happen now. What time has ended comes first and alone: it frees agents and moves conversations, so the rest is
 * decided from a view that knows of it. Decide again until nothing comes.
 */
export function decide(view: View, now: number, max = DECISIONS_MAX): Decision[] {
  for (const first of [timeIsUp(view, now, max), forsaken(view, max)]) if (first.length > 0) return first;
  return handOut(view, now, max);
}

// One thing at a time of each conversation: after it, the rest may look different.
function timeIsUp(view: View, now: number, max: number): Decision[] {
  const decisions = new Map<number, Decision>();
  for (const due of view.due()) {
    if (due.at > now || decisions.size === max) break;
    if (!decisions.has(due.conversationId)) decisions.set(due.conversationId, endOf(view, due));
  }
  return [...decisions.values()];
}

function endOf(view: View, { what, conversationId, agentId }: Due): Decision {
  switch (what) {
    case "offer":
      return { kind: "expire", conversationId, agentId };
    case "opening":
      return { kind: "take-back", conversationId, agentId, reason: "unopened" };
    case "answer":
      return { kind: "take-back", conversationId, agentId, reason: "unanswered" };
    case "absence":
      return { kind: "take-back", conversationId, agentId, reason: "away" };
    case "silence":
      return { kind: "put-aside", conversationId, agentId };
    case "reservation":
      return { kind: "free", conversationId, reason: "over" };
    case "ageing":
      return { kind: "age", conversationId, to: PRIORITIES[PRIORITIES.indexOf(waitingOf(view, conversationId).priority) - 1] as "high" | "medium" };
    case "overflow":
      return { kind: "overflow", conversationId, queueId: view.queue(waitingOf(view, conversationId).queueId).overflow?.queueId as number };
  }
}

function waitingOf(view: View, conversationId: number): Waiting {
  const waiting = view.waiting(conversationId);
  if (!waiting) throw new Error(`conversation ${conversationId} has a deadline of one that waits, but does not wait`);
  return waiting;
}

/** Who is waited for is no agent any more; a preferred one is not waited for while they are signed out. */
function forsaken(view: View, max: number): Decision[] {
  const decisions: Decision[] = [];
  for (const line of linesOf(view)) {
    if (!line.reserved || line.reserved.agentId === null) continue;
    const agent = view.agent(line.reserved.agentId);
    if (agent && (agent.signedIn || line.reserved.how !== "preferred")) continue;
    for (let one = line.after(FRONT); one && decisions.length < max; one = line.after(one))
      decisions.push({ kind: "free", conversationId: one.id, reason: "gone" });
  }
  return decisions.sort((a, b) => a.conversationId - b.conversationId);
}

const linesOf = (view: View): Line[] => PRIORITIES.flatMap((priority) => [...view.lines(priority)]);

/**
 * What one pass has already given away, on top of the view: the agents as they are by then; by skillset who had a place and has
 * none now; the circles that were drawn, by line and how many rings are open; and where each agent stands in them.
 */
type Pass = {
  view: View;
  now: number;
  given: Map<number, Agent>;
  filled: Map<number, Set<number>>;
  circles: Map<Line, Circle[]>;
  seats: Map<number, Member[]>;
};

function handOut(view: View, now: number, max: number): Decision[] {
  const pass: Pass = { view, now, given: new Map(), filled: new Map(), circles: new Map(), seats: new Map() };
  const decisions: Decision[] = [];
  for (const priority of PRIORITIES) {
    for (const [line, waiting] of inTurn(pass, priority)) {
      const chosen = choose(pass, line, waiting);
      if (chosen) decisions.push(chosen);
      if (decisions.length === max) return decisions;
    }
  }
  return decisions;
}

/**
 * The lines of one priority merged into one order. Who is further back in a line has waited less and has no ring that those
 * in front have not: when nobody is free for the first, nobody is for the rest, and the whole line is left.
 */
function* inTurn(pass: Pass, priority: Priority): Generator<[Line, Waiting]> {
  const heads = [...pass.view.lines(priority)].flatMap((line) => {
    const first = line.after(FRONT);
    return first && anyFree(pass, line, first) ? { line, first } : [];
  });
  while (heads.length > 0) {
    const head = heads.reduce((soonest, other) => (before(other.first, soonest.first) < 0 ? other : soonest));
    const free = anyFree(pass, head.line, head.first);
    if (free) yield [head.line, head.first];
    const next = free && head.line.after(head.first);
    if (next) head.first = next;
    else heads.splice(heads.indexOf(head), 1);
  }
}

const FRONT: Place = { enqueuedAt: Number.NEGATIVE_INFINITY, id: 0 };

function anyFree(pass: Pass, line: Line, waiting: Waiting): boolean {
  const { reserved, queueId } = line;
  if (reserved && reserved.agentId !== null) {
    const agent = pass.given.get(reserved.agentId) ?? pass.view.agent(reserved.agentId);
    return agent !== undefined && unfitFor(agent, line) === null;
  }
  if (reserved) return anyFreeIn(pass, line, reserved.skillsetId as number, 1);
  const { rings } = pass.view.queue(queueId);
  for (let at = 0; at < rings.length && isOpen(rings[at] as Ring, waiting, pass.now); at++)
    for (const skillset of (rings[at] as Ring).skillsets) if (anyFreeIn(pass, line, skillset, (rings[at] as Ring).minLevel)) return true;
  return false;
}

type Given = Pick<Pass, "view" | "given" | "filled">;

// All of a skillset share it with whoever has it; of another one, somebody free must share a skillset of theirs.
function anyFreeIn(pass: Given, line: Line, skillset: number, minLevel: number): boolean {
  const { view, given } = pass;
  const want = { queueId: line.queueId, family: line.family, minLevel };
  if (!anyFits(pass, skillset, want)) return false;
  const isolator = isolatorOf(view, line);
  if (!isolator || isolator.skills.has(skillset)) return true;
  return view.members(skillset).some((agent) => share(agent, isolator) && fits(given.get(agent.id) ?? agent, skillset, want));
}

// The view counts who was free before this pass; those it has filled since are taken off.
function anyFits({ view, given, filled }: Given, skillset: number, want: Want): boolean {
  const full = filled.get(skillset);
  let free = view.freeCount(skillset, want);
  if (!full || free > full.size) return free > 0;
  for (const id of full) if (!fits(given.get(id) as Agent, skillset, want) && fits(view.agent(id) as Agent, skillset, want)) free--;
  return free > 0;
}

/** Whether a ring is open for one that waits. The first may open at once: waiting never counts as less than nothing. */
export function isOpen({ afterSeconds }: Ring, { enqueuedAt }: Waiting, now: number): boolean {
  return afterSeconds * 1000 <= Math.max(0, now - enqueuedAt);
}

function choose(pass: Pass, line: Line, waiting: Waiting): Decision | null {
  const queue = pass.view.queue(waiting.queueId);
  const { members, others } = roundOf(pass, line, queue, waiting);
  const choice = best(members, queue, line, waiting, pass.now);
  if (!choice) return null;
  const why = { considered: reasons(members, queue, line, waiting, pass.now, choice.agent.id), others, tieBreak: choice.tieBreak };
  give(pass, choice.agent, line);
  const given = { conversationId: waiting.id, agentId: choice.agent.id, queueId: queue.id, why };
  if (line.reserved?.how === "exclusive" && line.reserved.agentId !== null) return { kind: "assign", how: "exclusive", ...given };
  if (queue.acceptance === "automatic") return { kind: "assign", how: "automatic", ...given };
  return { kind: "offer", ...given, expiresAt: pass.now + queue.offerSeconds * 1000 };
}

function give({ given, seats, filled, now }: Pass, before: Agent, { family }: Line) {
  const loads = { ...before.loads, [family]: before.loads[family] + 1 };
  const agent = { ...before, load: before.load + 1, loads, lastAssignedAt: now };
  given.set(agent.id, agent);
  for (const member of seats.get(agent.id) ?? []) member.agent = agent;
  if (agent.load < agent.capacity && agent.loads[family] < agent.capacities[family]) return;
  for (const skillset of agent.skills.keys()) {
    const full = filled.get(skillset);
    if (full) full.add(agent.id);
    else filled.set(skillset, new Set([agent.id]));
  }
}

// One circle for all of a line that have the same rings open.
function roundOf(pass: Pass, line: Line, queue: Queue, waiting: Waiting): Circle {
  const open = openRings(queue, waiting, pass.now);
  let drawn = pass.circles.get(line);
  if (!drawn) pass.circles.set(line, (drawn = []));
  return (drawn[open] ??= seated(pass, circleOf(pass.view, queue, line, open)));
}

function seated({ given, seats }: Pass, circle: Circle): Circle {
  for (const member of circle.members) {
    const { id } = member.agent;
    member.agent = given.get(id) ?? member.agent;
    const places = seats.get(id);
    if (places) places.push(member);
    else seats.set(id, [member]);
  }
  return circle;
}

function openRings({ rings }: Queue, waiting: Waiting, now: number): number {
  let open = 0;
  while (open < rings.length && isOpen(rings[open] as Ring, waiting, now)) open++;
  return open;
}

/** Who would be considered for one that waits, were it its turn now, and what speaks against each. */
export function consider(view: View, waiting: Waiting, now: number): { considered: Considered[]; others: Others } {
  const queue = view.queue(waiting.queueId);
  const line: Line = { ...waiting, after: () => undefined };
  const { members, others } = circleOf(view, queue, line, openRings(queue, waiting, now));
  return { considered: reasons(members, queue, line, waiting, now, null), others };
}

/**
 * When to look again if nothing happens before: something is due, a ring opens behind which somebody is free, or a pause
 * after a rejection ends. Null = time alone changes nothing.
 */
export function nextDeadline(view: View, now: number): number | null {
  let soonest = Number.POSITIVE_INFINITY;
  for (const { at } of view.due()) {
    soonest = at;
    break;
  }
  for (const line of linesOf(view)) if (!line.reserved) soonest = Math.min(soonest, nextOpening(view, line, now));
  for (const { id, rejectPauseSeconds } of view.queues()) {
    const pauseMs = rejectPauseSeconds * 1000;
    soonest = Math.min(soonest, (view.rejectedAfter(id, now - pauseMs) ?? Number.POSITIVE_INFINITY) + pauseMs);
  }
  return soonest === Number.POSITIVE_INFINITY ? null : soonest;
}

function nextOpening(view: View, line: Line, now: number): number {
  const nothing: Given = { view, given: new Map(), filled: new Map() };
  let soonest = Number.POSITIVE_INFINITY;
  for (const { afterSeconds, minLevel, skillsets } of view.queue(line.queueId).rings) {
    if (!skillsets.some((skillset) => anyFreeIn(nothing, line, skillset, minLevel))) continue;
    const waiting = line.after({ enqueuedAt: now - afterSeconds * 1000, id: Number.POSITIVE_INFINITY });
    if (waiting) soonest = Math.min(soonest, waiting.enqueuedAt + afterSeconds * 1000);
  }
  return soonest;
}
