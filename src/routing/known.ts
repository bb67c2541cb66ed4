import type { Database } from "bun:sqlite";
import { FAMILIES, type Family } from "../channels/channel.ts";
import { Crew } from "./crew.ts";
import { agentOf, duesOf, queueOf, waitingOf } from "./facts.ts";
import { Lines } from "./lines.ts";
import { PRIORITIES, type Queue } from "./rules.ts";
import * as store from "./store.ts";
import type { Touched } from "./touched.ts";

type Place = { readonly agentId: number; readonly family: Family };
/** What the index knows; `holders`: whose place each conversation takes up. */
export type Known = {
  readonly crew: Crew;
  readonly lines: Lines;
  readonly queues: Map<number, Queue>;
  readonly holders: Map<number, Place>;
};

/** Everything, from SQL. */
export function readAll(db: Database, absent: ReadonlySet<number>): Known {
  const known: Known = { crew: new Crew(absent), lines: new Lines(), queues: new Map(), holders: new Map() };
  readStaff(db, known);
  const rejections = Map.groupBy(store.rejections.all(db), ({ conversationId }) => conversationId);
  for (const row of store.conversations.all(db)) place(known, row.id, row, rejections.get(row.id) ?? []);
  return known;
}

/** What these events are about, from SQL: states are read, not inferred, so that it does not matter what an event says happened. */
export function readAgain(db: Database, known: Known, touched: Touched) {
  if (touched.staff) readStaff(db, known);
  for (const id of touched.queues) keep(known.queues, id, store.queue.get(db, { id }), queueOf);
  for (const id of concerned(db, known, touched)) {
    const row = store.conversation.get(db, { id });
    place(known, id, row, row?.state === "queued" ? store.rejectionsOf.all(db, { id }) : []);
  }
  for (const id of touched.agents) {
    const row = store.agent.get(db, { id });
    if (row) known.crew.put(agentOf(row));
    else known.crew.remove(id);
  }
}

// What ends by itself hangs on the queue's times, and on whether its agent is signed in.
function concerned(db: Database, { lines, holders }: Known, touched: Touched): ReadonlySet<number> {
  const all = new Set(touched.conversations);
  const add = (rows: readonly { id: number }[]) => {
    for (const { id } of rows) all.add(id);
  };
  for (const id of touched.queues) add(store.idsInQueue.all(db, { id }));
  for (const [id, { agentId }] of touched.statuses.size > 0 ? holders : []) if (touched.statuses.has(agentId)) all.add(id);
  for (const { conversationId } of touched.clock ? lines.due() : []) all.add(conversationId);
  return all;
}

function readStaff(db: Database, { crew, queues }: Known) {
  const agents = store.agents.all(db);
  const present = new Set(agents.map(({ id }) => id));
  for (const { id } of crew.all()) if (!present.has(id)) crew.remove(id);
  for (const row of agents) crew.put(agentOf(row));
  queues.clear();
  for (const row of store.queues.all(db)) queues.set(row.id, queueOf(row));
}

/** A conversation is where its row says; null: it is over. */
export function place({ crew, lines, queues, holders }: Known, id: number, row: store.ConversationRow | null, rejections: readonly store.RejectionRow[]) {
  lines.remove(id);
  if (row?.state === "queued") lines.addWaiting(waitingOf(row, rejections));
  const queue = row && queues.get(row.queueId);
  if (queue) lines.addDue(id, duesOf(row, queue));
  const [before, after] = [holders.get(id), row && row.agentId !== null ? { agentId: row.agentId, family: row.family } : undefined];
  if (before?.agentId === after?.agentId) return;
  if (before) crew.addLoad(before.agentId, before.family, -1);
  if (after) crew.addLoad(after.agentId, after.family, 1);
  keep(holders, id, after, (one) => one);
}

function keep<Row, T>(known: Map<number, T>, id: number, row: Row | null | undefined, read: (row: Row) => T) {
  if (row === null || row === undefined) known.delete(id);
  else known.set(id, read(row));
}

/** Every fact a line, in an order of its own: what two that know the same say alike. */
export function dump({ crew, lines, queues, holders }: Known): string[] {
  const agents = crew.all();
  const skillsets = new Set(agents.flatMap(({ skills }) => [...skills.keys()]));
  const families = [...queues.keys()].flatMap((queueId) => FAMILIES.map((family) => ({ queueId, family })));
  const waiting = PRIORITIES.flatMap((priority) => [...lines.of(priority)].flatMap((line) => [...line.waiting].map((one, at) => ({ at, ...one }))));
  return [
    ...agents.map((agent) => `agent ${JSON.stringify({ ...agent, skills: [...agent.skills], queues: agent.queues && [...agent.queues] })}`),
    ...[...skillsets].map((id) => `skillset ${id}: ${crew.members(id).map((agent) => agent.id)}`),
    ...[...skillsets].flatMap((id) =>
      families.map((at) => `free ${id} ${JSON.stringify(at)} ${[1, 4, 7, 10].map((minLevel) => crew.freeCount(id, { ...at, minLevel }))}`),
    ),
    ...[...queues.values()].map((queue) => `queue ${JSON.stringify(queue)}, rejections ${JSON.stringify(lines.rejectionsIn(queue.id))}`),
    ...waiting.map(({ rejections, ...one }) => `waiting ${JSON.stringify({ ...one, rejections: [...(rejections ?? [])] })}`),
    ...[...lines.due()].map((due, at) => `due ${at} ${JSON.stringify(due)}`),
    ...[...holders].map(([conversation, { agentId, family }]) => `held ${conversation} by ${agentId}, ${family}`),
  ].sort();
}
