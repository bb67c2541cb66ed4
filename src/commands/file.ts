import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { FileProblems } from "../admin/apply/declaration.ts";
import { ConfigProblem } from "../config.ts";
import { say } from "../texts/catalogue.ts";

/** The text of a file that a command is given. Throws ConfigProblem. */
export const readGiven = (file: string, cwd: string): Promise<string> =>
  readFile(resolve(cwd, file), "utf8").catch(() => {
    throw new ConfigProblem(64, `${file} cannot be read`);
  });

/** What is wrong with a file ends the command: all at once, one line each, with where it stands in the file. `above` comes before it. */
export async function worded<T>(work: () => Promise<T>, above: readonly string[] = []): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FileProblems)) throw error;
    const lines = error.problems.map(({ path, key, facts }) => [path, say("en", key, facts)].filter(Boolean).join(": "));
    throw new ConfigProblem(78, [...above, ...lines].join("\n"));
  }
}
