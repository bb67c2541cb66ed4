import { runChecks } from "./checks.ts";
import { run, seconds } from "./command.ts";

// `npm run check`: format, lint, types, dead code. `npm run check -- --fix` first mends what can be mended without thought.

if (process.argv.includes("--fix")) await run(["biome", "check", "--write"]);
const checked = await runChecks();
for (const { name, code, ms, output } of checked) {
  if (code !== 0) console.log(output);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds(ms)})`);
}
process.exit(checked.some(({ code }) => code !== 0) ? 1 : 0);
