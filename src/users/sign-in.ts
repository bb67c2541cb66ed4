import type { Database } from "bun:sqlite";
import { audit } from "../admin/audit.ts";
import { SignedOut } from "../http/errors.ts";
import type { Language } from "../texts/catalogue.ts";
import { changePreferences } from "./accounts.ts";
import { endSession, startSession } from "./sessions.ts";
import { findUser } from "./store.ts";

type SignIn = {
  userId: number;
  /** The hash that the password was checked against: if it is another by now, the check is worth nothing. */
  passwordHash: string | null;
  tokenHash: Uint8Array;
  address: string;
  /** As chosen on the sign-in page; kept with the user. */
  language: Language | null;
  /** The session this browser had until now. */
  replaces: { sessionId: number; userId: number } | null;
};

/** Lets somebody in whose password was right: session, agent signed in, audit. Gives the session's id. Throws SignedOut. */
export function signIn(db: Database, { userId, passwordHash, tokenHash, address, language, replaces }: SignIn, now: number): number {
  const user = findUser.get(db, { id: userId });
  if (!user || user.disabledAt !== null || user.passwordHash !== passwordHash) throw new SignedOut("sign-in.wrong");
  const sessionId = startSession(db, { userId, tokenHash, address }, now);
  if (replaces) endSession(db, { ...replaces, reason: "by hand" }, now);
  if (language && language !== user.language) changePreferences(db, userId, { language }, now);
  audit(db, { who: { userId, address }, action: "sign-in", subject: `user:${userId}` }, now);
  return sessionId;
}

/** Somebody tried and failed. Of an unknown name nothing is kept: it may be a password in the wrong field. */
export function refuseSignIn(db: Database, { userId, address }: { userId: number | null; address: string }, now: number) {
  audit(db, { who: { userId: null, address }, action: "sign-in.refused", subject: `user:${userId ?? "unknown"}` }, now);
}

/** Ends one's session, and with the last one signs the agent out. */
export function signOut(db: Database, { userId, sessionId, address }: { userId: number; sessionId: number; address: string }, now: number) {
  endSession(db, { sessionId, userId, reason: "by hand" }, now);
  audit(db, { who: { userId, address }, action: "sign-out", subject: `user:${userId}` }, now);
}
