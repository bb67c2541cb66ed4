import type { Today } from "../../src/desk/today.ts";
import { duration } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";

/** How it goes today, in the system bar: it comes when the page is there, and again when the figures are others. */
export function TodayPlace() {
  const { t } = usePage();
  return (
    <div
      class="today"
      id="today"
      role="group"
      aria-label={t("today.label")}
      hx-get="/today"
      hx-trigger="load, today from:body, live:again from:body"
      hx-morph-skip
    />
  );
}

/** The answer to GET /today. */
export function TodayFigures({ averageMs, maxMs, inQueue, online }: Today) {
  const { language, t } = usePage();
  return (
    <>
      <Figure icon="hourglass" title={t("today.in-queue", { count: inQueue })} value={String(inQueue)} />
      {averageMs !== null && maxMs !== null && (
        <Figure
          icon="clock"
          title={t("today.waits", { average: duration(language, averageMs), max: duration(language, maxMs) })}
          value={t("today.waits.short", { average: duration(language, averageMs), max: duration(language, maxMs) })}
        />
      )}
      <Figure icon="users-round" title={t("today.online", { count: online })} value={String(online)} />
    </>
  );
}

function Figure({ icon, title, value }: { icon: string; title: string; value: string }) {
  return (
    <span class="figure" title={title}>
      <Icon name={icon} />
      <span aria-hidden="true">{value}</span>
      <span class="unseen">{title}</span>
    </span>
  );
}
