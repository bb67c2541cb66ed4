import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { dayAfter, instantOf, isDay } from "../texts/time.ts";
import { type Viewer, visibleTo } from "../users/visible.ts";
import { type PastRow, pastRows } from "./past-store.ts";
import { patternsOf, WORDS_MAX } from "./words.ts";

/** Conversations that a page of a customer's history shows. */
export const PAST_ROWS = 20;

/** `from`, `to`: days, "" where open; `next`: below which conversation the page after begins, null where there is none. */
export type Past = { rows: readonly PastRow[]; from: string; to: string; words: string; before: number | null; next: number | null };
type Asked = Readonly<Record<string, string | undefined>>;
type Of = { customerId: number; except?: number };

/** A customer's conversations that a person may open, narrowed by period and by words that were said, the newest first (SPEC G3). */
export function pastOf(db: Database, person: Viewer, { customerId, except = 0 }: Of, asked: Asked): Past {
  const zone = setting(db, "timeZone");
  const dayIn = (name: string) => (isDay(asked[name] ?? "") ? (asked[name] as string) : "");
  const [from, to, words] = [dayIn("from"), dayIn("to"), (asked["q"] ?? "").trim().slice(0, WORDS_MAX)];
  const before = Number(asked["before"]) || null;
  const found = pastRows.all(db, {
    ...visibleTo(person),
    customerId,
    except,
    from: from === "" ? 0 : instantOf(zone, from, "00:00", "first"),
    until: to === "" ? Number.MAX_SAFE_INTEGER : instantOf(zone, dayAfter(to, 1), "00:00", "first"),
    words: patternsOf(words).words,
    before: before ?? Number.MAX_SAFE_INTEGER,
    limit: PAST_ROWS + 1,
  });
  const rows = found.slice(0, PAST_ROWS);
  return { rows, from, to, words, before, next: found.length > PAST_ROWS ? (rows.at(-1)?.id ?? null) : null };
}
