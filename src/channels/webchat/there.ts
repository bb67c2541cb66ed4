import { setting } from "../../admin/settings.ts";
import { type Hours, isOpen } from "../../queues/hours.ts";
import { isStaffed } from "../../routing/lately.ts";
import type { Workspace } from "../../workspace.ts";
import type { Channel } from "../channels.ts";
import { queueHours } from "./store.ts";

type Parts = Pick<Workspace, "db" | "routing" | "clock">;

/** Whether visitors of a channel find somebody: it works, it and its queue are within their hours, and one of the queue's agents is signed in. */
export function isThere({ db, routing, clock }: Parts, { row }: Channel): boolean {
  if (row.problem !== null || row.disabledAt !== null) return false;
  const zone = setting(db, "timeZone");
  const hours = [row.hours, queueHours.get(db, { queueId: row.queueId })?.hours ?? null];
  return hours.every((text) => isOpen(text === null ? null : (JSON.parse(text) as Hours), zone, clock())) && isStaffed(routing, row.queueId);
}
