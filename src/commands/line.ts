import { ConfigProblem, type Flags } from "../config.ts";

/** What was typed after `parlo`: words, and flags with their values ("" for a flag that stands alone). */
export type Line = { words: readonly string[]; flags: Flags };

const ALONE: ReadonlySet<string> = new Set(["dry-run", "deep", "forget-secrets", "json", "help", "version"]);
const VALUED: ReadonlySet<string> = new Set([
  "data",
  "port",
  "host",
  "public-url",
  "trusted-proxies",
  "log-level",
  "name",
  "profile",
  "email",
  "skillset",
  "key",
  "passphrase-env",
  "day",
  "variation",
]);

/** Reads a command line. Throws ConfigProblem (64) with what is wrong. */
export function parseLine(typed: readonly string[]): Line {
  const words: string[] = [];
  const flags: Record<string, string> = {};
  for (let n = 0; n < typed.length; n++) {
    const word = typed[n] as string;
    if (!word.startsWith("--")) {
      words.push(word);
      continue;
    }
    const [name, given] = nameAndValue(word);
    if (ALONE.has(name)) flags[name] = "";
    else if (VALUED.has(name)) flags[name] = given ?? valueFor(name, typed[++n]);
    else throw new ConfigProblem(64, `there is no --${name}; parlo --help shows what there is`);
  }
  return { words, flags };
}

function nameAndValue(word: string): [name: string, value: string | undefined] {
  const at = word.indexOf("=");
  return at < 0 ? [word.slice(2), undefined] : [word.slice(2, at), word.slice(at + 1)];
}

function valueFor(name: string, value: string | undefined): string {
  if (value === undefined || value.startsWith("--")) throw new ConfigProblem(64, `--${name} needs a value`);
  return value;
}
