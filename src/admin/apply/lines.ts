import type { Item } from "./declaration.ts";
import type { Section, Shown } from "./section.ts";

type Values = Readonly<Record<string, Shown | undefined>>;

/** One line per attribute that differs: "queue sales: offerSeconds 30 → 20". Of a secret only what became of it. */
export function differences<State>({ one, show }: Section<State>, { key }: Item, before: State, after: State): string[] {
  const [was, is] = [show(before), show(after)];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    const words = wordsOf(was, is, name);
    return words === null ? [] : [`${one} ${key}: ${name} ${words}`];
  });
}

function wordsOf(was: Values, is: Values, name: string): string | null {
  const [before, after] = [was[name], is[name]];
  if (before?.value === after?.value) return null;
  if (before?.secret || after?.secret) return before ? (after ? "changed" : "removed") : "set";
  return `${before?.value ?? "none"} → ${after?.value ?? "none"}`;
}
