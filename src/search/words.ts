/** More is not searched for. */
export const SEARCH_LENGTH_MAX = 100;
/** The beginnings that the index knows (its `prefix`): of a longer one these many letters are asked for, and what comes is looked at. */
const BEGINNING = { min: 3, max: 4 } as const;
/** Letters before and after the first hit that an excerpt shows. */
const [BEFORE, AFTER] = [40, 120];

type Word = { plain: string; from: number; to: number };
export type Part = { text: string; hit: boolean };

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** The words of a text, as the index sees them: letters and digits, without their marks. */
const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({ plain: plain(word), from: index, to: index + word.length }));

/** What was typed, as words that are searched for. */
export const searchedIn = (typed: string): string[] => [...new Set(wordsOf(typed.slice(0, SEARCH_LENGTH_MAX)).map((word) => word.plain))].filter(Boolean);

/** The same as FTS5 asks for it. */
export function matchOf(searched: readonly string[]): string {
  const asked = searched.map((word) => {
    const signs = [...word];
    return signs.length < BEGINNING.min ? `"${word}"` : `"${signs.slice(0, BEGINNING.max).join("")}"*`;
  });
  return asked.join(" AND ");
}

const fits = (word: Word, searched: string) => (searched.length < BEGINNING.min ? word.plain === searched : word.plain.startsWith(searched));

/** Whether a text has all of them: as the beginnings of words, the shortest as words. */
export function hasAll(text: string, searched: readonly string[]): boolean {
  const words = wordsOf(text);
  return searched.every((one) => words.some((word) => fits(word, one)));
}

/** A text around the first word that was searched for, in one line, in parts. */
export function excerptOf(text: string, searched: readonly string[]): Part[] {
  const hits = wordsOf(text).filter((word) => searched.some((one) => fits(word, one)));
  const first = hits[0] ?? { from: 0, to: 0 };
  const from = first.from <= BEFORE ? 0 : text.indexOf(" ", first.from - BEFORE) + 1 || first.from;
  const end = first.to + AFTER >= text.length ? text.length : Math.max(first.to, text.lastIndexOf(" ", first.to + AFTER));
  const parts: Part[] = from > 0 ? [{ text: "…", hit: false }] : [];
  let at = Math.min(from, first.from);
  for (const hit of hits.filter(({ to }) => to <= end)) {
    parts.push({ text: text.slice(at, hit.from), hit: false }, { text: text.slice(hit.from, hit.to), hit: true });
    at = hit.to;
  }
  parts.push({ text: text.slice(at, end) + (end < text.length ? "…" : ""), hit: false });
  return parts.filter((part) => part.text !== "");
}
