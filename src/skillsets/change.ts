import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { freeReservedFor } from "../conversations/reservation.ts";
import { record } from "../events/record.ts";
import { Conflict, Invalid, NotFound } from "../http/errors.ts";
import { NAME_LENGTH_MAX, readFields } from "../http/fields.ts";
import {
  deleteSkillset,
  findSkillset,
  findSkillsetByName,
  insertSkillset,
  membersOfSkillset,
  queuesOfSkillset,
  type Skillset,
  updateSkillset,
} from "./store.ts";

export type SkillsetInput = { name: string };

/** Makes a skillset and returns its id. Throws Invalid. */
export function addSkillset(db: Database, input: SkillsetInput, who: Who, now: number): number {
  const { name } = check(db, input, null);
  const { id } = insertSkillset.get(db, { name }) as { id: number };
  audit(db, { who, action: "skillset.added", subject: `skillset:${id}`, after: { name } }, now);
  record(db, now, "skillset.changed", {}, { skillsetId: id });
  return id;
}

/** Gives a skillset another name; the same one changes nothing. Throws Invalid, NotFound. */
export function renameSkillset(db: Database, id: number, input: SkillsetInput, who: Who, now: number) {
  const before = skillsetOr404(db, id);
  const { name } = check(db, input, id);
  if (name === before.name) return;
  updateSkillset.run(db, { id, name });
  audit(db, { who, action: "skillset.renamed", subject: `skillset:${id}`, before: { name: before.name }, after: { name } }, now);
  record(db, now, "skillset.changed", {}, { skillsetId: id });
}

/** Removes a skillset that no ring names; its members stay, without it. Throws NotFound, Conflict naming the queues. */
export function removeSkillset(db: Database, id: number, who: Who, now: number) {
  const { name } = skillsetOr404(db, id);
  const queues = queuesOfSkillset.all(db, { skillsetId: id });
  if (queues.length > 0) throw new Conflict("conflict.skillset-used", { queues: queues.map((queue) => queue.name).join(", ") });
  const members = membersOfSkillset.all(db, { skillsetId: id });
  freeReservedFor(db, id, now);
  deleteSkillset.run(db, { id });
  audit(db, { who, action: "skillset.removed", subject: `skillset:${id}`, before: { name, members: members.map(({ userId }) => userId) } }, now);
  for (const { userId } of members) record(db, now, "user.changed", { agentId: userId }, { userId });
  record(db, now, "skillset.changed", {}, { skillsetId: id });
}

function check(db: Database, input: SkillsetInput, id: number | null): SkillsetInput {
  const fields = readFields(input, (field) => ({ name: field.text("name", { max: NAME_LENGTH_MAX }) }));
  const namesake = findSkillsetByName.get(db, { name: fields.name });
  if (namesake && namesake.id !== id) throw new Invalid({ name: "field.taken" });
  return fields;
}

function skillsetOr404(db: Database, id: number): Skillset {
  const skillset = findSkillset.get(db, { id });
  if (!skillset) throw new NotFound();
  return skillset;
}
