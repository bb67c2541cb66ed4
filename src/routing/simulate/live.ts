import { decide, nextDeadline } from "../decide.ts";
import { carryOut, holds, returnOffer, take } from "./carry-out.ts";
import { type Centre, foresee, isWaiting, openCentre, put, rowOf, type Timed } from "./centre.ts";
import type { Arrival, Change, Fate, Held, Outcome, Scenario, SimulatedAgent } from "./scenario.ts";

/**
 * Lives a day with the rules that serve people, on a clock of its own: from each thing that comes, or ends by itself, to the next.
 * The same scenario always gives the same outcome.
 */
export function simulate(scenario: Scenario): Outcome {
  const centre = openCentre(scenario);
  for (const held of scenario.held) begin(centre, held);
  for (let at = next(centre); at !== null && at < scenario.until; at = next(centre)) {
    centre.now = Math.max(centre.now, at);
    for (let one = centre.coming.first(() => true); one && one.at <= centre.now; one = centre.coming.first(() => true)) {
      centre.coming.delete(one);
      comes(centre, one);
    }
    settle(centre);
  }
  return outcomeOf(centre);
}

function next({ coming, view, now }: Centre): number | null {
  const [first, deadline] = [coming.first(() => true)?.at ?? null, nextDeadline(view, now)];
  return first === null || deadline === null ? (first ?? deadline) : Math.min(first, deadline);
}

function settle(centre: Centre) {
  for (let decisions = decide(centre.view, centre.now); decisions.length > 0; decisions = decide(centre.view, centre.now))
    for (const decision of decisions) carryOut(centre, decision);
}

function comes(centre: Centre, coming: Timed) {
  if (coming.what === "arrives") return arrives(centre, coming.arrival);
  if (coming.what === "changes") return changes(centre, coming.agent, coming.change);
  const { id, turn } = coming;
  const row = centre.rows.get(id);
  if (!row || (turn !== 0 && turn !== centre.turns.get(id))) return;
  if (coming.what === "accepts") return take(centre, row, row.agentId ?? 0);
  if (coming.what === "ends") return put(centre, id, null);
  if (isWaiting(row)) leaves(centre, id);
}

function begin(centre: Centre, { id, agentId, queueId, family, until }: Held) {
  const { from } = centre.scenario;
  const row = rowOf({ id, at: from, queueId, family, priority: "medium", preferredId: 0, handlingMs: 0, leavesAt: null }, from);
  put(centre, id, { ...row, state: "active", agentId, waitingSince: null });
  holds(centre, agentId, from, until);
  foresee(centre, until, { what: "ends", id, turn: 0 });
}

function arrives(centre: Centre, arrival: Arrival) {
  const { now, known } = centre;
  const row = rowOf(arrival, now);
  const queue = centre.scenario.queues.find(({ id }) => id === arrival.queueId);
  const waitsMs = (queue?.preferredSeconds ?? 0) * 1000;
  const own = waitsMs > 0 && known.crew.find(arrival.preferredId)?.signedIn;
  const reserved = own ? ({ reservedHow: "preferred", reservedAgentId: arrival.preferredId, reservedUntil: now + waitsMs } as const) : {};
  put(centre, arrival.id, { ...row, ...reserved });
  if (arrival.leavesAt !== null) foresee(centre, Math.max(now, arrival.leavesAt), { what: "leaves", id: arrival.id, turn: 0 });
}

// What one has accepted one keeps, as on the day itself: how long that took has been measured.
function changes(centre: Centre, { facts }: SimulatedAgent, { at, signedIn, ready }: Change) {
  const { known, rows, worked } = centre;
  known.crew.put({ ...facts, signedIn, ready, lastAssignedAt: known.crew.find(facts.id)?.lastAssignedAt ?? 0 });
  const work = worked.get(facts.id);
  if (work?.readySince != null) work.readyMs += at - work.readySince;
  if (work) work.readySince = ready ? at : null;
  if (signedIn) return;
  for (const [id, holder] of [...known.holders]) {
    const row = rows.get(id);
    if (holder.agentId === facts.id && row?.state === "offered") returnOffer(centre, row, false);
  }
}

function leaves(centre: Centre, id: number) {
  const arrival = centre.arrivals.get(id);
  if (arrival) centre.fates.set(id, { arrival, end: "left", waitedMs: centre.now - arrival.at, agentId: null });
  put(centre, id, null);
}

function outcomeOf({ scenario, fates, worked }: Centre): Outcome {
  const { until } = scenario;
  const all = scenario.arrivals.map((arrival): Fate => {
    return fates.get(arrival.id) ?? { arrival, end: "waiting", waitedMs: Math.max(0, until - arrival.at), agentId: null };
  });
  const work = [...worked].map(([agentId, { handled, readyMs, heldMs, readySince }]) => {
    return { agentId, handled, heldMs, readyMs: readyMs + (readySince === null ? 0 : until - readySince) };
  });
  return { fates: all, work };
}
