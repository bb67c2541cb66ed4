import { expect, test } from "bun:test";
import type { Source } from "./sources.ts";

/** Files that may break a rule, each with the reason. */
export type Exceptions = Readonly<Record<string, string>>;

/** A rule of the house: the test fails with the places that break it. */
export function rule(sentence: string, broken: () => string[]) {
  test(sentence, () => expect(broken()).toEqual([]));
}

/** The files for which `is` holds. An exception that is not needed any more is an offender too. */
export function filesThat(sources: readonly Source[], is: (source: Source) => boolean, exceptions: Exceptions = {}): string[] {
  const found = sources.filter(is).map(({ path }) => path);
  const idle = Object.keys(exceptions).filter((path) => !found.includes(path));
  return [...found.filter((path) => !(path in exceptions)), ...idle.map((path) => `${path} needs its exception no more`)];
}

/** `path:line: text` of everything in the code (without comments) that matches. */
export function hits(sources: readonly Source[], pattern: RegExp, exceptions: Exceptions = {}): string[] {
  const idle = filesThat(sources, ({ code }) => pattern.test(code), exceptions).filter((line) => line.includes(" "));
  const open = sources.filter(({ path }) => !(path in exceptions));
  return [...open.flatMap(({ path, code }) => inLines(path, code, pattern)), ...idle];
}

export function inLines(path: string, text: string, pattern: RegExp): string[] {
  return text.split("\n").flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim().slice(0, 120)}`] : []));
}

/** `path → import` of everything that imports what it may not. */
export function importsThat(sources: readonly Source[], wrong: (to: string, from: Source, typeOnly: boolean, names: string[]) => boolean): string[] {
  return sources.flatMap((from) => {
    const found = from.imports.filter(({ to, typeOnly, names }) => wrong(to, from, typeOnly, names));
    return found.map(({ to }) => `${from.path} → ${to}`);
  });
}
