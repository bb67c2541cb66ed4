import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Glob } from "bun";
import { hashOfSources } from "../src/http/build.ts";
import { ROOT, run, seconds } from "./command.ts";

// `npm run build`: one executable. `-- --target bun-linux-arm64` builds for another machine, `-- --outfile FILE` puts it elsewhere.

// --root: a Worker is found inside under the path it has here.
const FLAGS = ["--compile", "--bytecode", "--format=esm", "--sourcemap", "--root=.", "--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"];
// Identifiers stay: shortening them broke two packages.
const MINIFY = ["--minify-whitespace", "--minify-syntax"];
// Trees that are read from the disk at run time; the later goes before the earlier. A Worker's file is an entry point of its own.
const BUNDLED = join("dist", "bundled");
const TREES = ["static", BUNDLED];
/** The page's many small modules, in one file, so that the first load asks once; what the page gets by its own address stays apart. */
const PAGE_SCRIPT = { root: join(ROOT, "static"), entrypoints: [join(ROOT, "static", "js", "app.js")], external: ["../lib/*"] };
const WORKERS = "src/**/*worker.ts";

const { values } = parseArgs({ options: { target: { type: "string" }, outfile: { type: "string", default: join("dist", "parlo") } } });
const outfile = resolve(ROOT, values.outfile);
const { code, output, ms } = await build(values.target);
if (code === 0) console.log(`${values.outfile} (${Math.round(statSync(outfile).size / 1e6)} MB, ${seconds(ms)})`);
else console.error(output);
process.exit(code);

// In a folder of its own first: a Parlo that is running from `outfile` goes on, and the source maps (they are inside too) do not lie about.
async function build(target: string | undefined) {
  mkdirSync(dirname(outfile), { recursive: true });
  const folder = mkdtempSync(join(dirname(outfile), ".build-"));
  try {
    await Bun.build({ ...PAGE_SCRIPT, outdir: join(ROOT, BUNDLED), naming: "[dir]/[name].[ext]", target: "browser", minify: true });
    const done = await run(["bun", "build", ...words(target), "--outfile", join(folder, "parlo")]);
    const [made] = readdirSync(folder).filter((name) => !name.endsWith(".map"));
    if (done.code === 0 && made) renameSync(join(folder, made), outfile);
    return done;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function words(target: string | undefined): string[] {
  const assets = TREES.filter((tree) => existsSync(join(ROOT, tree))).flatMap((tree) => ["--asset", `./${tree}`]);
  const workers = [...new Glob(WORKERS).scanSync(ROOT)].sort();
  const define = ["--define", `PARLO_BUILD=${JSON.stringify(hashOfSources(ROOT))}`];
  return [...FLAGS, ...MINIFY, ...(target ? [`--target=${target}`] : []), ...define, ...assets, "src/main.ts", ...workers];
}
