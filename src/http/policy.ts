/** What a page of ours may load and do, and who may frame it. Nothing inline, nothing from elsewhere. */
export function pagePolicy(frameAncestors: readonly string[] = ["'none'"]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    `frame-ancestors ${frameAncestors.join(" ")}`,
  ].join("; ");
}

/** The headers of what others wrote: a stored file or a mail can show itself and nothing more. */
export const FILE_POLICY = {
  "content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;

const YEAR_SECONDS = 31_536_000;

/** The headers of every page. `same-origin` keeps links with tokens in them from other sites, and the Origin of our own forms. */
export function pageHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    "content-security-policy": pagePolicy(),
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(), serial=(), hid=()",
    "cross-origin-opener-policy": "same-origin",
    ...(secure ? { "strict-transport-security": `max-age=${YEAR_SECONDS}` } : {}),
  };
}

/** Adds to an answer what the policy wants and the route has not said itself. */
export function underPolicy(response: Response, page: Readonly<Record<string, string>>): Response {
  const { headers } = response;
  if (!headers.has("x-content-type-options")) headers.set("x-content-type-options", "nosniff");
  if (!headers.get("content-type")?.startsWith("text/html")) return response;
  for (const name in page) if (!headers.has(name)) headers.set(name, page[name] as string);
  return response;
}
