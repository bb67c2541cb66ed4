import type { Lane, Listed } from "../../src/desk/list-store.ts";
import type { Row } from "../../src/desk/store.ts";
import type { Language, Words } from "../../src/texts/catalogue.ts";
import { dayOf, duration, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { ChannelMark, type ChannelName, Icon, PriorityMark } from "../parts/icon.tsx";
import { Unread } from "../parts/marks.tsx";
import { calledBeside, customerName, lineOf } from "./name.ts";

type ListedRow = Listed & { closedAt?: number };
type Props = { row: ListedRow; lane: Lane; search: string; chosen: boolean };

/** One conversation of the list: who, since when they wait, what was said last, from where (SPEC C4). */
export function ListRow({ row, lane, search, chosen }: Props) {
  const { language, zone, now, t } = usePage();
  const name = customerName(row, t);
  const called = calledBeside(row);
  const acceptedToday = row.acceptedAt !== null && dayOf(zone, row.acceptedAt) === dayOf(zone, now);
  const accepted = row.acceptedAt && shortTime(language, zone, row.acceptedAt, now);
  const since = accepted && (acceptedToday ? t("desk.since", { time: accepted }) : t("desk.since-day", { day: accepted }));
  const from = [row.channelName, lane === "mine" ? null : holderOf(row, t), since].filter(Boolean).join(" · ");
  return (
    <a
      class="row"
      href={`/conversations/${row.id}?${search}`}
      aria-current={chosen ? "true" : undefined}
      hx-get={`/conversations/${row.id}?${search}`}
      hx-target="#desk-right"
      hx-swap="outerHTML"
      hx-push-url="true"
      hx-sync="#list:replace"
    >
      <Avatar name={name} id={row.customerId}>
        <ChannelMark kind={row.channelKind as ChannelName} />
      </Avatar>
      <span class="who">
        <PriorityMark level={row.priority} />
        <b class="cut" dir="auto">
          {name}
        </b>
        <span class="id">{row.id}</span>
        {called !== "" && (
          <span class="called cut" dir="auto">
            {called}
          </span>
        )}
      </span>
      <Since row={row} />
      {row.draft !== null && <Begun text={row.draft} />}
      <Last row={row} />
      {row.unread === 0 && row.unopened === 1 ? <span class="unread" role="img" aria-label={t("desk.unopened")} /> : <Unread count={row.unread} />}
      <span class="from cut">{from}</span>
    </a>
  );
}

function holderOf({ state, agentName, agentAway, queueName }: Row, t: Words): string {
  if (state === "waiting") return agentName === null ? t("waiting.in-room") : t("waiting.aside", { name: agentName });
  if (agentName === null) return queueName;
  return agentAway ? t("desk.agent-away", { name: agentName }) : agentName;
}

// Since when the customer has waited for somebody to read them; nothing when nobody has to; of what is closed, when that was.
function Since({ row }: { row: ListedRow }) {
  const { language, zone, now, t } = usePage();
  if (row.closedAt !== undefined) return <time title={t("archive.closed")}>{shortTime(language, zone, row.closedAt, now)}</time>;
  const since = sinceOf(row, language, now);
  if (since === null) return <time />;
  return (
    <time title={t(row.unreadSince === null ? "desk.waits-since" : "desk.unread-since")} data-since={waitsSince(row)}>
      {since}
    </time>
  );
}

const waitsSince = ({ unreadSince, agentId, enqueuedAt }: Row): number | null => unreadSince ?? (agentId === null ? enqueuedAt : null);

/** How long somebody has waited to be read, as a row says it; null where nobody waits. */
export function sinceOf(row: Row, language: Language, now: number): string | null {
  const at = waitsSince(row);
  return at === null ? null : duration(language, now - at);
}

// Where one is it stands in the box: the open conversation shows what was said last (static/css/desk.css).
function Begun({ text }: { text: string }) {
  const { t } = usePage();
  return (
    <span class="last cut begun" dir="auto">
      {t("desk.draft", { text })}
    </span>
  );
}

function Last({ row }: { row: Row }) {
  const { language, zone, now, person, t } = usePage();
  if (row.state === "wrap_up") return <span class="last cut">{t("wrap-up.owed-since", { time: shortTime(language, zone, row.overAt ?? now, now) })}</span>;
  return (
    <span class="last cut" dir="auto">
      {row.lastDirection === "note" && <Icon name="lock" size="s" />}
      {lastWords(row, person?.id, t)}
    </span>
  );
}

function lastWords({ lastKind, lastText, lastDurationMs, lastDirection, lastAuthorId, lastAuthorName }: Row, viewer: number | undefined, t: Words): string {
  const text = lineOf(lastKind, lastText, t, lastDurationMs);
  if (lastDirection === "note") return t("desk.noted", { text });
  if (lastDirection !== "out") return text;
  if (lastAuthorId === viewer) return t("desk.you-said", { text });
  return lastAuthorName === null ? text : t("desk.they-said", { name: lastAuthorName, text });
}
