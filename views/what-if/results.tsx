import type { Figures, Side } from "../../src/routing/simulate/figures.ts";
import type { Report } from "../../src/routing/simulate/what-if.ts";
import { clockTime, dayName, span } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { ChartCard, type Series } from "../parts/chart.tsx";
import { Empty } from "../parts/empty.tsx";
import { scaleOf } from "./scale.ts";
import { type Column, SideTable } from "./side-table.tsx";

type Named = { label: string; tone: Series["tone"]; side: Side };

const percentOf = (share: number) => Math.round(share * 100);
const time = (ms: number | null) => (ms === null ? "–" : span(ms));
const kept = ({ sla }: Figures) => (sla ? `${percentOf(sla.kept / sla.of)} %` : "–");

/** A day as it was, as it is replayed, and otherwise, beside each other: figures, then charts, each with its table. */
export function Results({ report }: { report: Report }) {
  const { t, language } = usePage();
  const { zone, from, until, measured, replayed, varied, leftOut } = report;
  if (measured.total.came === 0) return <Empty title={t("what-if.empty")}>{t("what-if.empty.help")}</Empty>;
  const sides: Named[] = [
    { label: t("what-if.measured"), tone: "series-5", side: measured },
    { label: t("what-if.replayed"), tone: "series-1", side: replayed },
    ...(varied ? [{ label: t("what-if.varied"), tone: "series-2" as const, side: varied }] : []),
  ];
  return (
    <>
      <h2 class="day">{dayName(language, zone, from, until)}</h2>
      <p class="faith">{faithOf(measured.total, replayed.total, t)}</p>
      {leftOut > 0 && <p class="faith">{t("what-if.left-out", { count: leftOut })}</p>}
      {!varied && <p class="faith">{t("what-if.unvaried")}</p>}
      <div class="cards">
        <Total sides={sides} />
        <ByHour sides={sides} zone={zone} />
        <ByQueue sides={sides} report={report} />
        <Sla sides={sides} report={report} />
        <Loads sides={sides} />
      </div>
    </>
  );
}

type Words = ReturnType<typeof usePage>["t"];

function faithOf(measured: Figures, replayed: Figures, t: Words): string {
  return t("what-if.faith", { was: time(measured.meanMs), is: time(replayed.meanMs), had: measured.assigned, has: replayed.assigned });
}

const columnsOf = (sides: readonly Named[]): Column[] => sides.map(({ label }) => ({ label }));

function Total({ sides }: { sides: readonly Named[] }) {
  const { t } = usePage();
  const lines: readonly (readonly [string, (figures: Figures) => string | number])[] = [
    [t("what-if.came"), ({ came }) => came],
    [t("what-if.had"), ({ assigned }) => assigned],
    [t("what-if.left"), ({ left }) => left],
    [t("what-if.open"), ({ waiting }) => waiting],
    [t("what-if.mean"), ({ meanMs }) => time(meanMs)],
    [t("what-if.median"), ({ medianMs }) => time(medianMs)],
    [t("what-if.p90"), ({ p90Ms }) => time(p90Ms)],
    [t("what-if.longest"), ({ maxMs }) => time(maxMs)],
    [t("what-if.sla"), kept],
  ];
  return (
    <section class="card whole" aria-labelledby="total">
      <header>
        <h2 id="total">{t("what-if.total")}</h2>
      </header>
      <div class="body">
        <SideTable
          caption={t("what-if.total")}
          columns={columnsOf(sides)}
          rows={lines.map(([name, cell]) => ({ name, cells: sides.map(({ side }) => cell(side.total)) }))}
        />
      </div>
    </section>
  );
}

function ByHour({ sides, zone }: { sides: readonly Named[]; zone: string }) {
  const { t, language } = usePage();
  const hours = sides[0]?.side.hours ?? [];
  const came = hours.flatMap(({ figures }, at) => (figures.came > 0 ? at : []));
  const [first = 0, last = 0] = [came[0], came.at(-1)];
  const labels = hours.slice(first, last + 1).map(({ at }) => clockTime(language, zone, at));
  const meansOf = ({ hours: of }: Side) => of.slice(first, last + 1).map(({ figures }) => figures.meanMs);
  const scale = scaleOf(sides.flatMap(({ side }) => meansOf(side)));
  const series = sides.map(({ label, tone, side }) => ({ label, tone, values: meansOf(side).map(scale.in), dashed: tone === "series-5" }));
  const rows = labels.map((name, at) => ({ name, cells: sides.map(({ side }) => time(meansOf(side)[at] ?? null)) }));
  return (
    <ChartCard
      id="by-hour"
      title={t("what-if.by-hour")}
      summary={summaryOf(t("what-if.by-hour"), sides)}
      chart={{ kind: "line", labels, unit: t(`what-if.${scale.unit}`), series }}
    >
      <SideTable caption={t("what-if.by-hour")} columns={columnsOf(sides)} rows={rows} />
    </ChartCard>
  );
}

