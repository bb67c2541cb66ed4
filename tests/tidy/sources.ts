import { join, relative, resolve } from "node:path";
import { Glob } from "bun";

export const ROOT = resolve(import.meta.dir, "..", "..");

/** `names`: what is imported as a value. */
export type Import = { to: string; typeOnly: boolean; names: string[] };
export type Source = {
  path: string;
  text: string;
  lines: string[];
  /** The text without comments. */
  code: string;
  /** What it imports: a path from the root, or a package's name. */
  imports: Import[];
  functions: Span[];
};
/** A function that has a name, and how many lines it takes. */
export type Span = { name: string; lines: number };

const IMPORT = /\b(?:import|export)\s+(type\s+)?([\w$*\s{},]*?)\s*from\s*"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<![:"'`\\/])\/\/.*$/gm;
const NAMED =
  /^(\s*)(?:export )?(?:async )?(?:function\*? (\w+)|const (\w+)(?:: [^=]+)? =\s*(?:<.*>)?\s*(?:async )?\(?.*=>|(\w+)\(.*\).*\{$|(\w+): (?:async )?\(.*=>)/;
const NOT_NAMES = /^(if|for|while|switch|catch|return)$/;

export async function readSources(pattern: string): Promise<Source[]> {
  const paths = [...new Glob(pattern).scanSync(ROOT)].map((path) => path.replaceAll("\\", "/")).sort();
  return Promise.all(paths.map(async (path) => sourceOf(path, await Bun.file(join(ROOT, path)).text())));
}

export function sourceOf(path: string, text: string): Source {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const code = text.replace(COMMENT, (comment) => comment.replace(/[^\n]/g, " "));
  return { path, text, lines, code, imports: importsOf(path, code), functions: functionsOf(lines) };
}

function importsOf(path: string, code: string): Import[] {
  const target = (to: string) => (to.startsWith(".") ? relative(ROOT, resolve(ROOT, path, "..", to)).replaceAll("\\", "/") : to);
  return [...code.matchAll(IMPORT)].map(([, type, clause = "", from, whole]) => {
    const words = clause
      .replace(/[{}]/g, "")
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    const names = type === undefined ? words.filter((name) => !name.startsWith("type ")) : [];
    return { to: target(from ?? whole ?? ""), typeOnly: words.length > 0 && names.length === 0, names };
  });
}

/** As the formatter writes it, a function ends at the first line of its own indent that only closes. */
function functionsOf(lines: string[]): Span[] {
  return lines.flatMap((line, start) => {
    const found = NAMED.exec(line);
    const name = found?.[2] ?? found?.[3] ?? found?.[4] ?? found?.[5];
    if (!found || name === undefined || NOT_NAMES.test(name)) return [];
    const long = /[{(]$|=>$/.test(line);
    return [{ name, lines: long ? endOf(lines, start, found[1] ?? "") - start + 1 : 1 }];
  });
}

function endOf(lines: string[], start: number, indent: string): number {
  const closes = new RegExp(`^${indent}[})\\]](.*[^{(])?$`);
  const outside = new RegExp(`^(?!${indent}[ })\\]]).+`);
  const end = lines.findIndex((line, at) => at > start && (closes.test(line) || outside.test(line)));
  if (end < 0) return lines.length - 1;
  return closes.test(lines[end] ?? "") ? end : end - 1;
}

export function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
