import { expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Glob } from "bun";
import { inLines, rule } from "./rules.ts";
import { ROOT } from "./sources.ts";

// The rules of the repository as a whole.

const TEXT = /\.(ts|tsx|mjs|js|json|css|svg|sql|md|toml|txt|html|eml)$|\/(\.npmrc|\.gitignore|Dockerfile|run)$|^(\.npmrc|\.gitignore|Dockerfile)$/;
const paths = [".ci", ".github", "docs", "scripts", "src", "static", "tests", "views"]
  .flatMap((folder) => (existsSync(join(ROOT, folder)) ? [...new Glob(`${folder}/**/*`).scanSync({ cwd: ROOT, dot: true })] : []))
  .concat([...new Glob("*").scanSync({ cwd: ROOT, dot: true })])
  .filter((path) => TEXT.test(path));
const texts = await Promise.all(paths.map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })));

// Put together here, so that this file does not hold what it looks for.
const folders = ["work", "home/\\w+", "root/(?!\\$)", "Users/\\w+", "tmp/\\w+"].map((folder) => `(?<![\\w$.}/])/${folder}/`);
const MACHINE = new RegExp(folders.join("|"));
const REGISTRY = new RegExp(`://[\\w.-]*(${["regis", "try"].join("")}|npm|verdaccio|artifactory)[\\w.-]*[:/]|"${["resol", "ved"].join("")}": "http`);

rule("no path of somebody's machine", () => texts.flatMap(({ path, text }) => inLines(path, text, MACHINE)));
rule("no address of a package registry", () => texts.flatMap(({ path, text }) => inLines(path, text, REGISTRY)));

const manifest = await Bun.file(join(ROOT, "package.json")).json();
const lock = await Bun.file(join(ROOT, "package-lock.json")).json();

rule("every version is exact", () => {
  const all: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };
  return Object.entries(all).flatMap(([name, version]) => (/^\d+\.\d+\.\d+$/.test(version) ? [] : [`${name} ${version}`]));
});
rule("every script of package.json is there", () =>
  Object.entries<string>(manifest.scripts).flatMap(([name, command]) => {
    const file = /\b(?:scripts|src)\/\S+/.exec(command)?.[0] ?? "";
    return existsSync(join(ROOT, file)) ? [] : [`${name}: ${file}`];
  }),
);

test("the lockfile says what package.json says", () => {
  const { dependencies, devDependencies } = lock.packages[""];
  expect({ dependencies, devDependencies }).toEqual({ dependencies: manifest.dependencies, devDependencies: manifest.devDependencies });
});
