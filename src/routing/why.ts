import { consider, isOpen } from "./decide.ts";
import { isolatorOf, share, unfit } from "./fit.ts";
import type { Considered, Ending, Others, Ring, Unfit, View, Waiting } from "./rules.ts";
import type { RoutingView } from "./view.ts";

/** One thing that keeps a conversation waiting, or that would change it. Counts are agents. */
export type Hindrance =
  | { what: "no-skillset" }
  | { what: "nobody-skilled" }
  | { what: Unfit | "low-level" | "had-it"; agents: number }
  | { what: "rejected"; agents: number; againInSeconds: number }
  /** It waits for one agent alone, or for one skillset; null: for good. */
  | { what: "reserved"; agentId: number | null; skillsetId: number | null; forSeconds: number | null }
  /** Who passed it on is isolated; so many share no skillset with them. It waits for one who does, or for somebody with permission to assign it. */
  | { what: "isolated"; agentId: number; agents: number }
  | { what: "ring-opens"; ring: number; inSeconds: number; agents: number; free: number }
  | { what: "overflows"; inSeconds: number }
  | { what: "ages"; inSeconds: number }
  /** Somebody could take it: it is given at the next look, or those in front come first. */
  | { what: "its-turn"; agents: number };

export type NotYet = {
  conversationId: number;
  queueId: number;
  /** How many stand in front of it in its queue. */
  ahead: number;
  waitedMs: number;
  considered: readonly Considered[];
  others: Others;
  hindrances: readonly Hindrance[];
};

/** Those whom the hindrances name: who alone it waits for, who passed it on. */
export const namedIn = (notYet: NotYet | null): number[] =>
  (notYet?.hindrances ?? []).flatMap((one) => ("agentId" in one && one.agentId !== null ? [one.agentId] : []));

/** Why one that waits has nobody yet, by the same rules that will give it to somebody; null when it does not wait. */
export function whyNotYet(view: RoutingView, conversationId: number, now: number): NotYet | null {
  const waiting = view.waiting(conversationId);
  if (!waiting) return null;
  const { considered, others } = consider(view, waiting, now);
  const hindrances = [
    ...reservation(view, waiting, now),
    ...hopeless(view, waiting),
    ...among(view, waiting, considered, now),
    ...(waiting.reserved ? [] : openings(view, waiting, now)),
    ...changes(view, waiting, now),
  ];
  const { queueId, enqueuedAt } = waiting;
  return { conversationId, queueId, ahead: view.ahead(waiting), waitedMs: now - enqueuedAt, considered, others, hindrances };
}

function reservation(view: RoutingView, { id, reserved }: Waiting, now: number): Hindrance[] {
  if (!reserved) return [];
  const { agentId, skillsetId } = reserved;
  return [{ what: "reserved", agentId, skillsetId, forSeconds: secondsTo(view, id, "reservation", now) }];
}

function hopeless(view: View, { queueId, reserved }: Waiting): Hindrance[] {
  if (reserved && reserved.agentId !== null) return [];
  const skillsets = reserved ? [reserved.skillsetId as number] : view.queue(queueId).rings.flatMap((ring) => ring.skillsets);
  if (skillsets.length === 0) return [{ what: "no-skillset" }];
  return skillsets.every((skillset) => view.members(skillset).length === 0) ? [{ what: "nobody-skilled" }] : [];
}

const AGAINST = ["full", "not-ready", "unseen", "signed-out", "low-level", "not-included", "had-it"] as const;

function among(view: View, waiting: Waiting, considered: readonly Considered[], now: number): Hindrance[] {
  const count = (reason: Considered["reason"]) => considered.filter((one) => one.reason === reason).length;
  const standing = AGAINST.map((what) => ({ what, agents: count(what) }));
  const rejected =
    count("rejected") > 0 ? [{ what: "rejected" as const, agents: count("rejected"), againInSeconds: pauseLeft(view, waiting, considered, now) }] : [];
  const could = { what: "its-turn" as const, agents: count("could") };
  const isolated = { what: "isolated" as const, agentId: waiting.isolatedBy ?? 0, agents: count("isolated") };
  return [isolated, ...standing, ...rejected, could].filter(({ agents }) => agents > 0);
}

/** Until the first of those who would be free may be asked again. */
function pauseLeft(view: View, { queueId, rejections }: Waiting, considered: readonly Considered[], now: number): number {
  const asked = considered.flatMap(({ agentId, reason }) => (reason === "rejected" ? (rejections?.get(agentId) ?? []) : []));
  return Math.ceil((Math.min(...asked) - now) / 1000) + view.queue(queueId).rejectPauseSeconds;
}

function openings(view: View, waiting: Waiting, now: number): Hindrance[] {
  const { rings } = view.queue(waiting.queueId);
  const open = rings.filter((ring) => isOpen(ring, waiting, now)).length;
  return rings.slice(open).map((ring, at) => {
    const earlier = new Set(agentsOf(view, waiting, rings.slice(0, open + at)).keys());
    const added = [...agentsOf(view, waiting, [ring])].filter(([id]) => !earlier.has(id));
    const inSeconds = Math.ceil((waiting.enqueuedAt - now) / 1000) + ring.afterSeconds;
    return { what: "ring-opens", ring: open + at + 1, inSeconds, agents: added.length, free: added.filter(([, free]) => free).length };
  });
}

function agentsOf(view: View, at: Waiting, rings: readonly Ring[]): Map<number, boolean> {
  const isolator = isolatorOf(view, at);
  const good = rings.flatMap(({ skillsets, minLevel }) =>
    skillsets.flatMap((id) => view.members(id).filter((agent) => (agent.skills.get(id) ?? 0) >= minLevel && (!isolator || share(agent, isolator)))),
  );
  return new Map(good.map((agent) => [agent.id, unfit(agent, at) === null]));
}

function changes(view: RoutingView, { id }: Waiting, now: number): Hindrance[] {
  const [overflows, ages] = [secondsTo(view, id, "overflow", now), secondsTo(view, id, "ageing", now)];
  return [
    ...(overflows === null ? [] : [{ what: "overflows" as const, inSeconds: overflows }]),
    ...(ages === null ? [] : [{ what: "ages" as const, inSeconds: ages }]),
  ];
}

function secondsTo(view: RoutingView, conversationId: number, what: Ending, now: number): number | null {
  const due = view.dueOf(conversationId).find((one) => one.what === what);
  return due ? Math.max(0, Math.ceil((due.at - now) / 1000)) : null;
}
