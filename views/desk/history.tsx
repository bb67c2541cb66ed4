import type { History } from "../../src/desk/history.ts";
import type { HistoryRow } from "../../src/desk/history-store.ts";
import { clockTime, dayName, dayOf, shortTime } from "../../src/texts/time.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Empty } from "../parts/empty.tsx";
import { ChannelMark, type ChannelName } from "../parts/icon.tsx";
import { NarrowForm } from "../parts/narrow.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { MailButton } from "./mail.tsx";
import { customerName } from "./name.ts";

/** An agent's own closed conversations, by date; each leads to its messages and its details. */
export function HistoryPage({ bar, rows, days, day, next }: History & { bar: Bar }) {
  const { t } = usePage();
  return (
    <Layout title={t("history.title")} at="history" bar={bar} main="page full">
      <header class="title">
        <div>
          <h1>{t("history.title")}</h1>
          <p class="quiet">{t("history.about", { count: days })}</p>
        </div>
      </header>
      <Filters day={day} />
      {rows.length === 0 ? <Empty title={t(day === null ? "history.empty" : "history.empty-day")}>{t("history.empty.help")}</Empty> : <Table rows={rows} />}
      {next !== null && (
        <p class="further">
          <a class="button" href={`/history?${new URLSearchParams({ ...(day === null ? {} : { day }), before: next })}`}>
            {t("history.older")}
          </a>
        </p>
      )}
    </Layout>
  );
}

function Filters({ day }: { day: string | null }) {
  const { zone, now, t } = usePage();
  return (
    <NarrowForm action="/history" part="main" on="change">
      <label class="cell">
        <span class="quiet">{t("history.day")}</span>
        <input class="input" data-size="s" type="date" name="day" id="history-day" value={day ?? ""} max={dayOf(zone, now)} />
      </label>
      <button class="unseen" type="submit" tabindex={-1}>
        {t("list.search")}
      </button>
      {day !== null && <a href="/history">{t("history.all")}</a>}
    </NarrowForm>
  );
}

function Table({ rows }: { rows: readonly HistoryRow[] }) {
  const { language, zone, now, t } = usePage();
  return (
    <div class="rows">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("waiting.customer")}</th>
            <th scope="col">{t("waiting.queue")}</th>
            <th scope="col">{t("details.channel")}</th>
            <th scope="col">{t("wrap-up.name")}</th>
            <th scope="col">{t("details.accepted")}</th>
            <th scope="col">{t("history.closed")}</th>
          </tr>
        </thead>
        {[...Map.groupBy(rows, ({ overAt }) => dayOf(zone, overAt))].map(([day, ofDay]) => (
          <tbody key={day}>
            <tr class="group">
              <th colspan={6} scope="rowgroup">
                {dayName(language, zone, ofDay[0]?.overAt ?? now, now)}
              </th>
            </tr>
            {ofDay.map((row) => (
              <Line key={row.id} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Line({ row }: { row: HistoryRow }) {
  const { language, zone, now, person, t } = usePage();
  const name = customerName(row, t);
  return (
    <tr>
      <td>
        <span class="cell">
          <Avatar name={name} id={row.customerId} size="s" />
          <a class="whole cut" href={`/conversations/${row.id}`} dir="auto">
            {name}
          </a>
          <span class="id">{row.id}</span>
        </span>
      </td>
      <td>{row.queueName}</td>
      <td>
        <span class="cell">
          <ChannelMark kind={row.channelKind as ChannelName} />
          {row.channelName}
        </span>
      </td>
      <td dir="auto">{row.reason}</td>
      <td>{row.acceptedAt && shortTime(language, zone, row.acceptedAt, row.overAt ?? now)}</td>
      <td>
        <span class="cell">
          {clockTime(language, zone, row.overAt)}
          <span class="end">{person?.may("conversations.mail") && <MailButton conversationId={row.id} />}</span>
        </span>
      </td>
    </tr>
  );
}
