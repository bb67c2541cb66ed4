import type { Opened } from "../../src/desk/store.ts";
import type { Present } from "../../src/together/company.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Icon, PriorityMark } from "../parts/icon.tsx";
import { Chip } from "../parts/marks.tsx";
import { Lookers } from "./company.tsx";
import { type Moves, MovesTools } from "./moves.tsx";
import { customerName } from "./name.ts";
import { SlaBar, SlaWords } from "./sla.tsx";
import { StarButton } from "./star.tsx";
import { type Tools, ToolsMenu } from "./tools.tsx";

type HeadProps = { conversation: Opened; mine: boolean; moves: Moves; tools: Tools; present: Present };

/** Who, what and where; and what can be done. */
export function ChatHead({ conversation, mine, moves, tools, present }: HeadProps) {
  const { person, t } = usePage();
  const { id, customerId, priority, queueName, channelName, agentName } = conversation;
  const name = customerName(conversation, t);
  return (
    <header class="head">
      <a class="button back" data-kind="quiet" href="/conversations" aria-label={t("chat.back")} title={t("chat.back")}>
        <Icon name="chevron-left" />
      </a>
      <Avatar name={name} id={customerId} />
      <div class="grow">
        <h1 class="cut" dir="auto">
          {name}
        </h1>
        <p class="cut">
          <SlaWords conversation={conversation} />
          <PriorityMark level={priority} /> {`${queueName} · ${id}`}
          <span class="via">{` · ${channelName}${agentName ? ` · ${agentName}` : ""}`}</span>
        </p>
      </div>
      <Lookers present={present} />
      {conversation.state !== "closed" && <StarButton conversationId={id} starred={conversation.starred} shortcut="S" />}
      <IconButton icon="search" label={`${t("within.open")} (Ctrl F)`} data-within aria-controls="within" />
      {person?.may("conversations.details") && (
        <IconButton icon="route" label={t("chat.why")} hx-get={`/conversations/${id}/why`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this" />
      )}
      <MovesTools conversationId={id} moves={moves} />
      {conversation.state === "wrap_up" && <Chip state="warn">{t("wrap-up.owed")}</Chip>}
      {mine && <CloseButton conversationId={id} name={name} />}
      <ToolsMenu conversationId={id} tools={tools} />
      <IconButton icon="panel-right" label={`${t("chat.details")} (D)`} data-toggle-details aria-controls="details" />
      <SlaBar conversation={conversation} />
    </header>
  );
}

function CloseButton({ conversationId, name }: { conversationId: number; name: string }) {
  const { t } = usePage();
  return (
    <>
      <Button icon="check" data-opens="close-dialog" title={`${t("chat.close")} (Ctrl Shift ↵)`}>
        {t("chat.close")}
      </Button>
      <Dialog id="close-dialog" title={t("chat.close.title")} footer={<CloseFooter conversationId={conversationId} />}>
        <p>{t("chat.close.help", { name })}</p>
        <p class="quiet">{t("chat.close.on-its-way")}</p>
        <p class="wrong" data-when="draft" hidden>
          {t("chat.close.draft")}
        </p>
        <p class="wrong" data-when="scheduled" hidden>
          {t("close.scheduled")}
        </p>
        <p class="wrong" data-when="unsent" hidden>
          {t("chat.close.unsent")}
        </p>
      </Dialog>
    </>
  );
}

function CloseFooter({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  return (
    <>
      <Button size="form" data-closes>
        {t("chat.close.cancel")}
      </Button>
      <form hx-post={`/conversations/${conversationId}/close`} hx-swap="none" hx-disable="find button">
        <Button size="form" kind="primary" type="submit" data-closes data-confirm autofocus>
          {t("chat.close")}
        </Button>
      </form>
    </>
  );
}
