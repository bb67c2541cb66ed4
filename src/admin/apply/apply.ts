import type { Database } from "bun:sqlite";
import { transact } from "../../db/transact.ts";
import type { Seal } from "../../workspace.ts";
import type { Who } from "../audit.ts";
import { attempt, type Step } from "./attempt.ts";
import { type Declaration, FileProblems, type Problem, type SectionName } from "./declaration.ts";
import { hoursApart } from "./meet.ts";
import { SECTIONS } from "./sections.ts";
import { bring, giveNewName, takeAway } from "./steps.ts";

type How = { who: Who; dryRun?: boolean };

/** What a dry run throws, to undo what it tried. */
class Tried extends Error {}

/**
 * Makes what a file declares, or brings it into line: all of it, or nothing when one part cannot be. What the file does
 * not name stays. Gives one line per change; none when there is nothing to change. A dry run gives the same lines and
 * changes nothing. Throws FileProblems with everything that is wrong.
 */
export function applyWorkspace(db: Database, seal: Seal, declaration: Declaration, { who, dryRun = false }: How, now: number): string[] {
  let lines: string[] = [];
  try {
    transact(db, () => {
      lines = applyAll(db, seal, declaration, who, now);
      if (dryRun) throw new Tried();
    });
  } catch (error) {
    if (!(error instanceof Tried)) throw error;
  }
  return lines;
}

function applyAll(db: Database, seal: Seal, { items, problems }: Declaration, who: Who, now: number): string[] {
  const said = (section: SectionName, key: string) => {
    const item = items[section].find((one) => same(one.key, key));
    return item ? (item.absent === true ? "absent" : "there") : null;
  };
  const steps = (inOrder: typeof SECTIONS, run: Step["run"], wanted: (absent: boolean) => boolean): Step[] =>
    inOrder.flatMap((section) => items[section.name].filter(({ absent }) => wanted(absent === true)).map((item) => ({ section, item, run })));

  const applying = { db, seal, who, now, said };
  const told: Problem[] = [...problems];
  const lines = [
    ...untilDone(
      steps(SECTIONS, giveNewName(items), (absent) => !absent),
      applying,
      told,
    ),
    ...untilDone(
      steps(SECTIONS, bring, (absent) => !absent),
      applying,
      told,
    ),
    ...untilDone(
      steps(SECTIONS.toReversed(), takeAway, (absent) => absent),
      applying,
      told,
    ),
  ];
  if (told.length === 0) told.push(...hoursApart(db, items, now));
  if (told.length > 0) throw new FileProblems(told);
  return lines;
}

// In a file nothing comes first: what cannot be done yet is tried again after the others, as long as that helps.
function untilDone(steps: Step[], applying: Parameters<typeof attempt>[1], told: Problem[]): string[] {
  const lines = new Map<Step, string[]>();
  let left = steps;
  for (;;) {
    const failed: { step: Step; problems: Problem[]; waits: string[] }[] = [];
    for (const step of left) {
      const { problems, waits, lines: changes } = attempt(step, applying, told);
      if (problems) failed.push({ step, problems, waits });
      else lines.set(step, changes);
    }
    if (failed.length === 0 || failed.length === left.length) {
      told.push(...failed.flatMap(({ problems }) => problems));
      // Each waits for another that waits for it: only what leads round in a circle does.
      if (told.length === 0) told.push(...failed.flatMap(({ waits }) => waits.map((path) => ({ path, key: "apply.circle", facts: {} }))));
      if (failed.length > 0 && told.length === 0) throw new Error(`nothing says why ${failed[0]?.step.item.path} cannot be done`);
      return steps.flatMap((step) => lines.get(step) ?? []);
    }
    left = failed.map(({ step }) => step);
  }
}

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
