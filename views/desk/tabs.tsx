import { usePage } from "../page.ts";

const TABS = ["customer", "wrap-up", "past", "media"] as const;
export type Tab = (typeof TABS)[number];

type Props = {
  /** The one that is shown at first; a browser knows which one its person wants (static/js/desk/tabs.js). */
  chosen: Tab;
  owed: boolean;
};

/** What the details show: the customer, what was recorded at the end, what was before, and the files. */
export function DetailTabs({ chosen, owed }: Props) {
  const { t } = usePage();
  return (
    <div class="tabs" role="tablist" aria-label={t("details.tabs")}>
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          aria-controls={tab}
          aria-selected={tab === chosen ? "true" : "false"}
          tabindex={tab === chosen ? 0 : -1}
        >
          {t(tab === "wrap-up" ? "wrap-up.name" : `details.tab.${tab}`)}
          {tab === "wrap-up" && owed && <i class="dot" data-state="warn" />}
        </button>
      ))}
    </div>
  );
}
