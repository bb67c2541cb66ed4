import { type Priority, usePage } from "../page.ts";
import { Empty } from "../parts/empty.tsx";
import { PriorityMark } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { LinkButton, LiveTable } from "./list.tsx";

export type QueueLine = {
  id: number;
  name: string;
  priority: Priority;
  acceptance: "automatic" | "manual";
  offerSeconds: number;
  /** The names of each ring's skillsets, with the second from which on they are asked. */
  rings: readonly { afterSeconds: number; skillsets: readonly string[] }[];
  channels: readonly string[];
  waiting: number;
  active: number;
};

/** Every queue, with who is asked and what is in it now. */
export function QueuesPage({ bar, queues }: { bar: Bar; queues: readonly QueueLine[] }) {
  const { t } = usePage();
  const heads = [
    t("field.name"),
    t("queue.acceptance"),
    t("queue.rings"),
    t("queue.channels"),
    { label: t("queue.waiting"), num: true } as const,
    { label: t("queue.active"), num: true } as const,
  ];
  return (
    <AdminPage title={t("admin.queues")} at="queues" bar={bar}>
      <div class="page full">
        <Title title={t("admin.queues")} about={t("queues.about")}>
          <LinkButton href="/admin/queues/add" icon="plus" kind="primary">
            {t("queue.new")}
          </LinkButton>
        </Title>
        <LiveTable href="/admin/queues" heads={heads} empty={queues.length === 0 && <NoQueues />}>
          {queues.map((queue) => (
            <QueueRow queue={queue} />
          ))}
        </LiveTable>
      </div>
    </AdminPage>
  );
}

function NoQueues() {
  const { t } = usePage();
  return (
    <Empty title={t("queues.empty")} actions={<LinkButton href="/admin/queues/add">{t("queue.new")}</LinkButton>}>
      {t("queues.empty.help")}
    </Empty>
  );
}

function QueueRow({ queue: { id, name, priority, acceptance, offerSeconds, rings, channels, waiting, active } }: { queue: QueueLine }) {
  const { t } = usePage();
  const words = rings.map(({ afterSeconds, skillsets }) =>
    afterSeconds === 0 ? skillsets.join(", ") : t("queues.ring", { seconds: afterSeconds, names: skillsets.join(", ") }),
  );
  return (
    <tr>
      <td>
        <span class="cell">
          <PriorityMark level={priority} />
          <a class="whole" href={`/admin/queues/${id}`}>
            {name}
          </a>
        </span>
      </td>
      <td>{acceptance === "automatic" ? t("queue.acceptance.automatic") : t("queues.manual", { seconds: offerSeconds })}</td>
      <td class="wide">{rings.length === 0 ? <span class="warn-text">{t("queues.nobody")}</span> : words.join(" · ")}</td>
      <td class="wide">{channels.length === 0 ? "–" : channels.join(", ")}</td>
      <td class="num">{waiting}</td>
      <td class="num">{active}</td>
    </tr>
  );
}
