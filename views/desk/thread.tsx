import type { Items as AllItems, Thread, ThreadMessage } from "../../src/desk/thread.ts";
import { dayName, dayOf, startOfDay } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { EarlierFold } from "./earlier.tsx";
import { LineItem } from "./line.tsx";
import { MessageItem } from "./message.tsx";

type Props = { conversationId: number; thread: Thread; earlier: number; canWrite: boolean };

/** The messages of a conversation with what happened between them, days apart, earlier ones folded above. */
export function ThreadList({ conversationId, thread, earlier, canWrite }: Props) {
  const { seen, t } = usePage();
  return (
    <ol
      class="thread"
      id="thread"
      data-source={`/conversations/${conversationId}/changes`}
      data-seen={seen}
      data-today={t("day.today")}
      data-yesterday={t("day.yesterday")}
    >
      {earlier > 0 && <EarlierFold conversationId={conversationId} count={earlier} />}
      <OlderItems conversationId={conversationId} thread={thread} canWrite={canWrite} />
    </ol>
  );
}

/** Messages in order; above them the way to older ones, where there are any. */
export function OlderItems({ conversationId, thread, canWrite }: Omit<Props, "earlier">) {
  return (
    <>
      {thread.older && <OlderFold conversationId={conversationId} first={thread.messages[0]} />}
      <Items conversationId={conversationId} items={thread} canWrite={canWrite} />
    </>
  );
}

function OlderFold({ conversationId, first }: { conversationId: number; first: ThreadMessage | undefined }) {
  const { t } = usePage();
  if (!first) return null;
  return (
    <li class="more" id="older" data-place={`${Number.MIN_SAFE_INTEGER} 1 0`} data-first={`${first.position} 1 ${first.id}`}>
      <button class="button" type="button" data-kind="quiet" data-older={`/conversations/${conversationId}/older?position=${first.position}&id=${first.id}`}>
        <span>{t("chat.older")}</span>
      </button>
    </li>
  );
}

type Item = { position: number; order: number; id: number; view: preact.JSX.Element };

/** Messages and lines in one order, with a line where a day begins. */
export function Items({ conversationId, items, canWrite }: { conversationId: number; items: AllItems; canWrite: boolean }) {
  const { zone } = usePage();
  const messages = items.messages.map((message): Item => {
    return { position: message.position, order: 1, id: message.id, view: <MessageItem key={`m${message.id}`} message={message} canWrite={canWrite} /> };
  });
  const lines = items.lines.map((line): Item => {
    return { position: line.at, order: 2, id: line.id, view: <LineItem key={`e${line.id}`} line={line} conversationId={conversationId} /> };
  });
  const sorted = [...messages, ...lines].toSorted((a, b) => a.position - b.position || a.order - b.order || a.id - b.id);
  let day = "";
  return (
    <>
      {sorted.map(({ position, view }) => {
        const before = day;
        day = dayOf(zone, position);
        return day === before ? view : [<DayLine key={day} at={position} />, view];
      })}
    </>
  );
}

const TWO_DAYS_MS = 2 * 24 * 60 * 60_000;

/** The name that a day has when it is no longer today or yesterday goes along: a page may stay open overnight (static/js/desk/days.js). */
function DayLine({ at }: { at: number }) {
  const { language, zone, now } = usePage();
  const day = dayOf(zone, at);
  return (
    <li class="day" id={`day-${day}`} data-place={`${startOfDay(zone, at)} 0 0`} data-day={day} data-name={dayName(language, zone, at, at + TWO_DAYS_MS)}>
      {dayName(language, zone, at, now)}
    </li>
  );
}
