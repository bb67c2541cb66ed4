import type { Home } from "../../src/home/home.ts";
import { clockTime, duration, longDate } from "../../src/texts/time.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AgentsNow } from "./agents.tsx";
import { ServiceStatus } from "./channels.tsx";
import { MyDay, MyHours } from "./mine.tsx";

// Everything is asked for anew when the day's figures, one's own work, anybody's status or a channel is another.
const LIVE = "today from:body, me from:body delay:300ms, agents from:body delay:2s, channels from:body, settings-queues from:body, live:again from:body";
const NOON = 12;
const EVENING = 18;

/** How the day goes: the agent's own, the team's, and whether customers are served. */
export function HomePage({ bar, home }: { bar: Bar; home: Home }) {
  const { t } = usePage();
  return (
    <Layout title={t("home.title")} at="home" bar={bar} main="page">
      <div class="home" id="home" hx-get="/home" hx-select="#home" hx-swap="outerHTML" hx-trigger={LIVE}>
        <Greeting at={home.at} />
        <div class="grid">
          <Figures home={home} />
          <MyDay home={home} />
          <MyHours mine={home.mine} at={home.at} />
          <AgentsNow agents={home.agents} />
          <ServiceStatus service={home.service} />
        </div>
      </div>
    </Layout>
  );
}

function Greeting({ at }: { at: number }) {
  const { language, zone, person, t } = usePage();
  const hour = Number(clockTime("en", zone, at).slice(0, 2));
  const part = hour < NOON ? "morning" : hour < EVENING ? "afternoon" : "evening";
  const time = clockTime(language, zone, at);
  return (
    <header class="title">
      <div>
        <h1>{t(`home.${part}`, { name: person?.name.split(" ")[0] ?? "" })}</h1>
        <p class="quiet">{longDate(language, zone, at)}</p>
      </div>
      <div class="actions end">
        <span class="cell quiet">{t("home.updated", { time })}</span>
        <button class="button" type="button" hx-get="/home" hx-select="#home" hx-target="#home" hx-swap="outerHTML" hx-disable="this">
          <Icon name="refresh-cw" />
          <span>{t("home.refresh")}</span>
        </button>
      </div>
    </header>
  );
}

function Figures({ home: { today, mine } }: { home: Home }) {
  const { language, t } = usePage();
  const waited = (ms: number | null) => (ms === null ? null : duration(language, ms));
  return (
    <section class="card" data-span="12" aria-label={t("today.label")}>
      <dl class="figures">
        <Figure name={t("home.first-reply")} value={waited(mine.firstReplyMs)} />
        <Figure name={t("home.wait-average")} value={waited(today.averageMs)} />
        <Figure name={t("home.wait-longest")} value={waited(today.maxMs)} />
        <Figure name={t("home.in-queue")} value={String(today.inQueue)} />
        <Figure name={t("home.online")} value={String(today.online)} />
      </dl>
    </section>
  );
}

function Figure({ name, value }: { name: string; value: string | null }) {
  const { t } = usePage();
  return (
    <div>
      <dt>{name}</dt>
      <dd class="figure">{value ?? <span class="faint">{t("home.none")}</span>}</dd>
    </div>
  );
}
