import { join, relative, resolve } from "node:path";
import { Glob } from "bun";
import { ROOT } from "./command.ts";

// What nobody uses: files, exports, static files, packages. It reads the imports as the formatter writes them; the compiler finds what
// is unused inside a file. A package that does this (knip) brings 40 platform packages and takes longer than all other checks together.

type Import = { from: string; names: string[] };
type File = { path: string; text: string; imports: Import[]; test: boolean };

// Not imported by anybody, and yet used: by npm, by bun, by the browser tests' runner.
const ENTRIES = /^(src\/main\.ts|src\/.*worker\.ts|scripts\/(setup\.mjs|[\w-]+\.ts)|tests\/leftovers\.ts|.*\.test\.tsx?|.*\.d\.ts)$/;
const TOOLS = ["bun", "@types/bun", "@biomejs/biome", "preact"];
const IMPORT = /\b(?:import|export)\s+([\w$*\s{},]*?)\s*from\s*"([^"]+)"/g;
const WHOLE = /(?:\bimport\s*\(?\s*|new URL\(|new Worker\()"([^"]+)"/g;
const EXPORT = /^export (?:abstract |async )?(?:function\*?|const|class|type) (\w+)/gm;

const root = process.argv[2] ?? ROOT;
const files = await Promise.all([...new Glob("{src,views,scripts,tests}/**/*.{ts,tsx,mjs}").scanSync(root)].sort().map(read));
const byPath = new Map(files.map((file) => [file.path, file]));
const problems = [...deadFiles(), ...files.flatMap(deadExports), ...(await deadStatics()), ...(await deadPackages())];
for (const problem of problems) console.log(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function read(path: string): Promise<File> {
  const text = await Bun.file(join(root, path)).text();
  const target = (to: string) => (to.startsWith(".") ? relative(root, resolve(root, path, "..", to)).replace(/^node_modules\//, "") : to);
  const named = [...text.matchAll(IMPORT)].map(([, names = "", to = ""]) => ({ from: target(to), names: namesIn(names) }));
  const whole = [...text.matchAll(WHOLE)].map(([, to = ""]) => ({ from: target(to), names: ["*"] }));
  return { path, text, imports: [...named, ...whole], test: path.startsWith("tests/") };
}

/** `{ a, type B, c as d }` → a, B, c; `* as x` → *. */
function namesIn(clause: string): string[] {
  if (clause.includes("*")) return ["*"];
  const words = clause.replace(/^type\b|[{}]/g, "").split(",");
  return words.map(
    (word) =>
      word
        .replace(/^\s*type\s+/, "")
        .trim()
        .split(/\s/)[0] ?? "",
  );
}

function deadFiles(): string[] {
  const all = reached(files.filter(({ path }) => ENTRIES.test(path)));
  const live = reached(files.filter(({ path, test }) => ENTRIES.test(path) && !test));
  return files.flatMap(({ path, test }) => {
    if (!all.has(path)) return [`${path}: nobody imports it`];
    return test || live.has(path) ? [] : [`${path}: only tests import it`];
  });
}

function reached(entries: File[]): Set<string> {
  const seen = new Set<string>();
  const open = [...entries];
  for (let file = open.pop(); file; file = open.pop()) {
    if (seen.has(file.path)) continue;
    seen.add(file.path);
    for (const { from } of file.imports) open.push(...[byPath.get(from)].filter((found) => found !== undefined));
  }
  return seen;
}

// What a file uses itself is not dead, even if it need not be exported.
function deadExports({ path, text }: File): string[] {
  if (/\.test\.tsx?$/.test(path)) return [];
  return [...text.matchAll(EXPORT)].flatMap(([, name = ""]) => {
    if ([...text.matchAll(new RegExp(`\\b${name}\\b`, "g"))].length > 1) return [];
    const importers = files.filter(({ imports }) => imports.some(({ from, names }) => from === path && (names.includes(name) || names.includes("*"))));
    if (importers.length === 0) return [`${path}: nobody imports ${name}`];
    return !path.startsWith("tests/") && importers.every((file) => file.test) ? [`${path}: only tests use ${name}`] : [];
  });
}

async function deadStatics(): Promise<string[]> {
  const statics = [...new Glob("static/**/*").scanSync(root)].filter((path) => !/\.(txt|md)$/.test(path));
  const readable = statics.filter((path) => /\.(js|css|svg|webmanifest)$/.test(path));
  const texts = await Promise.all(readable.map((path) => Bun.file(join(root, path)).text()));
  const named = (name: string) => files.some(({ text }) => text.includes(name)) || texts.some((text) => text.includes(name));
  return statics.filter((path) => !named(path.split("/").at(-1) ?? path)).map((path) => `${path}: nobody names it`);
}

async function deadPackages(): Promise<string[]> {
  const { dependencies, devDependencies } = await Bun.file(join(root, "package.json")).json();
  const imported = (name: string, among: File[]) => among.some(({ imports }) => imports.some(({ from }) => from === name || from.startsWith(`${name}/`)));
  const served = files.filter(({ path }) => /^(src|views)\//.test(path));
  const dead = (names: string[], among: File[]) => names.filter((name) => !TOOLS.includes(name) && !imported(name.replace("@types/", ""), among));
  return [...dead(Object.keys(dependencies), served), ...dead(Object.keys(devDependencies), files)].map((name) => `package.json: nobody imports ${name}`);
}
