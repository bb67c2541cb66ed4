import type { Database } from "bun:sqlite";
import { type SignOutReason, signInAgent, signOutAgent } from "../agents/statuses.ts";
import { record } from "../events/record.ts";
import {
  deleteSession,
  dropAllLinks,
  expiredSessions,
  findSession,
  insertSession,
  type SessionRow,
  sessionsOfUser,
  touchSession,
  usersSignedIn,
} from "./session-store.ts";

const HOUR_MS = 3_600_000;
/** A session that nobody used for so long is over; every use begins the time anew. */
export const SESSION_IDLE_MS_MAX = 12 * HOUR_MS;
/** However much it is used, so long after the sign-in the password is asked for again. */
export const SESSION_AGE_MS_MAX = 30 * 24 * HOUR_MS;
/** Uses within this time count as one, so that reading does not become writing. */
export const SESSION_TOUCH_MS = 5 * 60_000;
/** Signing in once more ends the oldest. */
export const SESSIONS_PER_USER_MAX = 20;

/** Tokens are kept as this alone: who reads the database cannot sign in with it. */
export const hashOf = (token: string): Uint8Array => new Bun.CryptoHasher("sha256").update(token).digest();

/** Whose session this is, or null: unknown, run out, or the user is disabled. */
export function liveSession(db: Database, secret: string, now: number): SessionRow | null {
  const row = findSession.get(db, { tokenHash: hashOf(secret) });
  return row && now - row.seenAt < SESSION_IDLE_MS_MAX && now - row.createdAt < SESSION_AGE_MS_MAX ? row : null;
}

/** Opens a session and signs the agent in: Not ready, unless already signed in elsewhere. Returns its id. */
export function startSession(db: Database, { userId, tokenHash, address }: { userId: number; tokenHash: Uint8Array; address: string }, now: number): number {
  const { id } = insertSession.get(db, { userId, tokenHash, address, now }) as { id: number };
  for (const old of sessionsOfUser.all(db, { userId }).slice(SESSIONS_PER_USER_MAX)) drop(db, old.id, userId, now);
  signInAgent(db, userId, now);
  return id;
}

/** Ends one session; the last one of a user signs the agent out too. Ending what is over already does nothing. */
export function endSession(db: Database, { sessionId, userId, reason }: { sessionId: number; userId: number; reason: SignOutReason }, now: number) {
  drop(db, sessionId, userId, now);
  if (sessionsOfUser.all(db, { userId }).length === 0) signOutAgent(db, { agentId: userId, reason }, now);
}

/** Ends every session of a user but `except`. Where none is left, the agent is signed out. */
export function endSessions(db: Database, { userId, reason, except }: { userId: number; reason: SignOutReason; except?: number }, now: number) {
  const open = sessionsOfUser.all(db, { userId });
  for (const { id } of open) if (id !== except) drop(db, id, userId, now);
  if (!open.some(({ id }) => id === except)) signOutAgent(db, { agentId: userId, reason }, now);
}

/** Nobody is signed in any more, and no link that was sent out works: what they belonged to was another life of the folder. */
export function endAllSessions(db: Database, now: number) {
  for (const { userId } of usersSignedIn.all(db)) endSessions(db, { userId, reason: "restored" }, now);
  dropAllLinks.run(db);
}

export const openSessions = (db: Database, userId: number): { id: number }[] => sessionsOfUser.all(db, { userId });

/** What has run out and was not ended yet. */
export function expired(db: Database, now: number): { id: number; userId: number }[] {
  return expiredSessions.all(db, { seenBefore: now - SESSION_IDLE_MS_MAX, createdBefore: now - SESSION_AGE_MS_MAX });
}

export function noteUse(db: Database, sessionId: number, now: number) {
  touchSession.run(db, { id: sessionId, now });
}

function drop(db: Database, sessionId: number, userId: number, now: number) {
  if (deleteSession.run(db, { id: sessionId }) > 0) record(db, now, "session.ended", { agentId: userId }, { sessionId, userId });
}
