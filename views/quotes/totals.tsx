import type { Totals } from "../../src/quotes/amounts.ts";
import { decimal, money } from "../../src/texts/money.ts";
import { usePage } from "../page.ts";

export type Shown = Omit<Totals, "nets"> & { nets: readonly (number | null)[] };

/** What a quote comes to. `data-nets`: the amount of each line, for static/js/quotes.js to write into the form. */
export function QuoteTotals({ totals: { nets, groups, net, total }, currency }: { totals: Shown; currency: string }) {
  const { language, t } = usePage();
  const written = (amount: number) => money(language, currency, amount);
  return (
    <dl class="totals" id="quote-totals" data-nets={JSON.stringify(nets.map((one) => (one === null ? "" : written(one))))}>
      <dt>{t("quote.net")}</dt>
      <dd>{written(net)}</dd>
      {groups.map((group) => (
        <>
          <dt>{t("quote.vat-of", { rate: decimal(language, group.rate, 2), net: written(group.net) })}</dt>
          <dd>{written(group.vat)}</dd>
        </>
      ))}
      <dt class="whole">{t("quote.total")}</dt>
      <dd class="whole">{written(total)}</dd>
    </dl>
  );
}
