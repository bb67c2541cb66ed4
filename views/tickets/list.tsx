import { exactTime, shortTime } from "../../src/texts/time.ts";
import type { Ticket, TicketState } from "../../src/tickets/store.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";

type Props = {
  customerId: number;
  /** The conversation beside it, which a new one is about; null on the customer's page. */
  conversationId: number | null;
  tickets: readonly Ticket[];
};

const inWindow = (path: string) => ({ "hx-get": path, "hx-target": "#toasts", "hx-swap": "beforeend", "hx-disable": "this" });

/** What is to be done for a customer, open ones first (SPEC G5). It comes anew when one changes. */
export function TicketsPart({ customerId, conversationId, tickets }: Props) {
  const { person, t } = usePage();
  const asked = conversationId === null ? "" : `?conversation=${conversationId}`;
  return (
    <div
      class="tickets"
      id="tickets"
      hx-get={`/customers/${customerId}/tickets${asked}`}
      hx-target="this"
      hx-swap="outerMorph"
      hx-trigger={`tickets-${customerId} from:body, live:again from:body`}
    >
      {tickets.length === 0 ? (
        <p class="quiet">{t("tickets.none")}</p>
      ) : (
        <ul class="lines" aria-label={t("tickets.title")}>
          {tickets.map((ticket) => (
            <TicketLine key={ticket.id} ticket={ticket} />
          ))}
        </ul>
      )}
      {person?.may("tickets.edit") && (
        <Button id="ticket-new" kind="quiet" icon="plus" {...inWindow(`/customers/${customerId}/tickets/add${asked}`)}>
          {t("tickets.new")}
        </Button>
      )}
    </div>
  );
}

function TicketLine({ ticket: { id, title, state, conversationId, madeAt, madeByName } }: { ticket: Ticket }) {
  const { language, zone, now, t } = usePage();
  const about = conversationId === null ? [] : [t("tickets.about", { id: conversationId })];
  return (
    <li id={`ticket-${id}`} data-state={state}>
      <span class="grow">
        <button class="whole cut" type="button" dir="auto" {...inWindow(`/tickets/${id}`)}>
          {title}
        </button>
        <small class="cut" title={exactTime(language, zone, madeAt)}>
          {[madeByName, shortTime(language, zone, madeAt, now), ...about].join(" · ")}
        </small>
      </span>
      <StateChip state={state} />
    </li>
  );
}

const CHIPS = { open: "warn", in_progress: "ours", solved: undefined } as const;

function StateChip({ state }: { state: TicketState }) {
  const { t } = usePage();
  return (
    <span class="chip" data-state={CHIPS[state]}>
      {t(`ticket.${state}`)}
    </span>
  );
}
