import type { Declaration, Item } from "./declaration.ts";
import { differences } from "./lines.ts";
import type { Applying, Section } from "./section.ts";

/** Gives what `was` names its new name. Done before, it is done: what has the new name already is what is meant. */
export const giveNewName =
  (items: Declaration["items"]) =>
  (section: Section, item: Item, applying: Applying): string[] => {
    const { was, key } = item;
    if (was === null || same(was, key)) return [];
    const others = items[section.name].filter((other) => other !== item && other.absent !== true);
    const old = section.find(applying, was);
    if (section.find(applying, key)) {
      const leaves = others.some((other) => same(other.was, key) && !section.find(applying, other.key));
      const meantElsewhere = others.some((other) => same(other.key, was) || same(other.was, was));
      if (leaves) applying.later("was");
      else if (old && !meantElsewhere) applying.wrong("was", "apply.both", { was, name: key });
      return [];
    }
    if (!old) return [];
    section.rename(applying, old, key);
    return [`${section.one} ${key}: was ${was}`];
  };

const same = (one: string | null, other: string) => one?.toLowerCase() === other.toLowerCase();

/** Makes it, or brings it into line. */
export function bring(section: Section, item: Item, applying: Applying): string[] {
  const { key, given, absent } = item;
  const found = section.find(applying, key);
  const wanted = section.wanted(applying, key, given, found?.state ?? null);
  if (!found) {
    for (const name of section.needed) if (!(name in given)) applying.wrong(name, "apply.needed");
    const word = section.add(applying, wanted, given);
    return [`${section.one} ${key}: added${word ? `, ${word}` : ""}`];
  }
  const lines = differences(section, item, found.state, wanted);
  if (lines.length > 0) section.change(applying, found.id, wanted, given);
  if (!found.disabled || absent !== false) return lines;
  section.enable?.(applying, found.id);
  return [...lines, `${section.one} ${key}: enabled`];
}

/** Takes it away; what has a history is disabled instead. What is gone already stays gone. */
export function takeAway(section: Section, { key, given }: Item, applying: Applying): string[] {
  const found = section.find(applying, key);
  if (!found || found.disabled) return [];
  const gone = section.remove(applying, found, given);
  return [`${section.one} ${key}: ${gone === "disabled" ? "disabled, because its history stays" : gone}`];
}
