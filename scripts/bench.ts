import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { arrivals } from "./bench/arrivals.ts";
import { desk } from "./bench/desk.ts";
import { type Figure, isReached, table } from "./bench/figures.ts";
import { loop } from "./bench/loop.ts";
import { routing } from "./bench/routing.ts";
import { start } from "./bench/start.ts";
import { streams } from "./bench/streams.ts";
import { told } from "./bench/told.ts";
import { minute, webhooks } from "./bench/webhooks.ts";
import { run, seconds } from "./command.ts";

// `npm run bench`: how fast, how big, beside bare programs that do the same with nothing else. `npm run bench -- webhooks loop` measures only
// those, `-- --markdown FILE` writes the table for the README. Nothing here is a test: figures depend on the machine, ratios less so.

const BENCHES: Readonly<Record<string, () => Promise<Figure[]>>> = { webhooks, loop, minute, told, streams, start, routing, arrivals, desk };

const { values, positionals } = parseArgs({ allowPositionals: true, options: { markdown: { type: "string" } } });
const unknown = positionals.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`there is no bench ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}`);
  process.exit(64);
}

const folder = mkdtempSync(join(tmpdir(), "parlo-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.env["PARLO_BIN"] ??= await build(join(folder, "parlo"));

const figures: Figure[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  const since = performance.now();
  const found = await bench();
  figures.push(...found);
  console.log(`${name} (${seconds(performance.now() - since)})\n${table(found, "plain")}\n`);
}
if (values.markdown !== undefined) writeFileSync(values.markdown, `${table(figures, "markdown")}\n`);
const missed = figures.filter((figure) => !isReached(figure));
if (missed.length > 0) console.log(`missed: ${missed.map(({ what }) => what).join("; ")}`);

async function build(outfile: string): Promise<string> {
  const { code, output } = await run(["bun", "scripts/build.ts", "--outfile", outfile]);
  if (code === 0) return outfile;
  console.error(output);
  process.exit(code);
}
