import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./checks.ts";
import { HOW_TO_INSTALL, haveChromium } from "./chromium.ts";
import type { Done } from "./command.ts";
import { ROOT, run, seconds } from "./command.ts";

// `npm test`: the checks, every test, then the executable by itself in an empty folder, in a real browser.
// `npm test -- tests/routing` runs only that, from source. `npm run test:long` has many more rounds of what is random.

const LIMIT_MS = 9 * 60_000;
const LONG_LIMIT_MS = 6 * 3_600_000;
const LONG_ROUNDS = { SEEDS: "1000", KILLS: "200", CUTS: "1000", FAULTS: "all" };
const TEST_MS = 60_000;
const LONG_TEST_MS = 3_600_000;

type Tally = { passed: number; failed: number };

const long = process.argv.includes("--long");
const paths = process.argv.slice(2).filter((word) => word !== "--long");
const rounds = long ? LONG_ROUNDS : {};
const limitMs = long ? LONG_LIMIT_MS : LIMIT_MS;
const tallies: Tally[] = [];

// --no-orphans: what a test leaves running ends with the test's process.
const bunTest = ["bun", "--no-orphans", "test", `--timeout=${long ? LONG_TEST_MS : TEST_MS}`];
const tests = (words: string[], env: Record<string, string> = {}): Promise<Done> =>
  run([...bunTest, "--only-failures", ...words], { env: { ...rounds, ...env }, limitMs });

/** Counts what `bun test` says at its end; a run that broke without a failing test is one failure. */
function count({ code, output }: Done): Tally {
  const last = (word: string) => Number([...output.matchAll(new RegExp(`^ *(\\d+) ${word}$`, "gm"))].at(-1)?.[1] ?? 0);
  const failed = last("fail");
  return { passed: last("pass"), failed: code !== 0 && failed === 0 ? 1 : failed };
}

function report(name: string, done: Done, tally: Tally) {
  tallies.push(tally);
  if (tally.failed > 0 || long) console.log(done.output);
  console.log(`${tally.failed > 0 ? "FAILED" : "ok    "} ${name}: ${tally.passed} passed, ${tally.failed} failed (${seconds(done.ms)})`);
}

const single = (done: Done): Tally => (done.code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** Folders whose tests take half of the time: they run beside the others. */
const SLOW = ["commands", "demo", "faults", "routing"];

async function codeTests() {
  for (const checked of await runChecks()) report(checked.name, checked, single(checked));
  const others = ["e2e", "smoke", ...SLOW].map((folder) => `--path-ignore-patterns=tests/${folder}/**`);
  const slow = () =>
    told(
      "tests of commands, demo, faults, routing",
      SLOW.map((folder) => `./tests/${folder}`),
    );
  const rest = () => told("other tests", ["./tests", ...others]);
  // What is measured in the long run has the machine to itself.
  if (long) await slow().then(rest);
  else await Promise.all([slow(), rest()]);
}

async function told(name: string, words: string[]) {
  const done = await tests(words);
  report(name, done, count(done));
}

/** Builds into an empty folder. Null when that failed. */
async function build(folder: string): Promise<string | null> {
  const done = await run(["bun", "scripts/build.ts"]);
  report("build", done, single(done));
  if (done.code !== 0) return null;
  const executable = join(folder, "parlo");
  cpSync(join(ROOT, "dist", "parlo"), executable);
  return executable;
}

async function executableTests(executable: string, chromium: string | null) {
  const smoke = await tests(["./tests/smoke"], { PARLO_BIN: executable });
  report("smoke test of the executable", smoke, count(smoke));
  if (chromium) {
    const browser = await browserTests({ PARLO_BIN: executable, CHROMIUM: chromium });
    report("browser tests of the executable", browser, browser.tally);
  } else {
    const output = `There is no Chromium. Name one in CHROMIUM, or run:\n  ${HOW_TO_INSTALL}`;
    report("browser tests of the executable", { code: 1, ms: 0, output }, { passed: 0, failed: 1 });
  }
}

/**
 * A file of browser tests. What fails is tried once more, for a machine that is busy elsewhere can hold a browser up longer than a test waits;
 * that it was, and how it failed, is said. `--long` gives no second chance: there such a test is found.
 */
async function browserTest(path: string, env: Record<string, string>): Promise<Done> {
  const first = await tests([path], env);
  if (long || count(first).failed === 0) return first;
  const second = await tests([path], env);
  if (count(second).failed === 0) console.log(`${first.output}\nUNSTEADY ${path}: failed, and passed when tried again`);
  return second;
}

/** Three files at a time, for a browser mostly waits; the long ones first. */
async function browserTests(env: Record<string, string>): Promise<Done & { tally: Tally }> {
  const folder = join(ROOT, "tests", "e2e");
  const names = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
  const files = names.map((name) => ({ path: `./tests/e2e/${name}`, size: statSync(join(folder, name)).size })).sort((a, b) => b.size - a.size);
  const [since, outputs] = [performance.now(), [] as string[]];
  const all: Tally = { passed: 0, failed: 0 };
  const work = async () => {
    for (let file = files.shift(); file; file = files.shift()) {
      const done = await browserTest(file.path, env);
      const { passed, failed } = count(done);
      all.passed += passed;
      all.failed += failed;
      if (failed > 0 || long) outputs.push(done.output);
    }
  };
  await Promise.all([work(), work(), work()]);
  return { code: all.failed > 0 ? 1 : 0, ms: performance.now() - since, output: outputs.join("\n"), tally: all };
}

async function everything() {
  const folder = mkdtempSync(join(tmpdir(), "parlo-alone-"));
  try {
    const [executable, chromium] = await Promise.all([build(folder), haveChromium(), codeTests()]);
    if (executable) await executableTests(executable, chromium);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Shown while it runs, as somebody waits for it.
async function only(words: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "parlo-only-"));
  const file = join(folder, "junit.xml");
  const child = Bun.spawn([...bunTest, "--reporter=junit", `--reporter-outfile=${file}`, ...words], {
    cwd: ROOT,
    env: { ...process.env, ...rounds },
    stdio: ["inherit", "inherit", "inherit"],
  });
  const code = await child.exited;
  const totals = existsSync(file) ? (/<testsuites [^>]*>/.exec(readFileSync(file, "utf8"))?.[0] ?? "") : "";
  const total = (word: string) => Number(new RegExp(` ${word}="(\\d+)"`).exec(totals)?.[1] ?? 0);
  const failed = Math.max(total("failures"), code === 0 ? 0 : 1);
  tallies.push({ passed: Math.max(0, total("tests") - failed - total("skipped")), failed });
  rmSync(folder, { recursive: true });
}

const since = performance.now();
await (paths.length > 0 ? only(paths) : everything());
const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);
console.log(`in ${seconds(performance.now() - since)}`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") > 0 ? 1 : 0);
