import { transact } from "../../db/transact.ts";
import { Invalid, Refusal } from "../../http/errors.ts";
import type { Item, Problem } from "./declaration.ts";
import type { Applying, Section } from "./section.ts";

/** One thing to do with one item; gives the lines of what it changed. */
export type Step = { section: Section; item: Item; run: (section: Section, item: Item, applying: Applying) => string[] };

/** What went wrong was noted already. */
class Noted extends Error {}

/**
 * Does one step, or undoes it and says why it cannot be done. The verbs look too, when something was noted: so all is told.
 * What only follows from what is `told` already is not said again; the list may be empty then. `waits` are the places that wait for
 * something the same file makes.
 */
export function attempt(
  { section, item, run }: Step,
  applying: Omit<Applying, "wrong" | "later">,
  told: readonly Problem[],
): { lines: string[]; problems: Problem[] | null; waits: string[] } {
  const problems: Problem[] = [];
  const silent: string[] = told.map(({ path }) => path);
  const say = (path: string, key: string, facts: Problem["facts"] = {}) => {
    if (!isWithin(path, [...silent, ...problems.map((problem) => problem.path)])) problems.push({ path, key, facts });
  };
  const at = (field: string) => `${item.path}.${field}`;
  const waits: string[] = [];
  let noted = 0;
  try {
    const lines = transact(applying.db, () => {
      const changes = run(section, item, {
        ...applying,
        wrong: (field, key, facts) => {
          noted++;
          say(at(field), key, facts);
        },
        later: (field) => {
          noted++;
          silent.push(at(field));
          waits.push(at(field));
        },
      });
      if (noted > 0) throw new Noted();
      return changes;
    });
    return { lines, problems: null, waits };
  } catch (error) {
    if (error instanceof Invalid)
      for (const [field, key] of Object.entries(error.fields)) say(at(field), key === "field.required" ? "apply.needed" : key, error.fieldFacts[field]);
    else if (error instanceof Refusal) say(item.path, error.key, error.facts);
    else if (!(error instanceof Noted)) throw error;
    return { lines: [], problems, waits };
  }
}

// A path, or one around or within it.
const isWithin = (path: string, paths: readonly string[]) => paths.some((one) => one === path || begins(one, path) || begins(path, one));
const begins = (path: string, outer: string) => path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
