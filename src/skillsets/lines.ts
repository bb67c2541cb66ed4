import type { Database } from "bun:sqlite";
import type { SkillsetLine } from "../../views/admin/skillsets.tsx";
import { NotFound } from "../http/errors.ts";
import { allMembers, allQueues, countReserved, listSkillsets } from "./store.ts";

/** Every skillset with who has it and which queues ask it, as the list shows it. */
export function skillsetLines(db: Database): SkillsetLine[] {
  const members = Map.groupBy(allMembers.all(db), ({ skillsetId }) => skillsetId);
  const queues = Map.groupBy(allQueues.all(db), ({ skillsetId }) => skillsetId);
  return listSkillsets.all(db).map(({ id, name }) => ({
    id,
    name,
    members: members.get(id) ?? [],
    queues: (queues.get(id) ?? []).map((queue) => queue.name),
  }));
}

/** One of them. Throws NotFound. */
export function skillsetLine(db: Database, id: number): SkillsetLine {
  const line = skillsetLines(db).find((one) => one.id === id);
  if (!line) throw new NotFound();
  return line;
}

/** How many conversations wait for it alone. */
export const waitingFor = (db: Database, id: number): number => countReserved.get(db, { skillsetId: id })?.n ?? 0;