const summaryOf = (title: string, sides: readonly Named[]) => `${title}: ${sides.map(({ label, side }) => `${label} ${time(side.total.meanMs)}`).join(", ")}`;

type QueueProps = { sides: readonly Named[]; report: Report };

/** The groups of a day, each with its figures on every side. */
function groupsOf({ sides, report }: QueueProps, t: Words) {
  const names = new Map(report.queues.map(({ id, name }) => [id, name]));
  return report.measured.groups.map(({ queueId, family }) => ({
    name: `${names.get(queueId) ?? ""}, ${t(`family.${family}`)}`,
    figures: sides.map(({ side }) => side.groups.find((group) => group.queueId === queueId && group.family === family)?.figures ?? null),
  }));
}

function ByQueue({ sides, report }: QueueProps) {
  const { t } = usePage();
  const groups = groupsOf({ sides, report }, t);
  const meansOf = (n: number) => groups.map(({ figures }) => figures[n]?.meanMs ?? null);
  const scale = scaleOf(sides.flatMap((_, n) => meansOf(n)));
  const series = sides.map(({ label, tone }, n) => ({ label, tone, values: meansOf(n).map(scale.in) }));
  const cell = (figures: Figures | null) => (figures ? [figures.meanMs, figures.p90Ms, figures.maxMs].map(time).join("\u00a0· ") : "–");
  return (
    <ChartCard
      id="by-queue"
      title={t("what-if.by-queue")}
      summary={summaryOf(t("what-if.by-queue"), sides)}
      chart={{ kind: "bar", labels: groups.map(({ name }) => name), unit: t(`what-if.${scale.unit}`), series }}
    >
      <p class="quiet">{t("what-if.by-queue.cells")}</p>
      <SideTable caption={t("what-if.by-queue")} columns={columnsOf(sides)} rows={groups.map(({ name, figures }) => ({ name, cells: figures.map(cell) }))} />
    </ChartCard>
  );
}

function Sla({ sides, report }: QueueProps) {
  const { t } = usePage();
  const groups = groupsOf({ sides, report }, t).filter(({ figures }) => figures.some((one) => one?.sla));
  if (groups.length === 0) return null;
  const share = (figures: Figures | null | undefined) => (figures?.sla ? percentOf(figures.sla.kept / figures.sla.of) : null);
  const series = sides.map(({ label, tone }, n) => ({ label, tone, values: groups.map(({ figures }) => share(figures[n])) }));
  const summary = `${t("what-if.sla")}: ${sides.map(({ label, side }) => `${label} ${kept(side.total)}`).join(", ")}`;
  return (
    <ChartCard id="sla" title={t("what-if.sla")} summary={summary} chart={{ kind: "bar", labels: groups.map(({ name }) => name), unit: "%", series }}>
      <p class="quiet">{t("what-if.sla.help")}</p>
      <SideTable
        caption={t("what-if.sla")}
        columns={columnsOf(sides)}
        rows={groups.map(({ name, figures }) => ({ name, cells: figures.map((one) => (one ? kept(one) : "–")) }))}
      />
    </ChartCard>
  );
}

function Loads({ sides }: { sides: readonly Named[] }) {
  const { t } = usePage();
  const names = new Map(sides.flatMap(({ side }) => side.loads.map(({ agentId, name }) => [agentId, name] as const)));
  const loadsOf = ({ side }: Named, agentId: number) => side.loads.find((load) => load.agentId === agentId);
  const ids = [...names.keys()];
  const share = (load: ReturnType<typeof loadsOf>) => (load?.share == null ? null : percentOf(load.share));
  const series = sides.map((named) => ({ label: named.label, tone: named.tone, values: ids.map((id) => share(loadsOf(named, id))) }));
  const cell = (load: ReturnType<typeof loadsOf>) => (load ? t("what-if.load.cell", { count: load.handled, share: share(load) ?? "–" }) : "–");
  return (
    <ChartCard
      id="loads"
      title={t("what-if.loads")}
      summary={t("what-if.loads.summary", { count: ids.length })}
      chart={{ kind: "rows", labels: [...names.values()], unit: "%", series }}
    >
      <p class="quiet">{t("what-if.loads.help")}</p>
      <SideTable
        caption={t("what-if.loads")}
        columns={columnsOf(sides)}
        rows={[...names].map(([id, name]) => ({ name, cells: sides.map((named) => cell(loadsOf(named, id))) }))}
      />
    </ChartCard>
  );
}
