import type { Past } from "../../src/desk/past.ts";
import type { QuoteLine } from "../../src/quotes/store.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import { PastPart } from "../desk/past.tsx";
import { usePage } from "../page.ts";
import { QuotesPart } from "../quotes/list.tsx";
import { TicketsPart } from "../tickets/list.tsx";

type Props = { customerId: number; past: Past; tickets: readonly Ticket[]; quotes: readonly QuoteLine[] };

/** What stands beside a customer's record: what was spoken of with them that the reader may open. */
export function Beside({ customerId, past, tickets, quotes }: Props) {
  const { t } = usePage();
  return (
    <div class="beside-record">
      <section class="card" aria-labelledby="tickets-title">
        <header>
          <h2 id="tickets-title">{t("tickets.title")}</h2>
        </header>
        <div class="body">
          <TicketsPart customerId={customerId} conversationId={null} tickets={tickets} />
        </div>
      </section>
      <section class="card" aria-labelledby="quotes-title">
        <header>
          <h2 id="quotes-title">{t("quotes.title")}</h2>
        </header>
        <div class="body">
          <QuotesPart customerId={customerId} conversationId={null} quotes={quotes} />
        </div>
      </section>
      <section class="card" aria-labelledby="past-title">
        <header>
          <h2 id="past-title">{t("customers.conversations")}</h2>
        </header>
        {/* The page comes anew when the record changes: what was looked for here stays. */}
        <div class="body" id="past" hx-preserve>
          <PastPart path={`/customers/${customerId}/past`} past={past} leads />
        </div>
      </section>
    </div>
  );
}
