import type { Database } from "bun:sqlite";
import { type Viewer, visibleTo } from "../users/visible.ts";
import { type Hit, hitsOf, placeBelow, TEXT_LOOKED_AT } from "./store.ts";
import { excerptOf, hasAll, matchOf, type Part, searchedIn } from "./words.ts";

/** Conversations on a page of what was found. */
export const FOUND_PER_PAGE = 30;
/** So many messages that may have the words are looked at in one go, and so many goes are made for one page: who searches further goes on from there. */
const STEP = 200;
const STEPS_MAX = 10;
const NEWEST = Number.MAX_SAFE_INTEGER;

/** A conversation in which the words were found: its newest message that has them, and a few words of it. */
export type SaidThere = Omit<Hit, "text"> & { excerpt: Part[] };
/** `next`: where the page after this begins; null = there is none. */
export type SaidPage = { said: SaidThere[]; next: number | null };

type Asked = { before?: number | null; most?: number; steps?: number };

/** The conversations whose messages have all the words that were typed, those a viewer may open, the newest message first. */
export function saidFor(db: Database, viewer: Viewer, typed: string, { before = null, most = FOUND_PER_PAGE, steps = STEPS_MAX }: Asked = {}): SaidPage {
  const searched = searchedIn(typed);
  if (searched.length === 0) return { said: [], next: null };
  const match = matchOf(searched);
  const found = new Map<number, SaidThere>();
  let [from, ended] = [before ?? NEWEST, false];
  for (let n = 0; n < steps && !ended; n++) {
    const asked = { match, before: from, most: STEP };
    for (const { text, ...hit } of hitsOf.all(db, { ...visibleTo(viewer), ...asked })) {
      const isNew = !found.has(hit.conversationId) && (text.length === TEXT_LOOKED_AT || hasAll(text, searched));
      if (isNew && found.size === most) return { said: [...found.values()], next: from };
      if (isNew) found.set(hit.conversationId, { ...hit, excerpt: excerptOf(text, searched) });
      from = hit.id;
    }
    const below = placeBelow.get(db, asked);
    ended = (below?.n ?? 0) < STEP;
    from = below?.id ?? from;
  }
  return { said: [...found.values()], next: ended ? null : from };
}
