import { TooMany } from "../../http/errors.ts";
import { limiterOf } from "../../http/limits.ts";

/** Letters in one message of a visitor; more is a file. */
export const TEXT_LENGTH_MAX = 100_000;
/** Files in one message. */
export const FILES_PER_MESSAGE_MAX = 10;
/** Messages of one visitor in a minute. */
export const MESSAGES_PER_VISITOR_MAX = 30;
/** Visitors that write for the first time from one address in an hour: an office, or a mobile network, has one address for many. */
export const NEW_VISITORS_PER_ADDRESS_MAX = 30;
/** Conversations that begin on one channel in a minute. */
export const NEW_CONVERSATIONS_PER_CHANNEL_MAX = 120;
/** Files that one visitor sends up in an hour, and all visitors of one address. */
export const UPLOADS_PER_VISITOR_MAX = 60;
export const UPLOADS_PER_ADDRESS_MAX = 240;
/** Files of one visitor that no message has taken yet. */
export const WAITING_UPLOADS_MAX = 20;
/** Open streams: a browser needs one, a little while two. */
export const STREAMS_PER_VISITOR_MAX = 6;
export const STREAMS_PER_ADDRESS_MAX = 200;
/** How often in a minute a visitor's page may say what it has shown. */
export const SEEN_PER_VISITOR_MAX = 120;

/** How often in a minute it may say that its visitor is writing. */
export const WRITING_PER_VISITOR_MAX = 60;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After a refused stream the page tries again so much later. */
const STREAM_RETRY_SECONDS = 30;

/** What visitors have done lately, in memory: a restart forgets. Each method throws TooMany with the seconds to wait. */
export function webchatLimitsOf(clock: () => number) {
  const messages = limiterOf({ max: MESSAGES_PER_VISITOR_MAX, windowMs: MINUTE_MS }, clock);
  const newVisitors = limiterOf({ max: NEW_VISITORS_PER_ADDRESS_MAX, windowMs: HOUR_MS }, clock);
  const newConversations = limiterOf({ max: NEW_CONVERSATIONS_PER_CHANNEL_MAX, windowMs: MINUTE_MS }, clock);
  const uploads = limiterOf({ max: UPLOADS_PER_VISITOR_MAX, windowMs: HOUR_MS }, clock);
  const addressUploads = limiterOf({ max: UPLOADS_PER_ADDRESS_MAX, windowMs: HOUR_MS }, clock);
  const seen = limiterOf({ max: SEEN_PER_VISITOR_MAX, windowMs: MINUTE_MS }, clock);
  const writing = limiterOf({ max: WRITING_PER_VISITOR_MAX, windowMs: MINUTE_MS }, clock);
  return {
    message: ({ visitor, address, channelId, isNew, begins }: { visitor: string; address: string; channelId: string; isNew: boolean; begins: boolean }) => {
      refuseFor(messages.take(visitor));
      if (isNew) refuseFor(newVisitors.take(address), "webchat.too-many-here");
      if (begins) refuseFor(newConversations.take(channelId), "webchat.too-busy");
    },
    upload: ({ visitor, address }: { visitor: string; address: string }) => {
      refuseFor(addressUploads.take(address) || uploads.take(visitor), "webchat.too-many-files");
    },
    seen: (visitor: string) => refuseFor(seen.take(visitor)),
    writing: (visitor: string) => refuseFor(writing.take(visitor)),
  };
}

/** How many streams are open, by visitor and by address. */
export function streamCountsOf() {
  const open = new Map<string, number>();
  const add = (key: string, by: number) => {
    const count = (open.get(key) ?? 0) + by;
    if (count > 0) open.set(key, count);
    else open.delete(key);
  };
  return {
    /** Counts one more and gives what counts it no more. Throws TooMany. */
    enter: (visitor: string, address: string): (() => void) => {
      const [mine, near] = [`visitor ${visitor}`, `address ${address}`];
      const full = (open.get(mine) ?? 0) >= STREAMS_PER_VISITOR_MAX || (open.get(near) ?? 0) >= STREAMS_PER_ADDRESS_MAX;
      if (full) throw new TooMany(STREAM_RETRY_SECONDS, "webchat.too-many-streams");
      for (const key of [mine, near]) add(key, 1);
      let left = false;
      return () => {
        if (left) return;
        left = true;
        for (const key of [mine, near]) add(key, -1);
      };
    },
  };
}

function refuseFor(seconds: number, key = "webchat.too-many") {
  if (seconds > 0) throw new TooMany(seconds, key);
}
