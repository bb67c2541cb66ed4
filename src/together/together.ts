import type { Bus } from "../events/bus.ts";
import type { Streams } from "../events/stream.ts";
import { fadingOf } from "./fading.ts";
import { type Browser, lookersOf } from "./lookers.ts";

/** Who writes says so every 3 s. */
export const WRITING_MS = 7_000;

export type Doing = "reply" | "note";
/** Who else is at a conversation, and until when that holds without another word; null = until somebody comes. */
export type Company = { people: readonly { userId: number; doing: Doing | null }[]; customerWrites: boolean; until: number | null };

/** Who looks at which conversation and writes there. In memory only: never stored, and over by itself. */
export type Together = {
  /** What a browser shows now, in place of what it showed. */
  looks(who: Browser, conversationIds: readonly number[]): void;
  /** Somebody writes an answer or a note, or (null) no more. */
  writes(who: At, doing: Doing | null): void;
  /** The customer writes in their own page. */
  customerWrites(conversationId: number): void;
  /** A stream of the session is open; gives what says that it has ended. */
  hears(sessionId: number): () => void;
  companyOf(who: At): Company;
};

type At = { conversationId: number; userId: number };
type Parts = { bus: Bus; streams: Pick<Streams, "tell">; clock(): number };

/** Nobody is told of what only they have open themselves. */
export function togetherOf({ bus, streams, clock }: Parts): Together {
  const writers = fadingOf<string, Doing>(WRITING_MS, clock);
  const customers = fadingOf<number, true>(WRITING_MS, clock);
  const keyOf = ({ conversationId, userId }: At) => `${conversationId} ${userId}`;
  const tell = (userIds: readonly number[], conversationId: number) => {
    const keys = userIds.map((id) => `person:${id}`);
    if (keys.length > 0) streams.tell(keys, `together-${conversationId}`);
  };
  const others = ({ conversationId, userId }: At) => lookers.usersAt(conversationId).filter((id) => id !== userId);
  const lookers = lookersOf(clock, {
    came: (_, id) => {
      const users = lookers.usersAt(id);
      if (users.length > 1) tell(users, id);
    },
    left: (userId, conversationId) => {
      const users = lookers.usersAt(conversationId);
      if (users.includes(userId)) return;
      writers.end(keyOf({ conversationId, userId }));
      tell(users, conversationId);
    },
    fades: (userId, conversationId) => tell(others({ conversationId, userId }), conversationId),
  });

  bus.subscribe(({ kind, conversationId, data }) => {
    if (kind === "session.ended") lookers.endSession((data as { sessionId: number }).sessionId);
    // It is there: nobody writes it any more.
    if (kind === "message.received" && conversationId !== null && customers.end(conversationId)) tell(lookers.usersAt(conversationId), conversationId);
  });

  return {
    looks: lookers.looks,
    hears: lookers.hears,
    writes: (who, doing) => {
      writers.sweep();
      const was = writers.get(keyOf(who));
      if (doing) writers.say(keyOf(who), doing);
      else writers.end(keyOf(who));
      if (was !== doing) tell(others(who), who.conversationId);
    },
    customerWrites: (conversationId) => {
      customers.sweep();
      const users = lookers.usersAt(conversationId);
      if (users.length === 0) return;
      const was = customers.get(conversationId);
      customers.say(conversationId, true);
      if (!was) tell(users, conversationId);
    },
    companyOf: (who) => {
      const { conversationId, userId } = who;
      const people = others(who).map((id) => ({ userId: id, doing: writers.get(keyOf({ conversationId, userId: id })) }));
      const writing = people.flatMap((one) => writers.until(keyOf({ conversationId, userId: one.userId })) ?? []);
      const ends = [...lookers.untilAt(conversationId, userId), ...writing, customers.until(conversationId) ?? []].flat();
      return { people, customerWrites: customers.get(conversationId) ?? false, until: ends.length > 0 ? Math.min(...ends) : null };
    },
  };
}
