import { clockTime, dayName } from "../../src/texts/time.ts";
import type { Priority } from "../page.ts";
import { usePage } from "../page.ts";
import type { ChannelName } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { Setting, SettingsForm, type Told } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { HoursFields, type HoursForm, OfflineTexts } from "./hours.tsx";
import { LinkButton } from "./list.tsx";
import { AcceptanceSetting } from "./queue-acceptance.tsx";
import { AgentSettings } from "./queue-agents.tsx";
import { ClosingSetting } from "./queue-closing.tsx";
import { LongWaits, SlaSetting } from "./queue-waits.tsx";
import { QueueWhat } from "./queue-what.tsx";
import { RingsSetting } from "./rings.tsx";

export type RingForm = { afterSeconds: string; minLevel: string; skillsets: readonly number[] };
/** A queue as it is typed; an empty number is never. */
export type QueueForm = {
  name: string;
  priority: Priority;
  kinds: readonly ChannelName[];
  acceptance: "automatic" | "manual";
  offerSeconds: string;
  rejectPauseSeconds: string;
  agentOrder: "load" | "level";
  rings: readonly RingForm[];
  overflow: { queue: number | null; afterSeconds: string };
  ageingMinutes: string;
  firstReplySeconds: string;
  openSeconds: string;
  preferred: { who: "last" | "responsible" | ""; days: string; seconds: string };
  awayMinutes: string;
  silent: { minutes: string; room: "public" | "personal" };
  slaSeconds: { chat: string; social: string; email: string };
  hours: HoursForm;
  offline: Readonly<Record<string, string>>;
  wrapUp: "off" | "offered" | "mandatory";
};

export type QueueProps = {
  bar: Bar;
  /** Null for a new one. */
  id: number | null;
  /** What it is called until something else is saved. */
  called: string | null;
  form: QueueForm;
  revision: string;
  told: Told;
  skillsets: readonly { id: number; name: string }[];
  /** Where long waits may go. */
  others: readonly { id: number; name: string }[];
  kinds: readonly ChannelName[];
  zones: readonly string[];
  /** Ready agents that each ring adds, as it is written. */
  ready: readonly number[];
  load: { waiting: number; active: number; count: number } | null;
  /** Null where it is always open. */
  opening: { open: boolean; changesAt: number | null } | null;
};

/** One queue: what it takes, who is asked and in which order, how they accept, and what happens when nobody does. */
export function QueuePage(props: QueueProps) {
  const { bar, id, called, form, revision, told, load, opening } = props;
  const { t, language, zone, now } = usePage();
  const at = opening?.changesAt ?? null;
  const when = at === null ? "" : `${dayName(language, zone, at, now)} ${clockTime(language, zone, at)}`;
  const opens = opening && (at === null ? t(opening.open ? "queue.open-now" : "queue.closed-now") : t(opening.open ? "queue.closes" : "queue.opens", { when }));
  const title = called ?? t("queue.new");
  const action = id === null ? "/admin/queues/add" : `/admin/queues/${id}`;
  const head = (
    <Title
      title={title}
      back={{ href: "/admin/queues", label: t("admin.queues") }}
      about={load ? [t("queue.load", load), opens].filter(Boolean).join(". ") : undefined}
    >
      {id !== null && <LinkButton href={`/admin/queues/${id}/remove`}>{t("admin.remove")}</LinkButton>}
    </Title>
  );
  return (
    <AdminPage title={title} at="queues" bar={bar}>
      <SettingsForm action={action} revision={revision} told={told} discard={id === null ? "/admin/queues" : action} head={head}>
        <QueueWhat form={form} kinds={props.kinds} wrongs={told.wrongs} />
        <AcceptanceSetting form={form} wrongs={told.wrongs} />
        <RingsSetting {...props} action={action} />
        <SlaSetting form={form} wrongs={told.wrongs} />
        <Setting title={t("queue.hours")} help={t("queue.hours.help")}>
          <HoursFields form={form.hours} zones={props.zones} wrongs={told.wrongs} />
        </Setting>
        <Setting title={t("offline.title")} help={t("queue.offline.help")}>
          <OfflineTexts texts={form.offline} wrongs={told.wrongs} />
        </Setting>
        <LongWaits form={form} others={props.others} wrongs={told.wrongs} />
        <AgentSettings form={form} wrongs={told.wrongs} />
        <ClosingSetting form={form} />
      </SettingsForm>
    </AdminPage>
  );
}
