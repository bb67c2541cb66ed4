import type { PlainKey } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, SETTINGS_CHANGED } from "./list.tsx";

export type Overview = {
  company: string;
  skillsets: number;
  users: number;
  /** Users besides the first administrator who have a skillset. */
  agents: number;
  signedIn: number;
  queues: number;
  channels: number;
  waiting: number;
  stopped: readonly { id: string; name: string }[];
  calls: number;
  jobs: number;
};

/** Where administration begins: what is still to be set up, what needs somebody, how things stand. */
export function OverviewPage({ bar, overview }: { bar: Bar; overview: Overview }) {
  const { t } = usePage();
  const { company, skillsets, agents, queues, channels } = overview;
  const ready = skillsets > 0 && agents > 0 && queues > 0 && channels > 0;
  return (
    <AdminPage title={t("overview.title")} at="overview" bar={bar}>
      <div class="overview">
        <Title title={t("overview.title")} about={company} />
        <div id="overview" hx-get="/admin" hx-select="#overview" hx-trigger={SETTINGS_CHANGED} hx-swap="outerMorph">
          {ready ? <Attention overview={overview} /> : <Steps overview={overview} />}
          <Figures overview={overview} />
        </div>
      </div>
    </AdminPage>
  );
}

type Step = { word: PlainKey; help: PlainKey; href: string; done: boolean; may: string };

function Steps({ overview: { skillsets, agents, queues, channels } }: { overview: Overview }) {
  const { person, t } = usePage();
  const all: Step[] = [
    { word: "overview.step.skillset", help: "overview.step.skillset.help", href: "/admin/skillsets", done: skillsets > 0, may: "administer.skillsets" },
    { word: "overview.step.user", help: "overview.step.user.help", href: "/admin/users/add", done: agents > 0, may: "administer.users" },
    { word: "overview.step.queue", help: "overview.step.queue.help", href: "/admin/queues/add", done: queues > 0, may: "administer.queues" },
    { word: "overview.step.channel", help: "overview.step.channel.help", href: "/admin/channels/add", done: channels > 0, may: "administer.channels" },
  ];
  const next = all.find(({ done }) => !done);
  return (
    <section aria-labelledby="start">
      <h2 id="start">{t("overview.start")}</h2>
      <p class="quiet">{t("overview.start.help")}</p>
      <ol class="todo">
        {all.map((step, at) => (
          <li>
            <span class="number">{at + 1}</span>
            <span class="grow">
              <b>{t(step.word)}</b>
              <small>{t(step.help)}</small>
            </span>
            {step.done && (
              <span class="cell done">
                <Icon name="check" />
                {t("overview.step.done")}
              </span>
            )}
            {!step.done && person?.may(step.may) && <NextStep step={step} first={step === next} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function NextStep({ step, first }: { step: Step; first: boolean }) {
  const { t } = usePage();
  return first ? (
    <LinkButton href={step.href} kind="primary">
      {t("overview.step.go")}
    </LinkButton>
  ) : (
    <LinkButton href={step.href}>{t("overview.step.go")}</LinkButton>
  );
}

function Attention({ overview: { stopped, calls, jobs } }: { overview: Overview }) {
  const { person, t } = usePage();
  const needs = [
    ...stopped.map(({ id, name }) => ({ text: t("overview.channel-stopped", { name }), href: `/admin/channels/${id}`, may: "administer.channels" })),
    ...(calls > 0 ? [{ text: t("overview.journal", { count: calls }), href: "/admin/trouble", may: "administer.journal" }] : []),
    ...(jobs > 0 ? [{ text: t("overview.jobs", { count: jobs }), href: "/admin/trouble", may: "administer.journal" }] : []),
  ];
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{t("overview.attention")}</h2>
      {needs.length === 0 ? (
        <p class="quiet">{t("overview.attention.none")}</p>
      ) : (
        <ul class="todo">
          {needs.map(({ text, href, may }) => (
            <li>
              <Icon name="circle-alert" class="bad-text" />
              <span class="grow">{text}</span>
              {person?.may(may) && <LinkButton href={href}>{t("overview.look")}</LinkButton>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Figures({ overview: { users, signedIn, skillsets, queues, waiting, channels } }: { overview: Overview }) {
  const { person, t } = usePage();
  const figures = [
    { n: users, label: t("admin.users"), about: t("overview.signed-in", { count: signedIn }), href: "/admin/users", may: "administer.users" },
    { n: skillsets, label: t("admin.skillsets"), about: "", href: "/admin/skillsets", may: "administer.skillsets" },
    { n: queues, label: t("admin.queues"), about: t("overview.waiting", { count: waiting }), href: "/admin/queues", may: "administer.queues" },
    { n: channels, label: t("admin.channels"), about: "", href: "/admin/channels", may: "administer.channels" },
  ];
  return (
    <section aria-labelledby="now">
      <h2 id="now">{t("overview.now")}</h2>
      <div class="figures">
        {figures
          .filter(({ may }) => person?.may(may))
          .map(({ n, label, about, href }) => (
            <a href={href}>
              <span>{label}</span>
              <b>{n}</b>
              <small>{about}</small>
            </a>
          ))}
      </div>
    </section>
  );
}
