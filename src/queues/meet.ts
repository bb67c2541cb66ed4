import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { Invalid } from "../http/errors.ts";
import { everMeet, type Hours } from "./hours.ts";
import { type Hourly, hourlyPairs } from "./store.ts";

/** Channels that are never open while their queue is: at whatever hour a customer writes there, one of the two is closed. */
export function apart(db: Database, now: number): Hourly[] {
  const zone = setting(db, "timeZone");
  return hourlyPairs.all(db).filter(({ channelHours, queueHours }) => !everMeet(hoursIn(channelHours), hoursIn(queueHours), zone, now));
}

type One = { queueId: number } | { channelId: string };

/**
 * After a queue or a channel was changed: throws Invalid at a field where the hours of the two never meet. (A file may change both, and is
 * looked at as a whole; so no verb does this by itself.)
 */
export function mustMeet(db: Database, one: One, now: number, field = "hours") {
  const found = apart(db, now).find(({ queueId, channelId }) => ("queueId" in one ? queueId === one.queueId : channelId === one.channelId));
  if (found) throw new Invalid({ [field]: "hours.apart" }, { [field]: { channel: found.channel, queue: found.queue } });
}

const hoursIn = (text: string) => JSON.parse(text) as Hours;
