import type { Database } from "bun:sqlite";
import type { QueueLine } from "../../views/admin/queues.tsx";
import { setting } from "../admin/settings.ts";
import { isOpen, nextChange } from "./hours.ts";
import { type Queue, type Ring, ringsOf } from "./queue.ts";
import { channelNames, listQueues, queueLoads, readyMembers, skillsetChoices } from "./store.ts";

const NO_LOAD = { waiting: 0, active: 0 };

/** What is in a queue now. */
export function loadOf(db: Database, queueId: number): { waiting: number; active: number } {
  const { waiting, active } = queueLoads.all(db).find((load) => load.queueId === queueId) ?? NO_LOAD;
  return { waiting, active };
}

/** Whether a queue with hours is open at an instant, and when that changes next; null = it is always open. */
export function openingOf(db: Database, { hours }: Pick<Queue, "hours">, now: number): { open: boolean; changesAt: number | null } | null {
  const zone = setting(db, "timeZone");
  return hours && { open: isOpen(hours, zone, now), changesAt: nextChange(hours, zone, now) };
}

/** How many Ready agents each ring adds to those before it. */
export function readyByRing(db: Database, rings: readonly Ring[]): number[] {
  const members = Map.groupBy(readyMembers.all(db), ({ skillsetId }) => skillsetId);
  const asked = new Set<number>();
  return rings.map(({ minLevel = 1, skillsetIds }) => {
    const before = asked.size;
    for (const id of skillsetIds) for (const { userId, level } of members.get(id) ?? []) if (level >= minLevel) asked.add(userId);
    return asked.size - before;
  });
}

/** Every queue as a line of the list. */
export function queueLines(db: Database): QueueLine[] {
  const names = new Map(skillsetChoices.all(db).map(({ id, name }) => [id, name]));
  const loads = new Map(queueLoads.all(db).map((load) => [load.queueId, load]));
  const channels = Map.groupBy(channelNames.all(db), ({ queueId }) => queueId);
  return listQueues.all(db).map((row) => ({
    ...row,
    rings: ringsOf(db, row.id).map(({ afterSeconds, skillsetIds }) => ({ afterSeconds, skillsets: skillsetIds.map((id) => names.get(id) ?? "") })),
    channels: (channels.get(row.id) ?? []).map(({ name }) => name),
    ...(loads.get(row.id) ?? NO_LOAD),
  }));
}
