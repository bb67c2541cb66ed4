/** Sites that one channel may be shown on; their addresses stand in a header of the page. */
export const SITES_MAX = 100;

/** The origins that a setting names, one a line; lines that name none are left out. */
export function sitesOf(lines: string): string[] {
  return [...new Set(linesOf(lines).flatMap((line) => originOf(line) ?? []))];
}

/** The key of what is wrong with the setting, or null. */
export function sitesProblem(lines: string): string | null {
  const all = linesOf(lines);
  if (all.length > SITES_MAX) return "setting.webchat.allowedSites.too-many";
  return all.every((line) => originOf(line) !== null) ? null : "setting.webchat.allowedSites.wrong";
}

const linesOf = (lines: string) =>
  lines
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

// Only what is an origin by itself: a path or a wildcard would promise a narrower or wider gate than frame-ancestors keeps.
function originOf(line: string): string | null {
  const url = URL.canParse(line) ? new URL(line) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`) return null;
  return /^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/.test(url.hostname) ? url.origin : null;
}
