import type { Home } from "../../src/home/home.ts";
import { longDate, startOfDay } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { ChartCard, type Series } from "../parts/chart.tsx";

/** What the agent has closed and holds, and what waits for anybody (SPEC B1). */
export function MyDay({ home: { mine, today } }: { home: Home }) {
  const { t } = usePage();
  const bars = [
    [t("home.total"), mine.closed + mine.active],
    [t("home.closed"), mine.closed],
    [t("home.active"), mine.active],
    [t("home.awaiting"), today.inQueue],
  ] as const;
  const series: Series = {
    label: t("home.conversations"),
    tone: "series-1",
    tones: ["series-1", "series-1", "series-1", "series-5"],
    values: bars.map(([, value]) => value),
  };
  const summary = bars.map(([name, value]) => `${name}: ${value}`).join(", ");
  return (
    <ChartCard id="my-day" title={t("home.my-day")} summary={summary} chart={{ kind: "bar", labels: bars.map(([name]) => name), unit: "", series: [series] }}>
      <table class="table">
        <tbody>
          {bars.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td class="num">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ChartCard>
  );
}

/** When the agent accepted today's conversations, hour by hour, beside the same weekday of the weeks before (SPEC B3). */
export function MyHours({ mine: { byHour, usual }, at }: { mine: Home["mine"]; at: number }) {
  const { language, zone, t } = usePage();
  const hours = byHour.map((_, hour) => String(hour).padStart(2, "0"));
  const until = Math.floor((at - startOfDay(zone, at)) / 3_600_000);
  const weekday = longDate(language, zone, at).split(" ")[0] ?? "";
  const series: Series[] = [
    { label: t("home.today"), tone: "series-1", values: byHour.map((count, hour) => (hour <= until ? count : null)) },
    ...(usual ? [{ label: t("home.usual", { weekday: weekday.replace(",", "") }), tone: "series-5", values: usual, dashed: true } as const] : []),
  ];
  const accepted = byHour.reduce((sum, count) => sum + count, 0);
  return (
    <ChartCard
      id="my-hours"
      title={t("home.my-hours")}
      summary={t("home.accepted", { count: accepted })}
      chart={{ kind: "line", labels: hours, unit: "", series }}
    >
      <table class="table">
        <thead>
          <tr>
            <td />
            {series.map(({ label }) => (
              <th key={label} scope="col" class="num">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour, at_) => (
            <tr key={hour}>
              <th scope="row">{`${hour}:00`}</th>
              {series.map(({ label, values }) => (
                <td key={label} class="num">
                  {values[at_] === null ? "" : Math.round((values[at_] as number) * 10) / 10}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ChartCard>
  );
}
