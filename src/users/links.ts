import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { changeSetting } from "../admin/settings.ts";
import { Conflict, Gone, Invalid, NotFound } from "../http/errors.ts";
import type { Language } from "../texts/catalogue.ts";
import { isZone } from "../texts/time.ts";
import type { Dice } from "../workspace.ts";
import { addUser } from "./accounts.ts";
import { foundProfiles, profileNamed } from "./profiles.ts";
import { dropLinks, findLink, insertLink, type Link, useLink } from "./session-store.ts";
import { endSessions, hashOf } from "./sessions.ts";
import { anyUser, findUserByName, updatePassword } from "./store.ts";

/** How long a link to a new password works. */
export const PASSWORD_LINK_MS = 60 * 60_000;

/** Whether nobody can sign in yet: the first run. */
export const isFirstRun = (db: Database): boolean => anyUser.get(db) === null;

/** The path that makes the first administrator, once; the one before works no more. Throws Conflict when there is a user already. */
export function firstRunLink(db: Database, dice: Dice, now: number): string {
  if (!isFirstRun(db)) throw new Conflict("conflict.not-first");
  return `/first-run/${linkFor(db, { kind: "first-run", userId: null, expiresAt: null }, dice, now)}`;
}

/** The path to a new password for a user: works once, for an hour, and only the newest. Throws NotFound. */
export function passwordLink(db: Database, username: string, dice: Dice, who: Who, now: number): string {
  const user = findUserByName.get(db, { username });
  if (!user || user.disabledAt !== null) throw new NotFound("error.no-such-user");
  audit(db, { who, action: "password.link", subject: `user:${user.id}` }, now);
  return `/password/${linkFor(db, { kind: "password", userId: user.id, expiresAt: now + PASSWORD_LINK_MS }, dice, now)}`;
}

/** The link of a token while it works. Throws Gone. */
export function openLink(db: Database, kind: Link["kind"], token: string, now: number): Link {
  const link = findLink.get(db, { kind, tokenHash: hashOf(token), now });
  if (!link || (kind === "first-run" && !isFirstRun(db))) throw new Gone(kind === "first-run" ? "first-run.dead" : "password.link-dead");
  return link;
}

type First = { username: string; name: string; email: string | null; passwordHash: string; language: Language; timeZone: string };

/** Makes the first administrator and sets the workspace's time zone and language; the link is used up. Gives the user's id. Throws Gone, Invalid. */
export function makeFirstAdministrator(db: Database, token: string, { timeZone, ...first }: First, who: Who, now: number): number {
  use(db, "first-run", token, now);
  if (!isZone(timeZone)) throw new Invalid({ timeZone: "field.choose" });
  foundProfiles(db, first.language);
  const profile = profileNamed(db, "administrator");
  if (!profile) throw new Error("the profile of administrators is missing");
  const id = addUser(db, { ...first, profileId: profile.id }, who, now);
  changeSetting(db, "timeZone", timeZone, now);
  changeSetting(db, "language", first.language, now);
  audit(db, { who: { ...who, userId: id }, action: "first-run", subject: `user:${id}`, after: { timeZone, language: first.language } }, now);
  return id;
}

/** Sets a password by its link, which is used up; every session of the user ends. Throws Gone. */
export function setPasswordByLink(db: Database, token: string, passwordHash: string, who: Who, now: number) {
  const { userId } = use(db, "password", token, now);
  if (userId === null || updatePassword.run(db, { id: userId, passwordHash }) === 0) throw new Gone("password.link-dead");
  endSessions(db, { userId, reason: "password" }, now);
  audit(db, { who: { ...who, userId }, action: "password.changed", subject: `user:${userId}` }, now);
}

function linkFor(db: Database, { kind, userId, expiresAt }: Omit<Link, "id">, dice: Dice, now: number): string {
  const token = dice.token();
  dropLinks.run(db, { kind, userId });
  insertLink.run(db, { kind, tokenHash: hashOf(token), userId, expiresAt, now });
  return token;
}

function use(db: Database, kind: Link["kind"], token: string, now: number): Link {
  const link = openLink(db, kind, token, now);
  if (useLink.run(db, { id: link.id, now }) === 0) throw new Gone(kind === "first-run" ? "first-run.dead" : "password.link-dead");
  return link;
}
