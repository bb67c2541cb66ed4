import { usePage } from "../page.ts";

/** What the details show: the customer, or what was recorded at the end (static/js/desk/tabs.js). */
export function DetailTabs({ owed }: { owed: boolean }) {
  const { t } = usePage();
  return (
    <div class="tabs" role="tablist" aria-label={t("details.tabs")}>
      <button type="button" role="tab" id="tab-customer" aria-controls="customer" aria-selected={owed ? "false" : "true"} tabindex={owed ? -1 : 0}>
        {t("details.tab.customer")}
      </button>
      <button type="button" role="tab" id="tab-wrap-up" aria-controls="wrap-up" aria-selected={owed ? "true" : "false"} tabindex={owed ? 0 : -1}>
        {t("wrap-up.name")}
        {owed && <i class="dot" data-state="warn" />}
      </button>
    </div>
  );
}
