import type { Facts } from "../../http/errors.ts";

export const SECTION_NAMES = ["skillsets", "statuses", "profiles", "users", "reasons", "queues", "shortcodes", "locations", "channels", "mail"] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

/** One thing that a file declares. `given` holds what it says of it, in the file's own words and of the right shape. */
export type Item = {
  /** Where it stands: `users[0]`. */
  path: string;
  /** What it is matched by: its user name, id or name. */
  key: string;
  was: string | null;
  /** True: it shall not be there. False: said to be there. Null: not said. */
  absent: boolean | null;
  given: Readonly<Record<string, unknown>>;
};

/** A file, read and resolved where its command runs: plain data, so that it can be handed to the owner of the folder. */
export type Declaration = { items: Readonly<Record<SectionName, readonly Item[]>>; problems: readonly Problem[] };

/** What is wrong and where; `key` is one of the catalogue. */
export type Problem = { path: string; key: string; facts: Facts };

/** What is wrong with a file; nothing was done with it. */
export class FileProblems extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super("there is something wrong with the file");
  }
}
