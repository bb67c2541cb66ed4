import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { hurry } from "../jobs/queue.ts";
import type { ProviderError } from "./channel.ts";
import type { Channel, Channels } from "./channels.ts";
import { findChannel, resumeChannel, stopChannel } from "./store.ts";

/** The provider refuses the whole channel: nothing more is sent on it until an administrator has mended it. */
export function stop(db: Database, { channelId, code, problem }: { channelId: string; code: string; problem: string }, now: number) {
  if (stopChannel.run(db, { id: channelId, problem, now }) === 0) return;
  record(db, now, "channel.stopped", { queueId: findChannel.get(db, { id: channelId })?.queueId ?? null }, { channelId, code });
}

/** As `stop`; but what the provider says of settings that have been changed meanwhile tells nothing about the new ones. */
export function stopAsSet(db: Database, channels: Channels, { row, settings }: Channel, { code, detail }: ProviderError, now: number) {
  if (Bun.deepEquals(channels.find(row.id)?.settings, settings)) stop(db, { channelId: row.id, code, problem: detail }, now);
}

/** It works again: what waited goes out at once. */
export function resume(db: Database, { channelId }: { channelId: string }, now: number) {
  if (resumeChannel.run(db, { id: channelId }) === 0) return;
  hurry(db, { pool: channelId }, now);
  record(db, now, "channel.resumed", { queueId: findChannel.get(db, { id: channelId })?.queueId ?? null }, { channelId });
}
