import type { Database } from "bun:sqlite";
import type { Seal } from "../../workspace.ts";
import type { Who } from "../audit.ts";
import type { SectionName } from "./declaration.ts";
import type { Shapes, Wrong } from "./shape.ts";

export type Given = Readonly<Record<string, unknown>>;

/** What a section may use while a file is applied. */
export type Applying = {
  readonly db: Database;
  readonly seal: Seal;
  readonly who: Who;
  readonly now: number;
  /** Notes what is wrong with the item in hand, at a path within it. */
  readonly wrong: Wrong;
  /** Notes that something is not there yet which the same file makes: the item is tried again after the others. */
  readonly later: (path: string) => void;
  /** What the file itself says of something so named: that it shall be there, or that it shall not. */
  readonly said: (section: SectionName, key: string) => "there" | "absent" | null;
};

/** One attribute as people read it; of a secret only whether it is another. */
export type Shown = { value: string; secret?: true };

export type Found<State> = { id: string; state: State; disabled?: boolean };

/**
 * One kind of thing that a file can declare. `State` is the thing in the file's own words.
 * Verbs do the work, so that their rules hold here as they do in the browser.
 */
export type Section<State = unknown> = {
  readonly name: SectionName;
  /** For the lines: "queue". */
  readonly one: string;
  /** The attribute that it is matched by. */
  readonly key: "name" | "username" | "id" | "title";
  /** There is only one: the file has an object in place of a list, and no key. */
  readonly single?: true;
  /** The others, with their shapes. */
  readonly attributes: Shapes;
  /** Without these none can be made. */
  readonly needed: readonly string[];
  find(applying: Applying, key: string): Found<State> | null;
  /** What shall be: what is said, over what is, over what one begins with. */
  wanted(applying: Applying, key: string, given: Given, state: State | null): State;
  /** In the order in which people read it. */
  show(state: State): Readonly<Record<string, Shown | undefined>>;
  /** May say what else is worth a word. */
  add(applying: Applying, state: State, given: Given): string | undefined;
  change(applying: Applying, id: string, state: State, given: Given): void;
  /** Gives it the key it shall have from now on. */
  rename(applying: Applying, found: Found<State>, key: string): void;
  /** Removes it, or disables what has a history. Says which, and may say what else is worth a word. */
  remove(applying: Applying, found: Found<State>, given: Given): "removed" | `removed, ${string}` | "disabled";
  enable?(applying: Applying, id: string): void;
};

/**
 * The thing of another section that an item names. One that the file itself makes may come later; one that is not there, or shall
 * not be, is wrong. Gives null then.
 */
export function named<T>({ wrong, later, said }: Applying, section: SectionName, key: string, path: string, found: T | null, known: () => string[]): T | null {
  const word = said(section, key);
  if (found && word !== "absent") return found;
  if (word === "absent") wrong(path, "apply.leaves", { name: key });
  else if (word === "there") later(path);
  else wrong(path, "apply.not-there", { name: key, section, known: known().join(", ") || "–" });
  return null;
}

export const shown = (value: string | number | null | undefined): Shown | undefined =>
  value === null || value === undefined ? undefined : { value: String(value) };
