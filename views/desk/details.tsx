import type { Closing, ClosingForm } from "../../src/desk/closing.ts";
import type { Opened } from "../../src/desk/store.ts";
import type { QuoteLine } from "../../src/quotes/store.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import { usePage } from "../page.ts";
import { IconButton } from "../parts/button.tsx";
import { CustomerPanel } from "./customer.tsx";
import { GivenPanel } from "./given.tsx";
import { DetailTabs } from "./tabs.tsx";
import { WrapUpForm } from "./wrap-up.tsx";

export type DetailsProps = {
  conversation: Opened;
  closing: Closing | ClosingForm | null;
  /** How often it was transferred. */
  transfers: number;
  /** Of the customer; null where the viewer does not see them. */
  tickets: readonly Ticket[] | null;
  quotes: readonly QuoteLine[] | null;
};

/** What is known of the customer and of this conversation. Where the wrap-up is still owed it comes first. */
export function Details({ conversation, closing, transfers, tickets, quotes }: DetailsProps) {
  const { t } = usePage();
  const owed = closing !== null && closing.missing !== null;
  const { id } = conversation;
  return (
    <aside class="details" id="details" aria-label={t("details.label")} data-open={owed ? true : undefined} data-owed={owed ? true : undefined}>
      <IconButton icon="x" label={`${t("chat.details")} (D)`} data-toggle-details />
      <DetailTabs chosen={owed ? "wrap-up" : "customer"} owed={owed} />
      <CustomerPanel conversation={conversation} transfers={transfers} tickets={tickets} quotes={quotes} hidden={owed} />
      <ClosingPanel conversation={conversation} closing={closing} />
      <LaterPanel tab="past" source={`/conversations/${id}/past`} />
      <LaterPanel tab="media" source={`/conversations/${id}/media`} topic={`conversation-${id}`} />
    </aside>
  );
}

function ClosingPanel({ conversation, closing }: Pick<DetailsProps, "conversation" | "closing">) {
  if (closing === null) return <NothingAsked conversation={conversation} />;
  if (!("reasons" in closing)) return <GivenPanel conversation={conversation} closing={closing} />;
  return (
    <div class="pane" id="wrap-up" role="tabpanel" aria-labelledby="tab-wrap-up">
      <WrapUpForm conversation={conversation} closing={closing} />
    </div>
  );
}

// It goes on, or it ended in a queue that asks for nothing.
function NothingAsked({ conversation: { overAt, queueName } }: { conversation: Opened }) {
  const { t } = usePage();
  return (
    <div class="panel" id="wrap-up" role="tabpanel" aria-labelledby="tab-wrap-up" hidden>
      <p class="quiet">{overAt === null ? t("wrap-up.later") : t("wrap-up.off", { queue: queueName })}</p>
    </div>
  );
}

type LaterProps = {
  tab: "past" | "media";
  source: string;
  /** What is said when it has changed. */
  topic?: string;
};

/** What is asked for when somebody looks at it (static/js/desk/panels.js). */
function LaterPanel({ tab, source, topic }: LaterProps) {
  return (
    <div class="panel" id={tab} role="tabpanel" aria-labelledby={`tab-${tab}`} hidden>
      <div class="part" id={`${tab}-part`} data-source={source} data-topic={topic} aria-busy="true">
        <span class="skeleton" />
        <span class="skeleton" />
        <span class="skeleton" />
      </div>
    </div>
  );
}
