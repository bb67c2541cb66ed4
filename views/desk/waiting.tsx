import type { WaitingRow } from "../../src/desk/waiting-store.ts";
import { eitherOf, type Words } from "../../src/texts/catalogue.ts";
import { duration } from "../../src/texts/time.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { ChannelMark, type ChannelName, Icon, PriorityMark } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { ResumeButton, TakeButton } from "./moves.tsx";
import { customerName, lineOf } from "./name.ts";

type Row = WaitingRow & {
  /** Whether they have a skillset of its queue. */
  skilled: number;
  /** Whether they may read it without having it. */
  opens: boolean;
  /** What they may do about it. */
  action: "take" | "pick-up" | "resume" | null;
  /** Why they may not take it, as a key of the catalogue; null where they may. */
  whyNot: string | null;
  /** The skillsets that its queue asks. */
  needs: readonly string[];
};
export type WaitingProps = { place: "waiting" | "room"; rows: readonly Row[] };

/** What waits for somebody (SPEC F3), or what one has put aside oneself (F5). */
export function WaitingPage({ bar, ...waiting }: WaitingProps & { bar: Bar }) {
  const { t } = usePage();
  const { place } = waiting;
  return (
    <Layout title={t(`place.${place}.title`)} at={place} bar={bar} main="page full">
      <header class="title">
        <div>
          <h1>{t(`place.${place}.title`)}</h1>
          <p class="quiet">{t(`place.${place}.help`)}</p>
        </div>
      </header>
      <WaitingTable {...waiting} />
    </Layout>
  );
}

/** The browser asks for it again when something in it changed (static/js/desk/waiting.js). */
export function WaitingTable({ place, rows }: WaitingProps) {
  const { t } = usePage();
  return (
    <div class="waiting" id="waiting" data-source={place === "waiting" ? "/waiting/rows" : "/waiting/mine/rows"}>
      <button class="button new-rows" type="button" data-new-rows data-text={t("desk.new-rows", { n: "{n}" })} hidden />
      {rows.length === 0 ? (
        <Empty drawing title={t(`place.${place}.empty`)}>
          {t(`place.${place}.empty.help`)}
        </Empty>
      ) : (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t("waiting.customer")}</th>
              {place === "waiting" && <th scope="col">{t("waiting.status")}</th>}
              <th scope="col">{t("waiting.queue")}</th>
              <th scope="col" class="num">
                {t("waiting.since")}
              </th>
              <th scope="col">{t("waiting.last")}</th>
              <th scope="col">
                <span class="unseen">{t("waiting.action")}</span>
              </th>
            </tr>
          </thead>
          {groupsOf(rows).map(([group, some], _, groups) => (
            <tbody key={group} id={`waiting-${group}`}>
              {groups.length > 1 && (
                <tr class="group">
                  <th scope="rowgroup" colSpan={6}>
                    {t(`waiting.group.${group}`)}
                  </th>
                </tr>
              )}
              {some.map((row) => (
                <WaitingLine key={row.id} row={row} />
              ))}
            </tbody>
          ))}
        </table>
      )}
    </div>
  );
}

function groupsOf(rows: readonly Row[]): ["own" | "other", Row[]][] {
  return [...Map.groupBy(rows, ({ skilled }) => (skilled === 1 ? "own" : "other"))];
}

function WaitingLine({ row }: { row: Row }) {
  const { language, now, t } = usePage();
  const { id, customerId, channelKind, priority, opens, queueName, enqueuedAt, lastActivityAt, state } = row;
  const name = customerName(row, t);
  const since = state === "queued" || state === "offered" ? enqueuedAt : lastActivityAt;
  const who = (
    <span class="cut" dir="auto">
      {name}
    </span>
  );
  return (
    <tr id={`waits-${id}`}>
      <td>
        <span class="person">
          <PriorityMark level={priority} />
          <Avatar name={name} id={customerId} size="s" />
          {opens ? (
            <a class="cut" href={`/conversations/${id}`}>
              {who}
            </a>
          ) : (
            who
          )}
          <ChannelMark kind={channelKind as ChannelName} />
          <span class="id faint">{id}</span>
        </span>
      </td>
      {row.action !== "resume" && (
        <td>
          <span class="cell">
            <Icon name={iconOf(row)} size="s" />
            {statusOf(row, t)}
          </span>
        </td>
      )}
      <td class="quiet">{queueName}</td>
      <td class="num">
        <time data-since={since}>{duration(language, now - since)}</time>
      </td>
      <td class="quiet cut" dir="auto">
        {lineOf(row.lastKind, row.lastText, t, row.lastDurationMs)}
      </td>
      <td class="num">
        <Action row={row} />
      </td>
    </tr>
  );
}

function Action({ row }: { row: Row }) {
  const { t } = usePage();
  const { id, action } = row;
  if (action === "take") return <TakeButton conversationId={id} />;
  if (action === "resume") return <ResumeButton conversationId={id} />;
  if (action === null) return <WhyNot row={row} />;
  return (
    <form hx-post={`/conversations/${id}/pick-up`} hx-swap="none" hx-disable="find button">
      <Button type="submit">{t("moves.pick-up")}</Button>
    </form>
  );
}

/** Why there is no button. */
function WhyNot({ row: { whyNot, needs, agentName, reservedName } }: { row: Row }) {
  const { language, t } = usePage();
  const words = () => {
    if (whyNot === "take.unskilled") return needs.length === 0 ? t("waiting.needs-any") : t("waiting.needs", { skillsets: eitherOf(language, needs) });
    if (whyNot === "take.in-room") return t("waiting.in-room-of", { name: agentName ?? "" });
    return whyNot === "take.reserved" ? t("waiting.only", { name: reservedName ?? "" }) : t("waiting.has", { name: agentName ?? "" });
  };
  const why = words();
  return (
    <span class="why-not cut quiet" title={why}>
      {why}
    </span>
  );
}

function iconOf({ state, reservedName, agentAway }: Row): string {
  if (state === "waiting") return "armchair";
  if (state === "queued") return reservedName === null ? "hourglass" : "lock";
  if (state === "offered") return "clock";
  return agentAway ? "log-out" : "eye-off";
}

function statusOf({ state, room, reservedName, agentName, agentAway }: Row, t: Words): string {
  const name = agentName ?? "";
  if (state === "queued") return reservedName === null ? t("waiting.unassigned") : t("waiting.reserved", { name: reservedName });
  if (state === "offered") return t("waiting.offered", { name });
  if (state === "waiting") return room === "personal" ? t("waiting.aside", { name }) : t("waiting.in-room");
  return agentAway ? t("waiting.away", { name }) : t("waiting.unopened", { name });
}
