import type { Database } from "bun:sqlite";
import { type Viewer, visibleTo } from "../users/visible.ts";
import { excerptOf, type Hit, hitsOf, placeBelow } from "./store.ts";

export const SEARCH_LENGTH_MAX = 100;
/** Conversations on a page of what was found. */
export const FOUND_PER_PAGE = 30;
/** So many messages that have the words are looked through at once, and so often, for one page: who searches further goes on from there. */
const STEP = 200;
const STEPS_MAX = 10;
/** A beginning this short fits too many words. */
const BEGINNING_MIN = 2;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** A conversation in which the words were found: its newest message that has them. `excerpt`: parts of its text, `hit` = what was searched for. */
export type SaidThere = Hit & { excerpt: { text: string; hit: boolean }[] };
/** `next`: where the page after this begins; null = there is none. */
export type SaidPage = { said: SaidThere[]; next: number | null };

/** What was typed, as FTS5 asks for it: every word, the beginning of one too. Null where there is nothing to search for. */
export function matchOf(typed: string): string | null {
  const words = typed.slice(0, SEARCH_LENGTH_MAX).normalize("NFC").split(/\s+/);
  const searched = words.filter((word) => /[\p{L}\p{N}]/u.test(word)).map((word) => `"${word.replaceAll('"', '""')}"${isBeginning(word) ? "*" : ""}`);
  return searched.length === 0 ? null : searched.join(" AND ");
}

const isBeginning = (word: string) => (/[\p{L}\p{N}]+$/u.exec(word)?.[0] ?? "").length >= BEGINNING_MIN;

/** The conversations whose messages have all the words that were typed, those a viewer may open, the newest message first. */
export function saidFor(db: Database, viewer: Viewer, typed: string, before: number | null = null, most = FOUND_PER_PAGE): SaidPage {
  const match = matchOf(typed);
  if (match === null) return { said: [], next: null };
  const found = new Map<number, Hit>();
  let [from, ended] = [before ?? NEWEST, false];
  for (let n = 0; n < STEPS_MAX && !ended; n++) {
    const asked = { match, before: from, most: STEP };
    for (const hit of hitsOf.all(db, { ...visibleTo(viewer), ...asked })) {
      if (!found.has(hit.conversationId) && found.size === most) return pageOf(db, match, found, from);
      if (!found.has(hit.conversationId)) found.set(hit.conversationId, hit);
      from = hit.id;
    }
    const below = placeBelow.get(db, asked);
    ended = (below?.n ?? 0) < STEP;
    from = below?.id ?? from;
  }
  return pageOf(db, match, found, ended ? null : from);
}

function pageOf(db: Database, match: string, found: ReadonlyMap<number, Hit>, next: number | null): SaidPage {
  const said = [...found.values()].map((hit) => ({ ...hit, excerpt: partsOf(excerptOf.get(db, { match, id: hit.id })?.excerpt ?? "") }));
  return { said, next };
}

// "…will you \uE000refund\uE001 it?" in parts. A message that has these signs itself is only marked oddly.
function partsOf(excerpt: string): SaidThere["excerpt"] {
  return excerpt.split(/(\uE000[^\uE001]*\uE001)/).flatMap((part) => {
    const text = part.replace(/[\uE000\uE001]/g, "");
    return text === "" ? [] : [{ text, hit: part.startsWith("\uE000") }];
  });
}
