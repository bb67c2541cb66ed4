import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { record } from "../events/record.ts";
import { builtinStatus, setStatus, statusOf } from "./statuses.ts";
import { countIgnored } from "./store.ts";

/** An offer ran out with an agent. So many in a row (a setting), and they do not seem to be there: their status says so, until they change it. */
export function noteIgnored(db: Database, agentId: number, now: number) {
  const ignored = countIgnored.get(db, { agentId })?.ignored ?? 0;
  const max = setting(db, "ignoredOffersMax");
  if (max === 0 || ignored < max || statusOf(db, agentId).statusId === null) return;
  setStatus(db, { agentId, statusId: builtinStatus(db, "no-answer") }, now);
  record(db, now, "agent.no-answer", { agentId }, { ignored });
}
