import { applyWorkspace } from "../../src/admin/apply/apply.ts";
import { FileProblems } from "../../src/admin/apply/declaration.ts";
import { prepare } from "../../src/admin/apply/prepare.ts";
import { CONSOLE } from "../../src/admin/audit.ts";
import { say } from "../../src/texts/catalogue.ts";
import { NINE, type Office } from "./office.ts";

type File = Record<string, unknown>;

/** `parlo apply` of a file; what cannot be applied is told line by line. */
export async function apply({ write, seal }: Office, file: File | string, { env = {}, dryRun = false } = {}): Promise<string[]> {
  try {
    const source = typeof file === "string" ? file : JSON.stringify(file);
    const declaration = JSON.parse(JSON.stringify(await prepare(source, env)));
    return write((db) => applyWorkspace(db, seal, declaration, { who: CONSOLE, dryRun }, NINE));
  } catch (error) {
    if (!(error instanceof FileProblems)) throw error;
    return ["refused", ...error.problems.map(({ path, key, facts }) => [path, say("en", key, facts)].filter(Boolean).join(": "))];
  }
}
