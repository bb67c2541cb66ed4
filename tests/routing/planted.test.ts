import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PLANTED, type Planted } from "./planted.ts";

// Mistakes are planted in a copy of the code, one at a time, and random days lived on it until one breaks a rule: a rule that lets a
// mistake pass is no rule. FAULTS=all plants every one; else a handful, which the code itself chooses, so that it is the same until the
// code changes.

const ROOT = resolve(import.meta.dir, "..", "..");
const COPIED = ["src", "views", "tests", "scripts", "package.json", "tsconfig.json"];
const FEW = 5;
const all = process.env["FAULTS"] === "all";
const SEEDS = all ? "400" : "120";
const SHRINK = all ? "120" : "40";
const LIMIT_MS = all ? 600_000 : 55_000;
const MOMENTS_MAX = 30;

const sourceOf = ({ file }: Planted) => readFileSync(join(ROOT, "src", file), "utf8");
const chosen = all ? PLANTED : few();

function few(): Planted[] {
  const usual = PLANTED.filter(({ rare }) => !rare);
  const start = Number(Bun.hash(usual.map(sourceOf).join("")) % BigInt(usual.length));
  const step = Math.floor(usual.length / FEW);
  return Array.from({ length: FEW }, (_, n) => usual[(start + n * step) % usual.length] as Planted);
}

let copy = "";
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "parlo-planted-"));
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(realpathSync(join(ROOT, "node_modules")), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/** What random days say of the code with this mistake in it. */
function hunt(planted: Planted): { caught: boolean; said: string } {
  const path = join(copy, "src", planted.file);
  const sound = sourceOf(planted);
  writeFileSync(
    path,
    sound.replace(planted.find, () => planted.put),
  );
  try {
    const command = [process.execPath, "scripts/simulate.ts", "--seeds", SEEDS, "--shrink", SHRINK];
    const { exitCode, stdout, stderr } = Bun.spawnSync(command, { cwd: copy, timeout: LIMIT_MS });
    return { caught: exitCode === 1, said: `${stdout}${stderr}` };
  } finally {
    writeFileSync(path, sound);
  }
}

test("each mistake still finds its place in the code, once, and there are many", () => {
  expect(PLANTED.length).toBeGreaterThanOrEqual(25);
  expect(PLANTED.filter((planted) => sourceOf(planted).split(planted.find).length !== 2).map(({ what }) => what)).toEqual([]);
});

for (const planted of chosen) {
  test(
    `random days catch: ${planted.what}`,
    () => {
      const { caught, said } = hunt(planted);
      expect([caught, caught ? "" : said]).toEqual([true, ""]);
      const [, left, of] = /^seed \d+: (\d+) of (\d+) moments/m.exec(said)?.map(Number) ?? [];
      expect([(left ?? 99) <= MOMENTS_MAX && (left ?? 99) <= (of ?? 0), /conversation\.queued|the last events/.test(said)]).toEqual([true, true]);
    },
    LIMIT_MS + 5_000,
  );
}
