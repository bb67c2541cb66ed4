import type { Database } from "bun:sqlite";
import type { Logger } from "pino";
import { setting } from "../admin/settings.ts";
import { returnOffers } from "../conversations/assignment.ts";
import type { Write } from "../db/write.ts";
import { record } from "../events/record.ts";
import { endSession, endSessions, expired } from "../users/sessions.ts";
import { signedInAgents } from "./store.ts";

const MINUTE_MS = 60_000;
/** Unseen for longer than this, an agent gets nothing new and their offers return (DESIGN 12). Pages say every 20 s that they are there. */
export const LEASE_MS = 90_000;
/** Nobody looked for so long: the machine slept, and nobody could be heard of. Every lease begins anew. */
const SLEPT_MS = 30_000;

/** Who is there: heard of in memory, told in events only when it changes. */
export type Presence = {
  /** Something came from a page of this user. */
  seen(userId: number): void;
  /** Looks for those who are gone; for a clockwork, every few seconds. After a longer pause every lease begins anew. */
  sweep(): Promise<void>;
};

type Parts = { db: Database; write: Write; log: Logger; clock(): number };

/** Presence as it begins: nobody has been heard of yet, and everyone has a whole lease. */
export function presenceOf({ db, write, log, clock }: Parts): Presence {
  const seenAt = new Map<number, number>();
  const absent = new Set<number>();
  let since = clock();
  let sweptAt = clock();
  let sweeping: Promise<void> | null = null;

  const silence = (userId: number) => clock() - Math.max(seenAt.get(userId) ?? 0, since);
  const comeBack = (userId: number) => {
    if (!absent.delete(userId)) return;
    write((db) => void record(db, clock(), "agent.seen", { agentId: userId }, {})).catch((error) => log.error({ error }, "an agent's return was not written"));
  };
  const miss = async (userId: number) => {
    await write((db) => missAgent(db, userId, clock()));
    absent.add(userId);
    if (silence(userId) <= LEASE_MS) comeBack(userId);
  };
  const signOut = async (userId: number) => {
    await write((db) => endSessions(db, { userId, reason: "unseen" }, clock()));
    seenAt.delete(userId);
    absent.delete(userId);
  };
  const lookAround = async () => {
    const goneAfter = setting(db, "signedOutAfterMinutes") * MINUTE_MS;
    const silent = signedInAgents.all(db).map(({ id }) => ({ id, silentMs: silence(id) }));
    const over = expired(db, clock());
    await Promise.all([
      ...silent.filter(({ silentMs }) => silentMs > goneAfter).map(({ id }) => signOut(id)),
      ...silent.filter(({ id, silentMs }) => silentMs > LEASE_MS && silentMs <= goneAfter && !absent.has(id)).map(({ id }) => miss(id)),
      ...over.map(({ id, userId }) => write((db) => endSession(db, { sessionId: id, userId, reason: "unseen" }, clock()))),
    ]);
  };

  return {
    seen: (userId) => {
      seenAt.set(userId, clock());
      comeBack(userId);
    },
    sweep: () => {
      if (clock() - sweptAt > SLEPT_MS) since = clock();
      sweptAt = clock();
      sweeping ??= lookAround().finally(() => {
        sweeping = null;
      });
      return sweeping;
    },
  };
}

/** An agent's page has not been heard of for the lease: nothing new for them, and what was offered returns. */
export function missAgent(db: Database, agentId: number, now: number) {
  record(db, now, "agent.unseen", { agentId }, {});
  returnOffers(db, { agentId, reason: "unseen" }, now);
}
