import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { applyWorkspace } from "../admin/apply/apply.ts";
import { ApplyProblems, type Declaration } from "../admin/apply/declaration.ts";
import { prepare } from "../admin/apply/prepare.ts";
import { CONSOLE } from "../admin/audit.ts";
import { ConfigProblem } from "../config.ts";
import { say } from "../texts/catalogue.ts";
import { foundProfiles } from "../users/profiles.ts";
import { type Command, said } from "./command.ts";

type Request = { declaration: Declaration; dryRun: boolean };

/** `apply FILE` makes a declared workspace or brings it into line; `--dry-run` only says what would change. */
export const applyCommand: Command<Request> = {
  name: "apply",
  usage: "apply FILE [--dry-run]",
  prepare: async ({ words, flags, env, cwd }) => {
    const [file] = words;
    if (words.length !== 1 || file === undefined) throw new ConfigProblem(64, "apply needs one file: parlo apply workspace.json");
    const source = await readFile(resolve(cwd, file), "utf8").catch(() => {
      throw new ConfigProblem(64, `${file} cannot be read`);
    });
    return { declaration: await worded(() => prepare(source, env)), dryRun: "dry-run" in flags };
  },
  perform: async ({ workspace: { write, seal, clock } }, { declaration, dryRun }) => {
    const lines = await worded(() =>
      write((db) => {
        foundProfiles(db);
        return applyWorkspace(db, seal, declaration, { who: CONSOLE, dryRun }, clock());
      }),
    );
    return lines.length === 0 ? said("nothing to change") : said(...lines);
  },
};

// All that is wrong at once, one line each, with where it stands in the file.
async function worded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ApplyProblems)) throw error;
    const lines = error.problems.map(({ path, key, facts }) => [path, say("en", key, facts)].filter(Boolean).join(": "));
    throw new ConfigProblem(78, ["nothing was changed", ...lines].join("\n"));
  }
}
