import type { Draft } from "../../src/conversations/draft-store.ts";
import type { Scheduled } from "../../src/conversations/later-store.ts";
import type { Closing, ClosingForm } from "../../src/desk/closing.ts";
import type { Opened } from "../../src/desk/store.ts";
import type { Thread } from "../../src/desk/thread.ts";
import type { QuoteLine } from "../../src/quotes/store.ts";
import { shortTime } from "../../src/texts/time.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import type { Present } from "../../src/together/company.ts";
import { usePage } from "../page.ts";
import { Empty } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { Writers } from "./company.tsx";
import { Composer, type Takes } from "./composer.tsx";
import { Details } from "./details.tsx";
import { ChatHead } from "./head.tsx";
import { ScheduledPart } from "./later.tsx";
import type { Moves } from "./moves.tsx";
import { ChannelStopped } from "./stopped.tsx";
import { ThreadList } from "./thread.tsx";
import type { Tools } from "./tools.tsx";
import { Within } from "./within.tsx";

export type ChatProps = {
  conversation: Opened;
  thread: Thread;
  /** Messages with this customer before this conversation. */
  earlier: number;
  /** What this person may do here now. */
  mine: boolean;
  mayNote: boolean;
  /** Whether they may copy all of it. */
  tools: Tools;
  moves: Moves;
  /** What is recorded at its end; with all that can be chosen where the viewer owes it. Null while it goes on. */
  closing: Closing | ClosingForm | null;
  /** How often it was transferred. */
  transfers: number;
  /** Of the customer; null where the viewer does not see them. */
  tickets: readonly Ticket[] | null;
  quotes: readonly QuoteLine[] | null;
  channel: Takes;
  /** Until when free text may be sent; null = always. */
  windowEndsAt: number | null;
  draft: Draft;
  /** What is to be sent later. */
  scheduled: readonly Scheduled[];
  /** Who else is here now. */
  present: Present;
  /** The viewer's own; "" = none. */
  signature: string;
};

/** The right side of the desk: the chat and the customer's details. */
export function DeskRight(props: ChatProps) {
  return (
    <div id="desk-right" class="desk-right">
      <Chat {...props} />
      <Details conversation={props.conversation} closing={props.closing} transfers={props.transfers} tickets={props.tickets} quotes={props.quotes} />
    </div>
  );
}

/** The right side before a conversation was chosen. */
export function NothingChosen() {
  const { t } = usePage();
  return (
    <div id="desk-right" class="desk-right">
      <section class="chat" aria-label={t("chat.label")}>
        <h1 class="unseen">{t("desk.title")}</h1>
        <Empty drawing title={t("desk.pick")}>
          {t("desk.pick.help")}
        </Empty>
      </section>
    </div>
  );
}

function Chat({ conversation, thread, earlier, mine, mayNote, tools, moves, channel, windowEndsAt, draft, signature, scheduled, present }: ChatProps) {
  const { t } = usePage();
  const { id, state, agentId, openedAt } = conversation;
  return (
    <section
      class="chat"
      aria-label={t("chat.label")}
      data-conversation={id}
      data-customer={conversation.customerId}
      data-state={`${state}-${agentId ?? 0}`}
      data-mine={mine ? true : undefined}
      data-unopened={mine && openedAt === null ? true : undefined}
    >
      <ChatHead conversation={conversation} mine={mine} moves={moves} tools={tools} present={present} />
      <Within />
      {/* What comes is read out by the region below: our own messages and their marks are not. */}
      <div class="scroll" role="log" aria-live="off" aria-label={t("chat.messages")} tabindex={0}>
        <ThreadList conversationId={id} thread={thread} earlier={earlier} canWrite={mine} />
      </div>
      <p class="unseen" role="status" data-aloud data-words={t("said.by", { name: "{name}", text: "{text}" })} />
      <div class="below">
        <Writers conversation={conversation} present={present} />
        <button class="button new-below" type="button" data-new-below hidden>
          <Icon name="arrow-down" size="s" />
          <span>{t("chat.new-below")}</span>
        </button>
      </div>
      {mine && <ChannelStopped conversation={conversation} />}
      <ScheduledPart conversation={conversation} scheduled={scheduled} />
      {(mine || mayNote) && <Composer {...{ conversation, mine, windowEndsAt, draft, signature }} takes={channel} />}
      {!mine && <ReadOnly conversation={conversation} />}
    </section>
  );
}

function ReadOnly({ conversation: { state, overAt, queueName, agentName, agentAway, room } }: { conversation: Opened }) {
  const { language, zone, now, t } = usePage();
  const name = agentName ?? "";
  const over = () => t("chat.read-only.closed", { date: shortTime(language, zone, overAt ?? now, now) });
  const words = {
    closed: over,
    wrap_up: over,
    queued: () => t("chat.read-only.queued", { queue: queueName }),
    offered: () => t("chat.read-only.offered", { name }),
    waiting: () => (room === "personal" ? t("chat.read-only.aside", { name }) : t("chat.read-only.waiting")),
    other: () => t(agentAway ? "chat.read-only.away" : "chat.read-only.other", { name }),
  };
  return (
    <p class="readonly">
      <Icon name="lock" size="s" />
      {(words[state as "closed"] ?? words.other)()}
    </p>
  );
}
