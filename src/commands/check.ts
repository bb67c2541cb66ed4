import { check, isSound } from "../admin/check.ts";
import type { Finding } from "../admin/check-examine.ts";
import { ConfigProblem } from "../config.ts";
import type { Command } from "./command.ts";
import { counted } from "./counted.ts";

/** `check` says whether everything in the folder is as it should be; `--deep` reads every file. Exit code 1 when something is not. */
export const checkCommand: Command<{ deep: boolean }> = {
  name: "check",
  usage: "check [--deep]",
  prepare: ({ words, flags }) => {
    if (words.length > 0) throw new ConfigProblem(64, "check takes no file: parlo check [--deep] [--data DIR]");
    return { deep: "deep" in flags };
  },
  perform: async ({ workspace, background }, { deep }) => {
    const findings = await check(workspace, background, deep);
    return { exitCode: isSound(findings) ? 0 : 1, lines: checkLines(findings) };
  },
};

const GRADES = { ok: "ok     ", note: "note   ", problem: "PROBLEM" };

/** One line for each finding. */
function checkLines(findings: readonly Finding[]): string[] {
  const problems = findings.filter(({ grade }) => grade === "problem").length;
  const lines = findings.map(({ grade, about, text }) => `${GRADES[grade]} ${about}: ${text}`);
  return [...lines, problems === 0 ? "Everything is as it should be." : `${counted(problems, "problem")}.`];
}
