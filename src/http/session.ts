import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import type { Config } from "../config.ts";
import { isLanguage, type Language, preferredLanguage } from "../texts/catalogue.ts";
import type { Permissions } from "../users/permissions.ts";
import { permissionsFor } from "../users/profiles.ts";
import { liveSession, SESSION_AGE_MS_MAX } from "../users/sessions.ts";

/** Who is signed in, for handlers. */
export type Person = {
  readonly userId: number;
  readonly username: string;
  readonly name: string;
  readonly profileId: number;
  readonly permissions: Permissions;
  readonly language: Language;
  readonly theme: "system" | "light" | "dark";
  readonly volume: number;
  /** The page that opens after signing in. */
  readonly opens: "home" | "conversations";
  readonly sessionId: number;
  /** When the session was last noted as used. */
  readonly seenAt: number;
  /** What the cookie holds: it signs this session's tokens, and is shown to nobody. */
  readonly secret: string;
};

const YEAR_SECONDS = 31_536_000;
const LANGUAGE_COOKIE = "parlo-language";

const isSecure = (config: Config) => config.publicUrl.protocol === "https:";
/** Under HTTPS the name binds the cookie to this host, this path and HTTPS (RFC 6265bis, 4.1.3.2). */
export const sessionCookieName = (config: Config): string => (isSecure(config) ? "__Host-parlo" : "parlo");

const cookie = (config: Config, name: string, value: string, maxAgeSeconds: number, httpOnly: boolean) =>
  `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; SameSite=Lax${httpOnly ? "; HttpOnly" : ""}${isSecure(config) ? "; Secure" : ""}`;

export const sessionCookie = (config: Config, token: string): string => cookie(config, sessionCookieName(config), token, SESSION_AGE_MS_MAX / 1000, true);
export const endedCookie = (config: Config): string => cookie(config, sessionCookieName(config), "", 0, true);
export const languageCookie = (config: Config, language: Language): string => cookie(config, LANGUAGE_COOKIE, language, YEAR_SECONDS, true);

export function readCookie(headers: Headers, name: string): string | null {
  for (const part of headers.get("cookie")?.split(";") ?? []) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value) return value;
  }
  return null;
}

/** The language that was chosen on the sign-in page of this browser, if any. */
export function chosenLanguage(headers: Headers): Language | null {
  const language = readCookie(headers, LANGUAGE_COOKIE);
  return isLanguage(language) ? language : null;
}

/** In which language to speak to somebody we do not know: as chosen in this browser, as it prefers, as the workspace is set. */
export function languageFor(db: Database, headers: Headers): Language {
  const accepted = headers.get("accept-language");
  return chosenLanguage(headers) ?? (accepted === null ? setting(db, "language") : preferredLanguage(accepted));
}

/** Who sends this, by the session's cookie, or null. */
export function personOf(db: Database, config: Config, headers: Headers, now: number): Person | null {
  const secret = readCookie(headers, sessionCookieName(config));
  const session = secret === null ? null : liveSession(db, secret, now);
  if (!session || secret === null) return null;
  return { ...session, secret, language: session.language ?? languageFor(db, headers), permissions: permissionsFor(db, session.profileId) };
}
