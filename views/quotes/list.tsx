import type { QuoteLine, QuoteState } from "../../src/quotes/store.ts";
import { money } from "../../src/texts/money.ts";
import { dayText } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { quoteNumber } from "./number.ts";

type Props = {
  customerId: number;
  /** The conversation beside it, in which a new one is made; null on the customer's page. */
  conversationId: number | null;
  quotes: readonly QuoteLine[];
};

const inWindow = (path: string) => ({ "hx-get": path, "hx-target": "#toasts", "hx-swap": "beforeend", "hx-disable": "this" });

/** What a customer was offered, the newest first (SPEC G7). It comes anew when one changes. */
export function QuotesPart({ customerId, conversationId, quotes }: Props) {
  const { person, t } = usePage();
  const asked = conversationId === null ? "" : `?conversation=${conversationId}`;
  return (
    <div
      class="tickets"
      id="quotes"
      hx-get={`/customers/${customerId}/quotes${asked}`}
      hx-target="this"
      hx-swap="outerMorph"
      hx-trigger={`quotes-${customerId} from:body, live:again from:body`}
    >
      {quotes.length === 0 ? (
        <p class="quiet">{t("quotes.none")}</p>
      ) : (
        <ul class="lines" aria-label={t("quotes.title")}>
          {quotes.map((quote) => (
            <Line key={quote.id} quote={quote} />
          ))}
        </ul>
      )}
      {person?.may("quotes.edit") && (
        <Button id="quote-new" kind="quiet" icon="plus" {...inWindow(`/customers/${customerId}/quotes/add${asked}`)}>
          {t("quotes.new")}
        </Button>
      )}
    </div>
  );
}

function Line({ quote }: { quote: QuoteLine }) {
  const { language } = usePage();
  const { id, day, currency, state, net, vat, about } = quote;
  return (
    <li id={`quote-${id}`} data-state={state}>
      <span class="grow">
        <button class="whole cut" type="button" {...inWindow(`/quotes/${id}`)}>
          {quoteNumber(quote)} <bdi>{about}</bdi>
        </button>
        <small class="cut">{[money(language, currency, net + vat), dayText(language, day)].join(" · ")}</small>
      </span>
      <QuoteChip state={state} />
    </li>
  );
}

const CHIPS = { draft: undefined, sent: "ours", accepted: "good", refused: "bad" } as const;

/** Where a quote stands. */
export function QuoteChip({ state }: { state: QuoteState }) {
  const { t } = usePage();
  return (
    <span class="chip" data-state={CHIPS[state]}>
      {t(`quote.${state}`)}
    </span>
  );
}
