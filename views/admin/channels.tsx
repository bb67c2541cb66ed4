import { usePage } from "../page.ts";
import { Empty } from "../parts/empty.tsx";
import { ChannelMark, type ChannelName } from "../parts/icon.tsx";
import { Chip } from "../parts/marks.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, LiveTable } from "./list.tsx";

export type ChannelLine = { id: string; kind: ChannelName; name: string; queue: string; stopped: boolean; disabled: boolean; silent: boolean };

/** Every channel, the queue it brings to, and whether it works. */
export function ChannelsPage({ bar, channels }: { bar: Bar; channels: readonly ChannelLine[] }) {
  const { t } = usePage();
  const heads = [t("field.name"), t("channel.kind"), t("channel.id"), t("channel.queue"), t("channel.state")];
  return (
    <AdminPage title={t("admin.channels")} at="channels" bar={bar}>
      <div class="page full">
        <Title title={t("admin.channels")} about={t("channels.about")}>
          <LinkButton href="/admin/channels/add" icon="plus" kind="primary">
            {t("channel.new")}
          </LinkButton>
        </Title>
        <LiveTable href="/admin/channels" heads={heads} empty={channels.length === 0 && <NoChannels />}>
          {channels.map((channel) => (
            <Line channel={channel} />
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

function NoChannels() {
  const { t } = usePage();
  return (
    <Empty title={t("channels.empty")} actions={<LinkButton href="/admin/channels/add">{t("channel.new")}</LinkButton>}>
      {t("channels.empty.help")}
    </Empty>
  );
}

function Line({ channel }: { channel: ChannelLine }) {
  const { t } = usePage();
  const { id, kind, name, queue, disabled } = channel;
  return (
    <tr class={disabled ? "gone" : undefined}>
      <td>
        <span class="cell">
          <ChannelMark kind={kind} />
          <a class="whole" href={`/admin/channels/${id}`}>
            {name}
          </a>
        </span>
      </td>
      <td>{t(`channel.${kind}`)}</td>
      <td>{id}</td>
      <td>{queue}</td>
      <td>
        <State channel={channel} />
      </td>
    </tr>
  );
}

function State({ channel: { stopped, disabled, silent } }: { channel: ChannelLine }) {
  const { t } = usePage();
  if (disabled) return <Chip>{t("channel.disabled")}</Chip>;
  if (stopped) return <Chip state="bad">{t("channel.stopped")}</Chip>;
  if (silent) return <Chip>{t("channel.silent")}</Chip>;
  return t("channel.works");
}

type KindsProps = { bar: Bar; kinds: readonly ChannelName[]; queues: boolean };

/** The first step to a new channel: which kind. */
export function KindsPage({ bar, kinds, queues }: KindsProps) {
  const { t } = usePage();
  return (
    <AdminPage title={t("channel.new")} at="channels" bar={bar}>
      <div class="settings">
        <Title title={t("channel.new")} back={{ href: "/admin/channels", label: t("admin.channels") }} />
        <section class="setting">
          <header>
            <h2>{t("channel.kind")}</h2>
            <p class="quiet">{t("channel.kind.help")}</p>
          </header>
          <div class="fields">
            {queues ? (
              <div class="kinds">
                {kinds.map((kind) => (
                  <a class="kind" href={`/admin/channels/add?kind=${kind}`}>
                    <ChannelMark kind={kind} />
                    <span>
                      <b>{t(`channel.${kind}`)}</b>
                      <span class="quiet">{t(`channel.${kind}.about`)}</span>
                    </span>
                  </a>
                ))}
              </div>
            ) : (
              <Empty title={t("channels.no-queue")} actions={<LinkButton href="/admin/queues/add">{t("queue.new")}</LinkButton>}>
                {t("channels.no-queue.help")}
              </Empty>
            )}
          </div>
        </section>
      </div>
    </AdminPage>
  );
}
