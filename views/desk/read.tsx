import type { Opened } from "../../src/desk/store.ts";
import type { Thread } from "../../src/desk/thread.ts";
import { exactTime } from "../../src/texts/time.ts";
import type { Given } from "../../src/wrap-up/give.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { customerName } from "./name.ts";
import { Items } from "./thread.tsx";

type Props = { conversation: Opened; thread: Thread; given: Given | null };

/** Another conversation, to be read over the one that is open (SPEC G3). */
export function ReadWindow({ conversation, thread, given }: Props) {
  const { t } = usePage();
  const { id } = conversation;
  const footer = (
    <>
      <a class="button" data-size="form" href={`/conversations/${id}`} target="_blank" rel="noopener">
        <span>{t("read.apart")}</span>
      </a>
      <Button size="form" data-closes>
        {t("read.close")}
      </Button>
    </>
  );
  return (
    <Dialog id="read-dialog" size="l" open="at-once" title={t("read.title", { id, name: customerName(conversation, t) })} footer={footer}>
      <Facts conversation={conversation} given={given} />
      {thread.older && <p class="quiet">{t("read.newest")}</p>}
      {thread.messages.length === 0 && <p class="quiet">{t("read.empty")}</p>}
      <ol class="thread">
        <Items conversationId={id} items={thread} canWrite={false} />
      </ol>
    </Dialog>
  );
}

function Facts({ conversation, given }: Pick<Props, "conversation" | "given">) {
  const { language, zone, t } = usePage();
  const { channelName, queueName, agentName, startedAt, overAt } = conversation;
  const facts = [
    [t("details.channel"), channelName],
    [t("details.queue"), queueName],
    [t("details.agent"), agentName ?? t("details.nobody")],
    [t("details.started"), exactTime(language, zone, startedAt)],
    [t("history.closed"), overAt === null ? t("customers.open") : exactTime(language, zone, overAt)],
    [t("wrap-up.name"), given && (given.way || t("wrap-up.no-reason"))],
    [t("wrap-up.notes"), given?.notes],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value ? (
          <>
            <dt key={name}>{name}</dt>
            <dd class="as-written" dir="auto">
              {value}
            </dd>
          </>
        ) : null,
      )}
    </dl>
  );
}
