import type { ThreadMessage } from "../../src/desk/thread.ts";
import { clockTime, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { MessageItem } from "./message.tsx";

/** Where the earlier messages are folded away; an eye on the right unfolds them (SPEC C8, static/js/desk/earlier.js). */
export function EarlierFold({ conversationId, count }: { conversationId: number; count: number }) {
  const { t } = usePage();
  return (
    <li class="earlier" data-place={`${Number.MIN_SAFE_INTEGER} 0 0`}>
      <p class="fold">
        <Icon name="history" size="s" />
        <span class="grow cut">{t("chat.earlier", { count })}</span>
        <button
          class="button"
          type="button"
          data-kind="quiet"
          aria-expanded="false"
          aria-controls="earlier"
          data-earlier={`/conversations/${conversationId}/earlier`}
          data-show={t("chat.earlier.show")}
          data-hide={t("chat.earlier.hide")}
        >
          <Icon name="eye" class="shut" />
          <Icon name="eye-off" class="open" />
          <span>{t("chat.earlier.show")}</span>
        </button>
      </p>
      <ol id="earlier" hidden />
    </li>
  );
}

type Props = { conversationId: number; messages: ThreadMessage[]; left: number };

/** Messages of earlier conversations, the oldest first, and the way to those before them. */
export function EarlierItems({ conversationId, messages, left }: Props) {
  const { t } = usePage();
  const oldest = messages.reduce((least, { id }) => Math.min(least, id), Number.MAX_SAFE_INTEGER);
  return (
    <>
      {left > 0 && (
        <li class="more" id="earlier-more">
          <button class="button" type="button" data-kind="quiet" data-earlier-more={`/conversations/${conversationId}/earlier?before=${oldest}`}>
            <span>{t("chat.earlier.more", { count: left })}</span>
          </button>
        </li>
      )}
      {messages.map((message, at) => [
        message.conversationId !== messages[at - 1]?.conversationId && <Beginning key={`c${message.conversationId}`} message={message} />,
        <MessageItem key={message.id} message={message} canWrite={false} />,
      ])}
    </>
  );
}

function Beginning({ message: { conversationId, sentAt } }: { message: ThreadMessage }) {
  const { language, zone, now, t } = usePage();
  const [day, time] = [shortTime(language, zone, sentAt, now), clockTime(language, zone, sentAt)];
  return (
    <li class="day" id={`earlier-${conversationId}`}>
      {`${t("chat.earlier.conversation", { id: conversationId })} · ${day === time ? t("day.today") : day}`}
    </li>
  );
}
