import { applyWorkspace } from "../admin/apply/apply.ts";
import type { Declaration } from "../admin/apply/declaration.ts";
import { prepare } from "../admin/apply/prepare.ts";
import { CONSOLE } from "../admin/audit.ts";
import { ConfigProblem } from "../config.ts";
import { foundProfiles } from "../users/profiles.ts";
import { type Command, said } from "./command.ts";
import { readGiven, worded } from "./file.ts";

type Request = { declaration: Declaration; dryRun: boolean };

const NOTHING = ["nothing was changed"];

/** `apply FILE` makes a declared workspace or brings it into line; `--dry-run` only says what would change. */
export const applyCommand: Command<Request> = {
  name: "apply",
  usage: "apply FILE [--dry-run]",
  prepare: async ({ words, flags, env, cwd }) => {
    const [file] = words;
    if (words.length !== 1 || file === undefined) throw new ConfigProblem(64, "apply needs one file: parlo apply workspace.json");
    const source = await readGiven(file, cwd);
    return { declaration: await worded(() => prepare(source, env), NOTHING), dryRun: "dry-run" in flags };
  },
  perform: async ({ workspace: { write, seal, clock } }, { declaration, dryRun }) => {
    const applied = () =>
      write((db) => {
        foundProfiles(db);
        return applyWorkspace(db, seal, declaration, { who: CONSOLE, dryRun }, clock());
      });
    const lines = await worded(applied, NOTHING);
    return lines.length === 0 ? said("nothing to change") : said(...lines);
  },
};
