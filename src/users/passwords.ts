import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { Conflict } from "../http/errors.ts";
import type { FieldReader } from "../http/fields.ts";
import { dropLinks } from "./session-store.ts";
import { endSessions } from "./sessions.ts";
import { replacePassword } from "./store.ts";

/** NIST SP 800-63B, 3.1.1.2 asks for at least 8; longer ones are the user's own good idea. */
export const PASSWORD_LENGTH_MIN = 8;
export const PASSWORD_LENGTH_MAX = 200;

/** argon2id, about 80 ms of one core and 32 MiB (RFC 9106; more than the least that OWASP asks for). */
const COST = { algorithm: "argon2id", memoryCost: 32 * 1024, timeCost: 3 } as const;

/** Of a password that nobody has: who does not exist takes as long to be refused as who does. */
export const NOBODY = "$argon2id$v=19$m=32768,t=3,p=1$MMH2ozQylAvH9eoyI3C8HhTgkYBTYmN9KqA0CmrA+8I$pA7f0RidUZBGJsd9H44n7L5mTWwYPfjDvRcRW+8yBxc";

/** Off the loop. The salt is Bun's own. */
export const hashPassword = (password: string): Promise<string> => Bun.password.hash(password, COST);

/** Whether a password is the one; false, and not sooner, where there is none. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const matches = await Bun.password.verify(password, hash ?? NOBODY);
  return matches && hash !== null;
}

/** A new password, written twice, in the fields `password` and `again`. */
export function readNewPassword(field: FieldReader): string {
  const password = field.exact("password", { max: PASSWORD_LENGTH_MAX });
  if (password.length < PASSWORD_LENGTH_MIN) field.wrong("password", "password.short", { min: PASSWORD_LENGTH_MIN });
  else if (field.exact("again", { max: PASSWORD_LENGTH_MAX }) !== password) field.wrong("again", "password.differs");
  return password;
}

/** Sets one's own password; every other session ends. `before` is the hash that was checked. Throws Conflict when it changed meanwhile. */
export function changePassword(db: Database, input: { userId: number; before: string; passwordHash: string; sessionId: number }, who: Who, now: number) {
  const { userId, before, passwordHash, sessionId } = input;
  if (replacePassword.run(db, { id: userId, before, passwordHash }) === 0) throw new Conflict("conflict.changed");
  dropLinks.run(db, { kind: "password", userId });
  endSessions(db, { userId, reason: "password", except: sessionId }, now);
  audit(db, { who, action: "password.changed", subject: `user:${userId}` }, now);
}
