import { SESSION_AGE_MS_MAX } from "../users/sessions.ts";
import { Forbidden } from "./errors.ts";

type Signed = { readonly secret: string; readonly sessionId: number };

export const CSRF_HEADER = "x-csrf-token";
export const CSRF_FIELD = "csrf";

/** A token that only this session's own pages have. The session's secret signs it: nothing has to be kept, and a restart changes nothing. */
export function csrfToken({ secret, sessionId }: Signed): string {
  return Bun.CSRF.generate(secret, { sessionId: String(sessionId), expiresIn: SESSION_AGE_MS_MAX });
}

/** Throws Forbidden unless the change comes with the token of this very session, in the header (htmx) or as a field (plain forms). */
export function checkToken(headers: Headers, body: unknown, { secret, sessionId }: Signed) {
  const field = (body as Readonly<Record<string, unknown>> | null | undefined)?.[CSRF_FIELD];
  const token = headers.get(CSRF_HEADER) ?? (typeof field === "string" ? field : "");
  const given = { secret, sessionId: String(sessionId), maxAge: SESSION_AGE_MS_MAX };
  if (token === "" || !Bun.CSRF.verify(token, given)) throw new Forbidden("error.csrf");
}

/**
 * Throws Forbidden when a browser says that another site sent this. Browsers tell by Sec-Fetch-Site, those and older ones also by
 * Origin; who sends neither is no browser, and carries nobody's cookies by accident.
 */
export function checkOrigin({ headers, url }: Request, publicUrl: URL) {
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin" || site === "none") return;
  if (site !== null) throw new Forbidden("error.csrf");
  const origin = headers.get("origin");
  if (origin === null || origin === publicUrl.origin) return;
  if (!URL.canParse(origin) || new URL(origin).host !== new URL(url).host) throw new Forbidden("error.csrf");
}
