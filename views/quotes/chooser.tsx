import type { QuoteLine } from "../../src/quotes/store.ts";
import { money } from "../../src/texts/money.ts";
import { dayText } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { SEARCHES } from "../parts/searches.ts";
import { QuoteChip } from "./list.tsx";
import { quoteNumber } from "./number.ts";

const OF_THE_LIST = { ...SEARCHES, "aria-controls": "quote-list" } as const;

/** The place above the box where a quote is chosen to be attached; what there is to choose from comes when it opens (static/js/desk/quotes.js). */
export function QuoteChooser() {
  const { t } = usePage();
  return (
    <section class="chooser of-quotes" id="quotes-chooser" role="dialog" aria-label={t("quotes.attach")} hidden>
      <header class="search">
        <Icon name="search" />
        <input class="input" type="search" {...OF_THE_LIST} aria-label={t("quotes.search")} placeholder={t("quotes.search")} autocomplete="off" data-search />
      </header>
      <div class="body" data-choice data-failed={t("quotes.failed")} />
      <footer>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> <kbd>↵</kbd> {t("quotes.search.keys")}
        </span>
      </footer>
    </section>
  );
}

type ChoiceProps = { conversationId: number; quotes: readonly QuoteLine[]; nameOf: (number: string) => string };

/** The quotes of the customer, the newest first. */
export function QuoteChoice({ conversationId, quotes, nameOf }: ChoiceProps) {
  const { language, t } = usePage();
  return (
    <div class="options" id="quote-list" role="listbox" aria-label={t("quotes.title")}>
      {quotes.map((quote) => (
        <div
          role="option"
          tabIndex={-1}
          id={`choose-quote-${quote.id}`}
          aria-selected="false"
          data-path={`/conversations/${conversationId}/quotes/${quote.id}/files`}
          data-name={nameOf(quoteNumber(quote))}
        >
          <b>{quoteNumber(quote)}</b>
          <span class="cut grow" dir="auto">
            {quote.about}
          </span>
          <span class="num">{money(language, quote.currency, quote.net + quote.vat)}</span>
          <span class="day">{dayText(language, quote.day)}</span>
          <QuoteChip state={quote.state} />
        </div>
      ))}
      <p class="quiet" data-none hidden={quotes.length > 0}>
        {t(quotes.length > 0 ? "quotes.search.none" : "quotes.none")}
      </p>
    </div>
  );
}
