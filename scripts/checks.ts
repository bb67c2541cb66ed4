import type { Done } from "./command.ts";
import { run } from "./command.ts";

const CHECKS = {
  "format and lint": ["biome", "check", "--error-on-warnings"],
  types: ["bun", "check", "--no-script"],
  "dead code": ["bun", "scripts/dead-code.ts"],
};

export type Checked = Done & { name: string };

/** Everything that is wrong with the code as it is written, found without running it. */
export function runChecks(): Promise<Checked[]> {
  return Promise.all(Object.entries(CHECKS).map(async ([name, command]) => ({ name, ...(await run(command)) })));
}
