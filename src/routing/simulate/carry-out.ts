import type { Decision } from "../rules.ts";
import type { ConversationRow } from "../store.ts";
import { type Centre, foresee, put } from "./centre.ts";
import { drawn } from "./draw.ts";

const UNRESERVED = { reservedHow: null, reservedAgentId: null, reservedSkillsetId: null, reservedUntil: null } as const;
const BACK = { state: "queued", agentId: null, expiresAt: null } as const;

/** What the verbs of conversations do with a decision, on rows that are nowhere stored. */
export function carryOut(centre: Centre, decision: Decision) {
  const { now } = centre;
  const row = rowFor(centre, decision.conversationId);
  switch (decision.kind) {
    case "offer":
      return offer(centre, row, decision);
    case "assign":
      return take(centre, row, decision.agentId);
    case "expire":
      return returnOffer(centre, row, true);
    case "free":
      return put(centre, row.id, { ...row, ...UNRESERVED });
    case "overflow":
      return put(centre, row.id, { ...row, queueId: decision.queueId, waitingSince: now });
    case "age":
      return put(centre, row.id, { ...row, priority: decision.to, agedAt: now });
    case "take-back":
    case "put-aside":
      throw new Error(`nothing is taken back on a simulated day, but ${row.id} should be: ${decision.kind}`);
  }
}

function rowFor({ rows }: Centre, id: number): ConversationRow {
  const row = rows.get(id);
  if (!row) throw new Error(`conversation ${id} is decided about, but is over`);
  return row;
}

function offer(centre: Centre, row: ConversationRow, { agentId, expiresAt }: { agentId: number; expiresAt: number }) {
  const { now, scenario } = centre;
  const { delaysMs, ignoredShare } = scenario.acceptance;
  const turn = nextTurn(centre, row.id);
  givenTo(centre, agentId);
  put(centre, row.id, { ...row, state: "offered", agentId, expiresAt });
  if (drawn(row.id, turn, 1) < ignoredShare) return;
  const delayMs = delaysMs[Math.floor(drawn(row.id, turn, 2) * delaysMs.length)] ?? 0;
  if (now + delayMs < expiresAt) foresee(centre, now + delayMs, { what: "accepts", id: row.id, turn });
}

/** Somebody has it from now on, until it has been handled. */
export function take(centre: Centre, row: ConversationRow, agentId: number) {
  const { now, arrivals, fates, worked } = centre;
  const arrival = arrivals.get(row.id);
  const turn = nextTurn(centre, row.id);
  if (row.state === "queued") givenTo(centre, agentId);
  put(centre, row.id, { ...row, ...UNRESERVED, state: "active", agentId, expiresAt: null, waitingSince: null, agedAt: null });
  const work = worked.get(agentId);
  if (work) work.handled++;
  if (!arrival) return;
  fates.set(row.id, { arrival, end: "assigned", waitedMs: now - arrival.at, agentId });
  holds(centre, agentId, now, now + arrival.handlingMs);
  foresee(centre, now + arrival.handlingMs, { what: "ends", id: row.id, turn });
}

/** An offer ended. Ignored, it comes to this agent last, and those who are waited for alone are waited for no more. */
export function returnOffer(centre: Centre, row: ConversationRow, ignored: boolean) {
  const { rejections, now } = centre;
  const agentId = row.agentId ?? 0;
  const others = (rejections.get(row.id) ?? []).filter((one) => one.agentId !== agentId);
  if (ignored)
    rejections.set(
      row.id,
      [...others, { conversationId: row.id, agentId, at: now, forGood: 0 }].sort((a, b) => a.agentId - b.agentId),
    );
  put(centre, row.id, { ...row, ...BACK, ...(ignored && row.reservedAgentId === agentId ? UNRESERVED : {}) });
}

/** For as long as the day lasts, a place of theirs is taken. */
export function holds({ worked, scenario }: Centre, agentId: number, since: number, until: number) {
  const work = worked.get(agentId);
  if (work) work.heldMs += Math.max(0, Math.min(until, scenario.until) - Math.max(since, scenario.from));
}

function givenTo({ known: { crew }, now }: Centre, agentId: number) {
  const agent = crew.find(agentId);
  if (agent) crew.put({ ...agent, lastAssignedAt: now });
}

function nextTurn({ turns }: Centre, id: number): number {
  const turn = (turns.get(id) ?? 0) + 1;
  turns.set(id, turn);
  return turn;
}
