import type { OwnRow } from "../../src/desk/store.ts";
import type { Unseen } from "../../src/mentions/store.ts";
import { duration } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { NoAnswer } from "./banners.tsx";
import { IconButton } from "./button.tsx";
import { DemoMark } from "./demo-mark.tsx";
import { Icon } from "./icon.tsx";
import { Me } from "./me-menu.tsx";
import { MentionsTally } from "./mentions-menu.tsx";
import { OwnTally } from "./own-menu.tsx";
import { type Status, StatusMenu, statusName } from "./status-menu.tsx";
import { TodayPlace } from "./today.tsx";

/** What the bar shows of the person's own work. */
export type Bar = {
  /** Own conversations (offered, active, wrap-up) by priority, the most urgent first. */
  own: readonly OwnRow[];
  /** Open conversations that the person has marked for themselves. */
  stars: number;
  /** Notes that name the person and that they have not seen. */
  mentions: readonly Unseen[];
  /** Own conversations that want something: unread or offered. Stands in the tab's title. */
  waiting: number;
  /** Conversations of theirs that are over and lack the wrap-up, and the one that has waited longest. */
  owed: { count: number; firstId: number | null };
  /** Null while the person is no agent or signed out. */
  status: Status | null;
  statusSince: number;
  statuses: readonly Status[];
};

const STARRED = { class: "star" } as const;

/** The line at the top. It loads itself again when something of its person changed. */
export function SystemBar({ bar }: { bar: Bar }) {
  const { t } = usePage();
  return (
    <header
      class="system"
      id="system"
      aria-label={t("bar.label")}
      data-waiting={bar.waiting}
      hx-get="/bar"
      hx-trigger="me from:body, live:again from:body"
      hx-swap="outerMorph"
    >
      <IconButton icon="search" label={t("palette.open")} data-opens-palette />
      <DemoMark />
      <TodayPlace />
      {bar.status && <AcceptNew status={bar.status} statuses={bar.statuses} />}
      <div class="tools" role="group" aria-label={t("bar.work")}>
        <OwnTally own={bar.own} />
        <i class="rule" />
        <a class="button tally" data-kind="quiet" href="/conversations?lane=starred" title={t("bar.starred", { count: bar.stars })}>
          <Icon name="star" {...(bar.stars > 0 ? STARRED : {})} />
          <span>{bar.stars}</span>
        </a>
        <MentionsTally mentions={bar.mentions} />
        {bar.owed.firstId !== null && (
          <a class="button tally" id="owed" data-kind="quiet" href={`/conversations/${bar.owed.firstId}`} title={t("bar.owed", { count: bar.owed.count })}>
            <Icon name="clipboard-pen" />
            <span>{bar.owed.count}</span>
            <i class="dot" data-state="warn" />
          </a>
        )}
      </div>
      <i class="rule" />
      <button class="button clock" type="button" data-kind="quiet" title={t("bar.clock")} x-data="clock" x-on:click="next" x-text="shown" hx-morph-skip />
      {bar.status && <StatusButton status={bar.status} since={bar.statusSince} />}
      <StatusMenu status={bar.status} statuses={bar.statuses} />
    </header>
  );
}

/** The answer to GET /bar: the bar, the person's own button below the rail, and what their status says. */
export function BarUpdate({ bar }: { bar: Bar }) {
  return (
    <>
      <SystemBar bar={bar} />
      <hx-partial hx-target="#mine" hx-swap="outerMorph">
        <Me status={bar.status} statuses={bar.statuses} />
      </hx-partial>
      <hx-partial hx-target="#no-answer" hx-swap="outerMorph">
        <NoAnswer bar={bar} />
      </hx-partial>
    </>
  );
}

// It stands before all else: when it goes, nothing takes its place under the pointer.
function AcceptNew({ status, statuses }: { status: Status; statuses: readonly Status[] }) {
  const { t } = usePage();
  const ready = statuses.find((one) => one.ready);
  if (status.ready || !ready) return null;
  return (
    <form class="accept-new" hx-post="/me/status" hx-swap="none">
      <button class="button" type="submit" data-kind="primary" name="status" value={ready.id}>
        <Icon name="play" />
        <span>{t("bar.accept-new")}</span>
      </button>
    </form>
  );
}

function StatusButton({ status, since }: { status: Status; since: number }) {
  const { language, now, t } = usePage();
  return (
    <button class="button status" type="button" aria-haspopup="menu" popovertarget="status">
      <i class="presence" data-status={status.mark} />
      <span>{statusName(status, t)}</span>
      <small class="faint" data-since={since}>
        {duration(language, now - since)}
      </small>
      <Icon name="chevron-down" size="s" />
    </button>
  );
}
