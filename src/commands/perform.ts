import { ConfigProblem } from "../config.ts";
import { Refusal } from "../http/errors.ts";
import { say } from "../texts/catalogue.ts";
import type { Owner, Said } from "./command.ts";
import { COMMANDS } from "./list.ts";

/** Performs a command by name for whoever asked; what it refuses is said in words. */
export async function perform(owner: Owner, name: string, request: unknown): Promise<Said> {
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) return { exitCode: 64, lines: [`this Parlo has no command ${name}`] };
  try {
    return await command.perform(owner, request as never);
  } catch (error) {
    if (error instanceof ConfigProblem) return { exitCode: error.exitCode, lines: [error.message] };
    if (error instanceof Refusal) return { exitCode: 1, lines: [say("en", error.key, error.facts)] };
    owner.workspace.log.error({ error, command: name }, "a command broke");
    return { exitCode: 1, lines: [String(error)] };
  }
}
