import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Problem } from "../admin/apply/declaration.ts";
import { BrokenJson, parseJson } from "../admin/apply/json.ts";
import { setting } from "../admin/settings.ts";
import { ConfigProblem } from "../config.ts";
import { reportLines } from "../routing/simulate/lines.ts";
import { problemsOf, type Variation } from "../routing/simulate/variation.ts";
import { NotThere, whatIf } from "../routing/simulate/what-if.ts";
import { say } from "../texts/catalogue.ts";
import { isDay } from "../texts/time.ts";
import { type Command, said } from "./command.ts";

type Request = { day: string; variation: Variation | null; json: boolean };

/** `simulate --day D` replays a stored day by the rules of now, and with `--variation FILE` once more with something otherwise. It only reads. */
export const simulateCommand: Command<Request> = {
  name: "simulate",
  usage: "simulate --day 2026-11-19 [--variation FILE] [--json]",
  prepare: async ({ words, flags, cwd }) => {
    const { day, variation } = flags;
    if (words.length > 0) throw new ConfigProblem(64, "simulate takes no words: parlo simulate --day 2026-11-19 [--variation FILE] [--json]");
    if (day === undefined || !isDay(day)) throw new ConfigProblem(64, "simulate needs a day: parlo simulate --day 2026-11-19");
    return { day, variation: variation === undefined ? null : await readVariation(variation, cwd), json: "json" in flags };
  },
  perform: async ({ workspace: { db, config, clock }, background }, { day, variation, json }) => {
    const question = { day, variation, zone: setting(db, "timeZone"), path: join(config.dataDir, "parlo.db"), now: clock(), queues: null };
    const report = await worded(() => whatIf(background, question, () => {}));
    if (!report) throw new ConfigProblem(64, `${day} has not begun yet`);
    return json ? said(JSON.stringify(report)) : said(...reportLines(report));
  },
};

async function readVariation(file: string, cwd: string): Promise<Variation> {
  const source = await readFile(resolve(cwd, file), "utf8").catch(() => {
    throw new ConfigProblem(64, `${file} cannot be read`);
  });
  const value = parsed(source);
  const problems = problemsOf(value);
  if (problems.length > 0) throw new ConfigProblem(78, sentences(problems));
  return value as Variation;
}

function parsed(source: string): unknown {
  try {
    return parseJson(source);
  } catch (error) {
    if (!(error instanceof BrokenJson)) throw error;
    const { line, column, expected } = error;
    throw new ConfigProblem(78, say("en", "apply.broken", { line, column, expected }));
  }
}

async function worded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotThere) throw new ConfigProblem(78, sentences(error.problems));
    throw error;
  }
}

const sentences = (problems: readonly Problem[]) => problems.map(({ path, key, facts }) => [path, say("en", key, facts)].filter(Boolean).join(": ")).join("\n");
