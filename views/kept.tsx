import type { ComponentChild, HTMLAttributes } from "preact";
import { renderToString } from "preact-render-to-string";
import { PageContext, usePage } from "./page.ts";

/** Parts that are kept, and their letters together, which are few but for pasted texts; beyond that all begin anew. */
const KEPT_MAX = 4000;
const LETTERS_MAX = 32_000_000;
const kept = new Map<string, string>();
let letters = 0;

type KeptProps = HTMLAttributes<HTMLLIElement> & {
  /** Everything that the inside is made of, besides the language, the zone and who looks. */
  by: readonly unknown[];
  inside: () => ComponentChild;
};

/**
 * An item of a long list whose inside is written once and kept for as long as nothing in `by` changes: a list that is asked for again shows
 * mostly what it did before. What the inside shows of the time must stand in `by`.
 */
export function KeptItem({ by, inside, ...attributes }: KeptProps) {
  const page = usePage();
  const key = JSON.stringify([page.language, page.zone, page.person?.id, by]);
  let text = kept.get(key);
  if (text === undefined) {
    text = renderToString(<PageContext.Provider value={page}>{inside()}</PageContext.Provider>);
    keep(key, text);
  }
  return <li {...attributes} dangerouslySetInnerHTML={{ __html: text }} />;
}

function keep(key: string, text: string) {
  letters += key.length + text.length;
  if (kept.size >= KEPT_MAX || letters > LETTERS_MAX) {
    kept.clear();
    letters = key.length + text.length;
  }
  kept.set(key, text);
}
