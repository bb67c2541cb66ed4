import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { type Hours, isOpen, nextChange } from "../queues/hours.ts";
import { type ChannelRow, channelRows } from "./store.ts";

/** Whether customers are served on a channel, and when that changes next; null = not by any hours. `stopped`: its provider refuses it. */
export type Service = Pick<ChannelRow, "id" | "name" | "kind"> & { open: boolean; stopped: boolean; changesAt: number | null };

/** Openings of the channel or its queue that are looked through until both are open. */
const OPENINGS_MAX = 100;

/** Every channel that is not disabled: it serves while its own hours and those of its queue are open (SPEC B5). */
export function serviceOf(db: Database, now: number): Service[] {
  const zone = setting(db, "timeZone");
  return channelRows.all(db).map(({ id, name, kind, problemSince, hours, queueHours }) => {
    const both = [hours, queueHours].flatMap((text) => (text === null ? [] : [JSON.parse(text) as Hours]));
    const isOpenAt = (at: number) => both.every((one) => isOpen(one, zone, at));
    const open = isOpenAt(now);
    return { id, name, kind, open, stopped: problemSince !== null, changesAt: open ? closesAt(both, zone, now) : opensAt(both, zone, now, isOpenAt) };
  });
}

function closesAt(both: readonly Hours[], zone: string, now: number): number | null {
  const changes = both.flatMap((hours) => nextChange(hours, zone, now) ?? []);
  return changes.length === 0 ? null : Math.min(...changes);
}

function opensAt(both: readonly Hours[], zone: string, now: number, isOpenAt: (at: number) => boolean): number | null {
  let at = now;
  for (let n = 0; n < OPENINGS_MAX; n++) {
    const next = both.flatMap((hours) => (isOpen(hours, zone, at) ? [] : (nextChange(hours, zone, at) ?? [])));
    if (next.length === 0) return null;
    at = Math.max(...next);
    if (isOpenAt(at)) return at;
  }
  return null;
}
