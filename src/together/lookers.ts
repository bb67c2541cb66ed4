import { fadingOf } from "./fading.ts";

/** Pages say every 20 s what they show, with their heartbeat. What is not heard of for so long is shown no more. */
export const LOOKING_MS = 50_000;
/** A browser whose stream has ended is gone, unless it says something within this time: a page that is loaded again comes back. */
export const GONE_MS = 5_000;

/** One browser. `page` tells pages of one session apart that have a heartbeat of their own. */
export type Browser = { sessionId: number; page: string; userId: number };
type Looker = Browser & { shows: ReadonlySet<number> };
/** Who is told that somebody came to a conversation, left it, or may be gone soon. */
type Heard = Record<"came" | "left" | "fades", (userId: number, conversationId: number) => void>;

/** Who has which conversation on the screen. */
export function lookersOf(clock: () => number, { came, left, fades }: Heard) {
  const lookers = fadingOf<string, Looker>(LOOKING_MS, clock);
  const streams = new Map<number, number>();
  const ofSession = (sessionId: number) => lookers.entries().filter(([, looker]) => looker.sessionId === sessionId);

  const looks = (who: Browser, conversationIds: readonly number[]) => {
    lookers.sweep();
    const key = `${who.sessionId} ${who.page}`;
    const before = lookers.get(key)?.shows ?? new Set<number>();
    const shows = new Set(conversationIds);
    if (shows.size > 0) lookers.say(key, { ...who, shows });
    else lookers.end(key);
    for (const id of before) if (!shows.has(id)) left(who.userId, id);
    for (const id of shows) if (!before.has(id)) came(who.userId, id);
  };
  const streamEnded = (sessionId: number) => {
    const others = (streams.get(sessionId) ?? 1) - 1;
    if (others > 0) return void streams.set(sessionId, others);
    streams.delete(sessionId);
    for (const [key, { userId, shows }] of ofSession(sessionId)) {
      lookers.shorten(key, GONE_MS);
      for (const id of shows) fades(userId, id);
    }
  };
  return {
    looks,
    usersAt: (conversationId: number) => [...new Set(lookers.entries().flatMap(([, { userId, shows }]) => (shows.has(conversationId) ? [userId] : [])))],
    /** Until when it holds that these are there. */
    untilAt: (conversationId: number, exceptId: number) =>
      lookers.entries().flatMap(([key, { userId, shows }]) => (shows.has(conversationId) && userId !== exceptId ? (lookers.until(key) ?? []) : [])),
    endSession: (sessionId: number) => {
      for (const [, looker] of ofSession(sessionId)) looks(looker, []);
    },
    /** A stream of the session is open; gives what says that it has ended. */
    hears: (sessionId: number): (() => void) => {
      streams.set(sessionId, (streams.get(sessionId) ?? 0) + 1);
      let ended = false;
      return () => {
        if (!ended) streamEnded(sessionId);
        ended = true;
      };
    },
  };
}
