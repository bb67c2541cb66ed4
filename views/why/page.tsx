import type { Asked, LogPage, Waiters } from "../../src/routing/log.ts";
import { exactTime } from "../../src/texts/time.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Empty } from "../parts/empty.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { hrefOf } from "./asked.ts";
import { Filters, type Named } from "./filters.tsx";
import { Lines } from "./lines.tsx";
import { NewsBar } from "./news.tsx";
import { WaitingNow } from "./waiting.tsx";

type WhyPageProps = {
  bar: Bar;
  asked: Asked;
  log: LogPage;
  /** The newest decision that there was when this was written. */
  after: number;
  isFirst: boolean;
  queues: readonly Named[];
  agents: readonly Named[];
  waiting: Waiters;
};

/** The latest decisions of the routing, and who waits now. */
export function WhyPage({ bar, asked, log, after, isFirst, queues, agents, waiting }: WhyPageProps) {
  const { t } = usePage();
  return (
    <Layout title={t("why.page")} at="why" bar={bar} main="page full">
      <header class="title">
        <div>
          <h1>{t("why.page")}</h1>
          <p class="quiet">{t("why.page.about")}</p>
        </div>
      </header>
      <Filters asked={asked} queues={queues} agents={agents} />
      <div class="why">
        <section aria-label={t("why.page.decisions")} tabindex={0}>
          <NewsBar asked={asked} after={after} mark={isFirst ? waiting.mark : ""} />
          {log.lines.length > 0 && <Lines lines={log.lines} />}
          <More asked={asked} log={log} />
        </section>
        <WaitingNow {...waiting} />
      </div>
    </Layout>
  );
}

function More({ asked, log: { lines, next, lookedSince } }: Pick<WhyPageProps, "asked" | "log">) {
  const { language, zone, t } = usePage();
  const link = next !== null && (
    <a class="button" href={hrefOf("/why", asked, { before: next })}>
      {t(lookedSince === null ? "why.page.older" : "why.page.look-further")}
    </a>
  );
  if (lines.length === 0 && next === null) {
    const of = Object.values(asked).every((one) => one === null) ? "empty" : "none";
    return <Empty title={t(`why.page.${of}`)}>{t(`why.page.${of}.help`)}</Empty>;
  }
  return (
    <p class="further">
      {lookedSince !== null && <span class="quiet">{t("why.page.looked", { time: exactTime(language, zone, lookedSince) })}</span>}
      {link}
    </p>
  );
}
