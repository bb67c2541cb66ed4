import type { Environment, Flags } from "../config.ts";
import type { Background } from "../db/background.ts";
import type { Workspace } from "../workspace.ts";

/** What a command prints, and how it ends. */
export type Said = { exitCode: number; lines: readonly string[] };

/** Where a command is typed: its own arguments and surroundings. Read by `prepare`, never by `perform`. */
export type Typed = { words: readonly string[]; flags: Flags; env: Environment; cwd: string };

/**
 * A command on a data folder. `prepare` runs where it was typed and makes the request (JSON); `perform` runs in the
 * process that owns the folder: the server if it is up, else this one. Both throw ConfigProblem or Refusal with what to do.
 */
// biome-ignore lint/suspicious/noExplicitAny: a list of commands holds requests of every shape; each meets only its own
export type Command<Request = any> = {
  readonly name: string;
  readonly usage: string;
  prepare(typed: Typed): Promise<Request> | Request;
  perform(owner: Owner, request: Request): Promise<Said> | Said;
};

export type Owner = { workspace: Workspace; background: Background };

export const said = (...lines: string[]): Said => ({ exitCode: 0, lines });
