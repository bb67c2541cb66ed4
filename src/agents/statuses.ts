import type { Database } from "bun:sqlite";
import { returnOffers } from "../conversations/assignment.ts";
import type { Facts } from "../events/kinds.ts";
import { record } from "../events/record.ts";
import { Conflict, NotFound } from "../http/errors.ts";
import {
  agentStatus,
  anySkillset,
  beginInterval,
  endInterval,
  findStatus,
  findStatusByRole,
  type Held,
  heldConversations,
  moveStatus,
  type Status,
  statusRows,
} from "./store.ts";

export type SignOutReason = Facts["agent.signed-out"]["reason"];

/** Every status there is, the built-in ones first. */
export function statusesOf(db: Database): Status[] {
  return statusRows.all(db).map((row) => ({ ...row, ready: row.ready === 1 }));
}

/** The id of a status that cannot be removed. */
export function builtinStatus(db: Database, builtin: NonNullable<Status["builtin"]>): number {
  const row = findStatusByRole.get(db, { builtin });
  if (!row) throw new Error(`the status ${builtin} is missing`);
  return row.id;
}

/** The agent does something else now. Taking the status one has changes nothing. Throws NotFound; Conflict when signed out. */
export function setStatus(db: Database, { agentId, statusId }: { agentId: number; statusId: number }, now: number) {
  if (!findStatus.get(db, { id: statusId })) throw new NotFound();
  const from = statusOf(db, agentId).statusId;
  if (from === null) throw new Conflict("conflict.signed-out");
  if (from !== statusId) move(db, agentId, from, statusId, now);
}

/** The agent is there: Not ready. Somebody who is signed in already keeps the status (SPEC A8). */
export function signInAgent(db: Database, agentId: number, now: number) {
  if (statusOf(db, agentId).statusId !== null) return;
  record(db, now, "agent.signed-in", { agentId }, {});
  move(db, agentId, null, builtinStatus(db, "not-ready"), now);
}

/** The agent has left: gets nothing more, and what was offered returns. What is active stays theirs. Does nothing to who is out already. */
export function signOutAgent(db: Database, { agentId, reason }: { agentId: number; reason: SignOutReason }, now: number) {
  const from = statusOf(db, agentId).statusId;
  if (from === null) return;
  move(db, agentId, from, null, now);
  record(db, now, "agent.signed-out", { agentId }, { reason });
  returnOffers(db, { agentId, reason: "signed-out" }, now);
}

/** Whether a user is an agent: a skillset names them, so that conversations can come to them. */
export function isAgent(db: Database, userId: number): boolean {
  return anySkillset.get(db, { agentId: userId }) !== null;
}

/** What an agent holds or is offered now. */
export function heldBy(db: Database, agentId: number): Held[] {
  return heldConversations.all(db, { agentId });
}

/** Since when an agent has been in which status; `statusId` is null while signed out. Throws NotFound. */
export function statusOf(db: Database, agentId: number): { statusId: number | null; since: number } {
  const status = agentStatus.get(db, { agentId });
  if (!status) throw new NotFound();
  return status;
}

function move(db: Database, agentId: number, from: number | null, to: number | null, now: number) {
  if (moveStatus.run(db, { agentId, from, to, now }) === 0) throw new Conflict("conflict.changed");
  endInterval.run(db, { agentId, now });
  beginInterval.run(db, { agentId, statusId: to, now });
  record(db, now, "agent.status-changed", { agentId }, { from, to });
}
