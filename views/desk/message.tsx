import type { ThreadMessage } from "../../src/desk/thread.ts";
import { type Language, say, type Words } from "../../src/texts/catalogue.ts";
import { clockTime, exactTime } from "../../src/texts/time.ts";
import { KeptItem } from "../kept.tsx";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { Body } from "./body.tsx";
import { facts, factsIn, list, word } from "./facts.ts";
import { lineOf } from "./name.ts";
import { OfferedChoices } from "./offered.tsx";
import { Trouble } from "./trouble.tsx";

/** A customer's message that came so much later than it was sent says both times. */
const LATE_MS = 60_000;
const MARKS = { queued: "clock", sending: "clock", sent: "check", delivered: "check-check", read: "check-check", played: "check-check" } as const;

type Props = { message: ThreadMessage; canWrite: boolean };

/** One message. `data-place` says where it stands, for those that come later: position, what it is, id. */
export function MessageItem({ message, canWrite }: Props) {
  const { person } = usePage();
  const { id, direction, position, status } = message;
  const failed = status === "failed" || status === "uncertain";
  if (direction === "system") return <SystemLine message={message} />;
  return (
    <KeptItem
      class="said"
      id={`m-${id}`}
      data-from={direction === "in" ? "customer" : "us"}
      data-kind={direction === "note" ? "note" : failed ? "failed" : undefined}
      data-joined={message.joined ? true : undefined}
      data-unread={direction === "in" && message.readAt === null ? true : undefined}
      data-place={`${position} 1 ${id}`}
      data-names-me={message.mentions.some(({ userId, seenAt }) => userId === person?.id && seenAt === null) ? true : undefined}
      data-client={message.clientId ?? undefined}
      by={[message, canWrite]}
      inside={() => <Inside message={message} canWrite={canWrite} failed={failed} />}
    />
  );
}

function Inside({ message, canWrite, failed }: Props & { failed: boolean }) {
  const { language, zone, t } = usePage();
  const times = history(message, language, zone, t);
  return (
    <>
      <Author message={message} />
      <div class="bubble" data-history={times}>
        {message.direction === "note" && <NoteMark name={message.agentName} />}
        <Before message={message} />
        <Body message={message} />
        <Stamp message={message} times={times} />
        {message.offered && <OfferedChoices offered={message.offered} />}
      </div>
      {message.reactions.length > 0 && <span class="reactions">{message.reactions.join(" ")}</span>}
      <Afterwards message={message} />
      {failed && <Trouble message={message} canWrite={canWrite} />}
    </>
  );
}

// What a provider or a channel says between the messages: the key of a sentence, with its facts.
function SystemLine({ message: { id, position, text, data, sentAt } }: { message: ThreadMessage }) {
  const { language, zone } = usePage();
  const told = Object.fromEntries(Object.entries(factsIn(data)).map(([name, value]) => [name, word(value)]));
  return (
    <li class="said" id={`m-${id}`} data-from="system" data-place={`${position} 1 ${id}`}>
      <span>{say(language, text, told)}</span>
      <time>{clockTime(language, zone, sentAt)}</time>
    </li>
  );
}

// One's own messages need no name, and a note has it inside.
function Author({ message: { direction, joined, authorId, agentName } }: { message: ThreadMessage }) {
  const { person } = usePage();
  if (direction !== "out" || joined || agentName === null || authorId === person?.id) return null;
  return <p class="author">{agentName}</p>;
}

function NoteMark({ name }: { name: string | null }) {
  const { t } = usePage();
  return (
    <span class="lock">
      <Icon name="lock" size="s" />
      {[t("said.note"), name].filter(Boolean).join(" · ")}
    </span>
  );
}

// What stands above the words: that it was deleted, forwarded, came from an advertisement, and what it answers.
function Before({ message: { revokedAt, data, quotedId, quotedKind, quotedText } }: { message: ThreadMessage }) {
  const { t } = usePage();
  const { forwarded, referral } = factsIn(data);
  const advert = facts(referral);
  return (
    <>
      {revokedAt !== null && <Remark icon="trash-2" words={t("said.revoked")} />}
      {forwarded !== undefined && <Remark icon="forward" words={t(forwarded === "often" ? "said.forwarded.often" : "said.forwarded")} />}
      {referral !== undefined && <Remark icon="megaphone" words={[t("said.advert"), word(advert["headline"])].filter(Boolean).join(": ")} />}
      {quotedId !== null && (
        <a class="reply-to cut" href={`#m-${quotedId}`} data-jump dir="auto">
          <span class="unseen">{t("said.answering")} </span>
          {lineOf(quotedKind, quotedText, t)}
        </a>
      )}
    </>
  );
}

function Remark({ icon, words }: { icon: string; words: string }) {
  return (
    <span class="remark">
      <Icon name={icon} size="s" />
      {words}
    </span>
  );
}

function Stamp({ message, times }: { message: ThreadMessage; times: string }) {
  const { language, zone, t } = usePage();
  const mark = message.direction === "out" ? MARKS[message.status as keyof typeof MARKS] : undefined;
  return (
    <span class="stamp" title={times}>
      <time>{clockTime(language, zone, message.sentAt)}</time>
      {mark && (
        <span data-mark={markOf(message.status)}>
          <Icon name={mark} label={t(`said.${markOf(message.status)}`)} />
        </span>
      )}
    </span>
  );
}

function markOf(status: string): "sending" | "sent" | "delivered" | "read" {
  if (status === "queued" || status === "sending") return "sending";
  return status === "sent" || status === "delivered" ? status : "read";
}

// Who and when, for the pointer that rests on the time and for who walks the messages by keys (SPEC C7).
function history(message: ThreadMessage, language: Language, zone: string, t: Words): string {
  const time = (at: number) => exactTime(language, zone, at);
  const { readAt, readByName, deliveredAt, agentName } = message;
  if (message.direction === "in") {
    const came = { sent: time(message.sentAt), received: time(message.receivedAt) };
    return readAt !== null && readByName ? t("said.title.in-read", { ...came, name: readByName, read: time(readAt) }) : t("said.title.in", came);
  }
  const sent = time(message.receivedAt);
  const delivered = deliveredAt !== null && t("said.title.delivered", { time: time(deliveredAt) });
  const read = message.direction === "out" && readAt !== null && t("said.title.read", { time: time(readAt) });
  return [agentName === null ? t("said.title.system", { sent }) : t("said.title.out", { name: agentName, sent }), delivered, read].filter(Boolean).join(", ");
}

// What happened to a customer's message later, or that it came late.
function Afterwards({ message: { direction, data, sentAt, receivedAt } }: { message: ThreadMessage }) {
  const { language, zone, t } = usePage();
  if (direction !== "in") return null;
  const before = list(factsIn(data)["edits"]).at(-1);
  const time = (at: number) => clockTime(language, zone, at);
  return (
    <>
      {before && (
        <small class="after quiet cut" title={word(before["text"])}>
          {t("said.edited", { text: word(before["text"]).slice(0, 200) })}
        </small>
      )}
      {receivedAt - sentAt > LATE_MS && <small class="after quiet">{t("said.late", { sent: time(sentAt), received: time(receivedAt) })}</small>}
    </>
  );
}
