import type { Database } from "bun:sqlite";
import { NotFound } from "../http/errors.ts";
import type { VisibleTo } from "../users/visible.ts";
import { decisionsOf, type Explained, TIE_BREAKS } from "./explain.ts";
import * as store from "./log-store.ts";
import { unpack } from "./pack.ts";
import type { TieBreak } from "./rules.ts";
import { type NotYet, namedIn } from "./why.ts";

/** Lines of one page. */
export const LINES_MAX = 50;
/** Decisions that are looked through at once: what somebody wants may be rare. */
export const LOOKED_MAX = 5_000;
/** More new decisions than these are not counted, nor more of those who wait shown. */
export const NEWS_MAX = 99;
export const WAITING_MAX = 50;
const STEPS_MAX = 500;

export type Asked = store.Wanted & { conversationId: number | null };

/** One decision as a line: to whom, why, of how many who could and were considered, and how long it had waited. */
export type LogLine = {
  id: number;
  at: number;
  conversationId: number;
  queueName: string;
  agentId: number;
  agentName: string;
  outcome: "offered" | "assigned";
  tieBreak: TieBreak;
  could: number;
  considered: number;
  waitedMs: number;
};
/** `next`: where to go on, null at the end; `lookedSince`: back to when it was looked, where it was not to the end and not for want of room. */
export type LogPage = { lines: LogLine[]; next: number | null; lookedSince: number | null };

/** The latest decisions before an id that a viewer may see and wants, the newest first. */
export function logOf(db: Database, viewer: VisibleTo, { conversationId, ...wanted }: Asked, before: number | null): LogPage {
  const upTo = before ?? (store.lastDecision.get(db)?.id ?? 0) + 1;
  const from = conversationId === null ? Math.max(0, upTo - LOOKED_MAX) : 0;
  const asked = { ...viewer, ...wanted, before: upTo, limit: LINES_MAX + 1 };
  const rows = conversationId === null ? store.decisionsBetween.all(db, { ...asked, from }) : store.decisionsAbout.all(db, { ...asked, conversationId });
  const lines = rows.slice(0, LINES_MAX).map(lineOf);
  if (rows.length > LINES_MAX) return { lines, next: lines.at(-1)?.id ?? null, lookedSince: null };
  const at = from > 0 ? (store.decidedAt.get(db, { id: from })?.at ?? null) : null;
  return { lines, next: at === null ? null : from, lookedSince: at };
}

/** What a page that shows the decisions up to `after` does not show yet. */
export function newsOf(
  db: Database,
  viewer: VisibleTo,
  asked: Asked,
  { after, mark }: { after: number; mark: string },
): { decisions: number; waiting: boolean } {
  const since = Math.max(after, lastDecisionId(db) - LOOKED_MAX);
  const { n = 0 } = store.countDecisionsAfter.get(db, { ...viewer, ...asked, after: since, limit: NEWS_MAX + 1 }) ?? {};
  return { decisions: n, waiting: mark !== "" && waitingOf(db, viewer, asked.queueId).mark !== mark };
}

export type Waiters = { rows: store.WaitingRow[]; count: number; mark: string };

/** Who waits now of those a viewer may see; `mark` is another when others wait. */
export function waitingOf(db: Database, viewer: VisibleTo, queueId: number | null): Waiters {
  const { n, sum } = store.waitingMark.get(db, { ...viewer, queueId }) ?? { n: 0, sum: 0 };
  return { rows: store.waitingNow.all(db, { ...viewer, queueId, limit: WAITING_MAX }), count: n, mark: `${n}-${sum}` };
}

/** The newest decision there is; 0 before the first. */
export const lastDecisionId = (db: Database): number => store.lastDecision.get(db)?.id ?? 0;

export const choicesFor = (db: Database, viewer: VisibleTo) => ({ queues: store.queuesFor.all(db, viewer), agents: store.agentsFor.all(db, viewer) });

export type Story = { conversation: store.Storied; steps: store.StepRow[]; decisions: Explained[] };

/** All that happened to a conversation on its way, and every decision about it. Throws NotFound, also for what the viewer may not see. */
export function storyOf(db: Database, viewer: VisibleTo, id: number): Story {
  const conversation = store.findStoried.get(db, { ...viewer, id });
  if (!conversation) throw new NotFound();
  return { conversation, steps: store.stepsOf.all(db, { conversationId: id, limit: STEPS_MAX }).reverse(), decisions: decisionsOf(db, id) };
}

/** The names of all agents whom decisions and the present wait are about. */
export function namesIn(db: Database, decisions: readonly Explained[], notYet: NotYet | null): ReadonlyMap<number, string> {
  const considered = [...decisions, ...(notYet ? [notYet] : [])].flatMap((one) => one.considered.map(({ agentId }) => agentId));
  const ids = [...new Set([...decisions.map(({ agentId }) => agentId), ...considered, ...namedIn(notYet)])];
  return new Map(store.namesOf.all(db, { ids: JSON.stringify(ids) }).map(({ id, name }) => [id, name]));
}

function lineOf({ tieBreak, considered, enqueuedAt, ...row }: store.LoggedRow): LogLine {
  const all = unpack(considered).considered;
  return {
    ...row,
    tieBreak: TIE_BREAKS[tieBreak] ?? "id",
    could: all.filter(({ reason }) => reason === "chosen" || reason === "could").length,
    considered: all.length,
    waitedMs: Math.max(0, row.at - enqueuedAt),
  };
}
