import type { ComponentChildren } from "preact";
import { usePage } from "../page.ts";

/** A colour of tokens.css. */
export type Tone = "series-1" | "series-2" | "series-5" | "good" | "warn" | "line-strong";
/** `tones`: one for each bar, where they are not alike. Null where there is nothing to show. */
export type Series = { label: string; tone: Tone; tones?: readonly Tone[]; values: readonly (number | null)[]; dashed?: boolean };
/** `rows`: bars that lie, for long names. */
export type Drawn = { kind: "line" | "bar" | "rows"; labels: readonly string[]; unit: string; series: readonly Series[] };

type ChartProps = { id: string; title: string; summary: string; chart: Drawn; children: ComponentChildren };

/** A card with a chart that static/js/charts.js draws, its legend, and (children) the same figures as a table beneath. */
export function ChartCard({ id, title, summary, chart, children }: ChartProps) {
  const { t } = usePage();
  return (
    <section class="card chart-card" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
      </header>
      <div class="body">
        {chart.series.length > 1 && (
          <ul class="legend flat">
            {chart.series.map(({ label, tone }) => (
              <li>
                <i data-tone={tone} />
                {label}
              </li>
            ))}
          </ul>
        )}
        <div class="plot" data-rows={chart.kind === "rows" ? Math.min(chart.labels.length, ROWS_MAX) : undefined}>
          <canvas role="img" aria-label={summary} data-chart={JSON.stringify(chart)} />
        </div>
        <details class="figures-of">
          <summary>{t("chart.table")}</summary>
          {children}
        </details>
      </div>
    </section>
  );
}

const ROWS_MAX = 24;
