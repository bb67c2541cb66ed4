import { PLACES, type PlaceId } from "../navigation.ts";
import { usePage } from "../page.ts";
import { Icon } from "./icon.tsx";
import { Me } from "./me-menu.tsx";
import type { Bar } from "./system-bar.tsx";

/** The navigation on the left: what this person may open, the present place marked. */
export function Rail({ at, bar }: { at: PlaceId | null; bar: Bar }) {
  const { person, t } = usePage();
  const shown = PLACES.filter(({ may, beyondOwn }) => may === null || person?.may(may, beyondOwn));
  const link = ({ id, href, icon, label }: (typeof PLACES)[number]) => (
    <a href={href} data-tip={t(label)} aria-current={id === at ? "page" : undefined}>
      <Icon name={icon} size="l" />
      <span>{t(label)}</span>
    </a>
  );
  return (
    <nav class="rail" aria-label={t("nav.label")}>
      <a class="mark" href="/" aria-label={t("nav.home")}>
        <Icon name="parlo" />
        <span>{t("app.name")}</span>
      </a>
      {shown.filter(({ group }) => group === "work").map(link)}
      <hr class="push" />
      {shown.filter(({ group }) => group === "rest").map(link)}
      <Me status={bar.status} statuses={bar.statuses} />
    </nav>
  );
}
