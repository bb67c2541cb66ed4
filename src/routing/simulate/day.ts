import type { Database } from "bun:sqlite";
import { agentOf, queueOf } from "../facts.ts";
import * as routing from "../store.ts";
import * as store from "./day-store.ts";
import { median } from "./figures.ts";
import { presenceOf, readyMsOf } from "./presence.ts";
import type { Acceptance, Arrival, Fate, Held, Outcome, Scenario, SimulatedAgent, SimulatedQueue, Work } from "./scenario.ts";

/** A day as it was stored: what came and who was there, and beside it what became of each that came. `leftOut`: came to a queue that is gone. */
export type StoredDay = { scenario: Scenario; measured: Outcome; leftOut: number };

/** For what nobody ever had, in a queue in which nothing was finished. */
const HANDLING_MS = 5 * 60_000;
const DELAY_MS = 5_000;

/**
 * Reads a day from what is stored. Arrivals are the conversations that were queued for the first time, each with the time for which it
 * took up agents' places, whoever had it (accepted to released, of all its assignments together; the waiting room takes no place). What is
 * not finished, or nobody ever had, gets the median of its queue. Agents are there as their statuses say. Skills, profiles and queues are
 * those of now. Offers take as long to be accepted as they did that day.
 */
export function readDay(db: Database, { from, until }: { from: number; until: number }): StoredDay {
  const queues = readQueues(db);
  const there = new Set(queues.map(({ id }) => id));
  const rows = store.arrivals.all(db, { from, until });
  const known = rows.filter(({ queueId }) => there.has(queueId));
  const usualMs = usualOf(rows);
  const carried = store.carriedOver.all(db, { from }).filter(({ queueId }) => there.has(queueId));
  const scenario: Scenario = {
    from,
    until,
    queues,
    agents: readAgents(db, from, until),
    skillsets: new Map(store.skillsetNames.all(db).map(({ id, name }) => [id, name])),
    profiles: new Map(store.profileNames.all(db).map(({ id, name }) => [id, name])),
    arrivals: [...carried, ...known].map((row) => arrivalOf(row, usualMs(row.queueId))),
    held: heldAtFirst(db, from, until),
    acceptance: readAcceptance(db, from, until),
  };
  const measured = { fates: known.map((row) => fateOf(row, until)), work: workOf(db, scenario) };
  return { scenario, measured, leftOut: rows.length - known.length };
}

function workOf(db: Database, { from, until, agents }: Scenario): Work[] {
  const held = Map.groupBy(store.holds.all(db, { from, until }), ({ agentId }) => agentId);
  return agents.map(({ facts: { id }, changes }) => {
    const own = held.get(id) ?? [];
    const heldMs = own.reduce((sum, { acceptedAt, releasedAt }) => sum + Math.min(releasedAt ?? until, until) - Math.max(acceptedAt, from), 0);
    return { agentId: id, handled: own.filter(({ acceptedAt }) => acceptedAt >= from).length, heldMs, readyMs: readyMsOf(changes, until) };
  });
}

function arrivalOf({ acceptedAt, closedAt, handledMs, agentId: _, ...row }: store.ArrivalRow, usualMs: number): Arrival {
  return { ...row, handlingMs: handledMs ?? usualMs, leavesAt: acceptedAt === null ? closedAt : null };
}

function fateOf(row: store.ArrivalRow, until: number): Fate {
  const { at, acceptedAt, closedAt, agentId } = row;
  const arrival = arrivalOf(row, 0);
  if (acceptedAt !== null && acceptedAt < until) return { arrival, end: "assigned", waitedMs: acceptedAt - at, agentId };
  if (acceptedAt === null && closedAt !== null && closedAt < until) return { arrival, end: "left", waitedMs: closedAt - at, agentId: null };
  return { arrival, end: "waiting", waitedMs: until - at, agentId: null };
}

/** The median time of handling in a queue, else of the whole day. */
function usualOf(rows: readonly store.ArrivalRow[]): (queueId: number) => number {
  const times = (of: readonly store.ArrivalRow[]) => of.flatMap(({ handledMs }) => handledMs ?? []);
  const whole = median(times(rows)) ?? HANDLING_MS;
  const each = new Map([...Map.groupBy(rows, ({ queueId }) => queueId)].map(([queueId, of]) => [queueId, median(times(of)) ?? whole]));
  return (queueId) => each.get(queueId) ?? whole;
}

function heldAtFirst(db: Database, from: number, until: number): Held[] {
  return store.holds
    .all(db, { from, until })
    .filter(({ acceptedAt }) => acceptedAt < from)
    .map(({ id, agentId, queueId, family, releasedAt }) => ({ id, agentId, queueId, family, until: releasedAt ?? until }));
}

function readAcceptance(db: Database, from: number, until: number): Acceptance {
  const offers = store.offers.all(db, { from, until });
  const delaysMs = offers.flatMap(({ delayMs }) => delayMs ?? []);
  const ignored = offers.filter((offer) => offer.ignored === 1).length;
  const answered = delaysMs.length + ignored;
  return { delaysMs: delaysMs.length > 0 ? delaysMs : [DELAY_MS], ignoredShare: answered === 0 ? 0 : ignored / answered };
}

function readQueues(db: Database): SimulatedQueue[] {
  const rows = new Map(routing.queues.all(db).map((row) => [row.id, queueOf(row)]));
  return store.moreOfQueues.all(db).flatMap(({ id, name, chat, social, email, preferredSeconds, removed }) => {
    const queue = rows.get(id);
    // What comes back by itself is in the handling time already.
    return queue && removed === 0 ? [{ ...queue, awayMinutes: null, silentMinutes: null, name, slaSeconds: { chat, social, email }, preferredSeconds }] : [];
  });
}

function readAgents(db: Database, from: number, until: number): SimulatedAgent[] {
  const presence = presenceOf(store.spells.all(db, { from, until }), store.sightings.all(db, { from, until }), from);
  const people = new Map(store.people.all(db).map((person) => [person.id, person]));
  const rows = routing.agents.all(db).sort((a, b) => a.id - b.id);
  return rows.map((row) => {
    const { signedIn: _, ready: __, lastAssignedAt: ___, ...facts } = agentOf(row);
    const { name = "", username = "", profileId = 0 } = people.get(row.id) ?? {};
    return { facts, name, username, profileId, changes: presence.get(row.id) ?? [] };
  });
}
