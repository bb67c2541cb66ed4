/** Leads the browser on to a page of ours after it sent something (303, RFC 9110, 15.4.4). */
export function seeOther(path: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { ...headers, location: path } });
}

/** Something was done and there is nothing to show. */
export function done(headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 204, headers });
}

/** A path of ours to go to next, or `otherwise`: never another site, whatever a link says. */
export function ownPath(next: string | null | undefined, otherwise: string): string {
  if (!next || !/^\/(?![/\\])/.test(next) || /[\s\\]/.test(next) || !URL.canParse(next, "http://own.invalid")) return otherwise;
  const url = new URL(next, "http://own.invalid");
  return url.host === "own.invalid" ? url.pathname + url.search + url.hash : otherwise;
}
