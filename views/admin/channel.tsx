import { say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import type { ChannelName } from "../parts/icon.tsx";
import { Time } from "../parts/marks.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { type Outside, OutsideSetting } from "./channel-outside.tsx";
import { ChannelSettings, type SettingField } from "./channel-settings.tsx";
import { ActionForm, fieldIn, Setting, SettingsForm, type Told } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { HoursFields, type HoursForm } from "./hours.tsx";
import { Tested, type TestResult } from "./tested.tsx";

export type ChannelForm = { id: string; name: string; queueId: number | null; hours: HoursForm };

export type ChannelProps = {
  bar: Bar;
  kind: ChannelName;
  form: ChannelForm;
  settings: readonly SettingField[];
  revision: string;
  told: Told;
  queues: readonly { id: number; name: string }[];
  zones: readonly string[];
  /** Null for a new one. */
  now: { name: string; disabled: boolean; problem: string | null; problemSince: number | null; silent: boolean } | null;
  /** What to give to the provider or to put on the site; null for a new one. */
  outside: Outside | null;
  canTest: boolean;
  tested: TestResult | null;
};

/** One channel: where it brings to, how it reaches its provider, what the provider needs of us. */
export function ChannelPage(props: ChannelProps) {
  const { bar, kind, form, settings, revision, told, now, outside } = props;
  const { t } = usePage();
  const title = now ? now.name : t("channel.new.of", { kind: t(`channel.${kind}`) });
  const action = now ? `/admin/channels/${form.id}` : `/admin/channels/add?kind=${kind}`;
  const head = (
    <Title title={title} back={{ href: "/admin/channels", label: t("admin.channels") }} about={now ? t(`channel.${kind}`) : t(`channel.${kind}.about`)}>
      {now && (
        <Button type="submit" form="switch">
          {now.disabled ? t("channel.enable") : t("channel.disable")}
        </Button>
      )}
    </Title>
  );
  return (
    <AdminPage title={title} at="channels" bar={bar}>
      <SettingsForm
        action={action}
        revision={revision}
        told={told}
        discard={now ? action : "/admin/channels"}
        head={head}
        save={now ? undefined : t("channel.add")}
      >
        <Problem kind={kind} now={now} />
        <What {...props} />
        {outside && <OutsideSetting kind={kind} outside={outside} />}
        <ChannelSettings kind={kind} settings={settings} wrongs={told.wrongs} />
        {props.canTest && <Tested action={now ? `/admin/channels/${form.id}/test` : `/admin/channels/test?kind=${kind}`} result={props.tested} />}
        <Setting title={t("channel.hours")} help={t("channel.hours.help")}>
          <HoursFields form={form.hours} zones={props.zones} wrongs={told.wrongs} />
        </Setting>
      </SettingsForm>
      {now && <ActionForm id="switch" action={`/admin/channels/${form.id}/${now.disabled ? "enable" : "disable"}`} />}
      {now && <ActionForm id="works" action={`/admin/channels/${form.id}/works`} />}
    </AdminPage>
  );
}

function Problem({ kind, now }: Pick<ChannelProps, "kind" | "now">) {
  const { language, t } = usePage();
  if (now?.disabled)
    return (
      <Banner icon="lock">
        <span class="grow">{t("channel.disabled.help")}</span>
      </Banner>
    );
  if (now?.silent && !now.problem)
    return (
      <Banner icon="hourglass" state="ours">
        <span class="grow">
          {t("channel.silent")}. {say(language, `channel.${kind}.silent`)}
        </span>
      </Banner>
    );
  if (!now?.problem) return null;
  return (
    <Banner icon="circle-alert" state="bad">
      <span class="grow">
        {t("channel.stopped")} ({now.problemSince !== null && <Time at={now.problemSince} />}): {say(language, now.problem)}
      </span>
      <Button type="submit" form="works" kind="quiet">
        {t("channel.works-again")}
      </Button>
    </Banner>
  );
}

function What({ form, told: { wrongs }, queues, now }: ChannelProps) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <Setting title={t("channel.what")} help={t("channel.what.help")}>
      <TextField {...field("name", form.name)} label={t("field.name")} required autofocus={form.name === ""} autocomplete="off" />
      {!now && <TextField {...field("id", form.id)} label={t("channel.id")} help={t("channel.id.help")} required autocomplete="off" />}
      <SelectField
        {...field("queue", form.queueId)}
        label={t("channel.queue")}
        options={queues.map(({ id, name }) => ({ value: id, label: name }))}
        help={t("channel.queue.help")}
        {...(queues.some(({ id }) => id === form.queueId) ? {} : { empty: t("channel.queue.choose") })}
      />
    </Setting>
  );
}
