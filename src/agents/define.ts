import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { Conflict, Invalid, NotFound } from "../http/errors.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import { builtinStatus, setStatus } from "./statuses.ts";
import { agentsIn, findStatus, insertStatus, markRemoved, reviveStatus, type Status, statusNamed, updateStatus } from "./store.ts";

/** What a status that somebody adds may look like; green is Ready alone, because only Ready receives. */
export const MARKS = ["office", "break", "off"] as const satisfies readonly Status["mark"][];
export type StatusInput = { name: string; mark: (typeof MARKS)[number] };

/** Makes a status, or brings back a removed one of this name, and returns its id. Throws Invalid. */
export function addStatus(db: Database, input: StatusInput, who: Who, now: number): number {
  const { name, mark } = check(input);
  const namesake = statusNamed.get(db, { name });
  if (namesake && namesake.removedAt === null) throw new Invalid({ name: "field.taken" });
  const id = namesake?.id ?? (insertStatus.get(db, { name, mark }) as { id: number }).id;
  if (namesake) reviveStatus.run(db, { id, name, mark });
  audit(db, { who, action: "status.added", subject: `status:${id}`, after: { name, mark } }, now);
  record(db, now, "status.changed", {}, { statusId: id });
  return id;
}

/** Gives a status another name or mark; what is as it was changes nothing. Throws Invalid, NotFound, Conflict for one that comes with Parlo. */
export function changeStatus(db: Database, id: number, input: StatusInput, who: Who, now: number) {
  const before = ownStatus(db, id);
  const { name, mark } = check(input);
  if (name === before.name && mark === before.mark) return;
  const namesake = statusNamed.get(db, { name });
  if (namesake && namesake.id !== id) throw new Invalid({ name: namesake.removedAt === null ? "field.taken" : "status.was-there" });
  updateStatus.run(db, { id, name, mark });
  audit(db, { who, action: "status.changed", subject: `status:${id}`, before: { name: before.name, mark: before.mark }, after: { name, mark } }, now);
  record(db, now, "status.changed", {}, { statusId: id });
}

/** Removes a status; who is in it becomes Not ready. Its intervals keep naming it. Throws NotFound, Conflict for one that comes with Parlo. */
export function removeStatus(db: Database, id: number, who: Who, now: number) {
  const { name } = ownStatus(db, id);
  const notReady = builtinStatus(db, "not-ready");
  for (const { agentId } of agentsIn.all(db, { id })) setStatus(db, { agentId, statusId: notReady }, now);
  markRemoved.run(db, { id, now });
  audit(db, { who, action: "status.removed", subject: `status:${id}`, before: { name } }, now);
  record(db, now, "status.changed", {}, { statusId: id });
}

/** The status so named, if it is there, whatever the case of its letters. */
export function statusCalled(db: Database, name: string): { id: number; name: string; mark: Status["mark"] } | null {
  const row = statusNamed.get(db, { name });
  return row && row.removedAt === null ? row : null;
}

/** How many are in it now. */
export const countIn = (db: Database, id: number): number => agentsIn.all(db, { id }).length;

function ownStatus(db: Database, id: number) {
  const status = findStatus.get(db, { id });
  if (!status) throw new NotFound();
  if (status.builtin !== null) throw new Conflict("conflict.status-builtin");
  return status;
}

function check(input: StatusInput): StatusInput {
  return readFields(input, (field) => ({ name: field.text("name", { max: NAME_LENGTH_MAX }), mark: field.choice("mark", MARKS) }));
}
