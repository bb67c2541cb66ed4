/** What several rounds came to. */
export type Spread = { median: number; min: number; max: number };

/** One line of the table. `beside`: what was measured, where the value is a ratio. */
export type Figure = { what: string; value: Spread; unit: Unit; wanted?: Wanted; beside?: string };
export type Unit = "×" | "ms" | "µs" | "MB" | "kB" | "" | "/s";
type Wanted = { atLeast: number } | { atMost: number };

/** The middle of several, with the least and the most. */
export function spreadOf(numbers: readonly number[]): Spread {
  return { median: percentile(numbers, 0.5), min: Math.min(...numbers), max: Math.max(...numbers) };
}

/** The number that this share of all does not exceed. */
export function percentile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Round by round, one divided by the other. */
export const ratios = (ones: readonly number[], others: readonly number[]): number[] => ones.map((one, n) => one / (others[n] ?? Number.NaN));

export function isReached({ value: { median }, wanted }: Figure): boolean {
  if (!wanted) return true;
  return "atLeast" in wanted ? median >= wanted.atLeast : median <= wanted.atMost;
}

/** The table as somebody reads it on a console, or in the README. */
export function table(figures: readonly Figure[], form: "plain" | "markdown"): string {
  const rows = [["", "median", "least to most", "wanted", "measured"], ...figures.map(cells)];
  if (form === "markdown") {
    const [head = [], ...body] = rows.map((row) => `| ${row.join(" | ")} |`);
    return [head, "|---|---|---|---|---|", ...body].join("\n");
  }
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function cells(figure: Figure): string[] {
  const { what, value, unit, wanted, beside = "" } = figure;
  const show = (number: number) => withUnit(number, unit);
  const limit = wanted ? `${"atLeast" in wanted ? `≥ ${show(wanted.atLeast)}` : `≤ ${show(wanted.atMost)}`}${isReached(figure) ? "" : " (missed)"}` : "";
  return [what, show(value.median), value.min === value.max ? "" : `${show(value.min)} to ${show(value.max)}`, limit, beside];
}

function withUnit(number: number, unit: Unit): string {
  const digits = Math.abs(number) >= 100 || Number.isInteger(number) ? 0 : unit === "×" ? 2 : 1;
  const text = number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return unit === "×" || unit === "" ? text : `${text} ${unit}`.replace(" /", " a ").replace("a s", "a second");
}
