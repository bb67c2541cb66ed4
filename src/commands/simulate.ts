import { join } from "node:path";
import { FileProblems } from "../admin/apply/declaration.ts";
import { parseJson } from "../admin/apply/json.ts";
import { setting } from "../admin/settings.ts";
import { ConfigProblem } from "../config.ts";
import { reportLines } from "../routing/simulate/lines.ts";
import { problemsOf, type Variation } from "../routing/simulate/variation.ts";
import { whatIf } from "../routing/simulate/what-if.ts";
import { isDay } from "../texts/time.ts";
import { type Command, said } from "./command.ts";
import { readGiven, worded } from "./file.ts";

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
  const source = await readGiven(file, cwd);
  return worded(async () => {
    const value = parseJson(source);
    const problems = problemsOf(value);
    if (problems.length > 0) throw new FileProblems(problems);
    return value as Variation;
  });
}
