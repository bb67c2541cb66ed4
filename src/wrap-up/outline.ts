import { Invalid } from "../http/errors.ts";
import { NAME_LENGTH_MAX } from "../http/fields.ts";

/** A reason and those below it, by their names. */
export type Branch = { readonly name: string; readonly below: readonly Branch[] };

export const LEVELS_MAX = 3;
export const REASONS_MAX = 1_000;
export const OUTLINE_LENGTH_MAX = 110_000;
const TAB = "    ";

/** The tree as text: a line per reason, those below another set in by two spaces. */
export function outlineOf(branches: readonly Branch[], level = 0): string {
  return branches.map(({ name, below }) => [`${"  ".repeat(level)}${name}`, outlineOf(below, level + 1)].filter(Boolean).join("\n")).join("\n");
}

type Open = { indent: number; below: Made[] };
type Made = { name: string; below: Made[] };

/** And the other way: a line that stands further in than the one above it is below that one. Throws Invalid naming the line. */
export function branchesIn(outline: string): Branch[] {
  const top: Made[] = [];
  const open: Open[] = [{ indent: -1, below: top }];
  outline.split("\n").forEach((line, at) => {
    const name = line.trim().normalize("NFC");
    if (name === "") return;
    const indent = (/^\s*/.exec(line)?.[0] ?? "").replaceAll("\t", TAB).length;
    while ((open.at(-1) as Open).indent >= indent) open.pop();
    if (open.length > LEVELS_MAX) throw new Invalid({ reasons: "reasons.too-deep" }, { reasons: { line: at + 1 } });
    const made: Made = { name, below: [] };
    (open.at(-1) as Open).below.push(made);
    open.push({ indent, below: made.below });
  });
  return top;
}

/** Throws Invalid for a name that is too long or stands twice below the same reason, and for too many. */
export function checkBranches(branches: readonly Branch[]) {
  if (countOf(branches) > REASONS_MAX) throw new Invalid({ reasons: "reasons.too-many" }, { reasons: { max: REASONS_MAX } });
  checkLevel(branches, 1);
}

function checkLevel(branches: readonly Branch[], level: number) {
  const names = new Set<string>();
  for (const { name, below } of branches) {
    const wrong = (key: string, facts: Record<string, string | number>) => new Invalid({ reasons: key }, { reasons: facts });
    if (name.trim() === "") throw wrong("field.required", {});
    if (name.length > NAME_LENGTH_MAX) throw wrong("reasons.too-long", { name: `${name.slice(0, 30)}…`, max: NAME_LENGTH_MAX });
    if (names.has(name.toLowerCase())) throw wrong("reasons.twice", { name });
    if (level === LEVELS_MAX && below.length > 0) throw wrong("reasons.below", { name });
    names.add(name.toLowerCase());
    checkLevel(below, level + 1);
  }
}

const countOf = (branches: readonly Branch[]): number => branches.reduce((sum, { below }) => sum + 1 + countOf(below), 0);
