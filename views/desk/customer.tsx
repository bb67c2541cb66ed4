import type { ComponentChildren } from "preact";
import type { Opened } from "../../src/desk/store.ts";
import type { QuoteLine } from "../../src/quotes/store.ts";
import { exactTime, shortTime } from "../../src/texts/time.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { IconButton } from "../parts/button.tsx";
import { Icon, PriorityMark } from "../parts/icon.tsx";
import { QuotesPart } from "../quotes/list.tsx";
import { TicketsPart } from "../tickets/list.tsx";
import { customerName, languageName, phoneText } from "./name.ts";

type PanelProps = {
  conversation: Opened;
  transfers: number;
  tickets: readonly Ticket[] | null;
  quotes: readonly QuoteLine[] | null;
  hidden: boolean;
};

/** Who the customer is, and where this conversation stands. */
export function CustomerPanel({ conversation, transfers, tickets, quotes, hidden }: PanelProps) {
  const { t } = usePage();
  const { id, customerId, notes } = conversation;
  return (
    <div class="panel" id="customer" role="tabpanel" aria-labelledby="tab-customer" hidden={hidden}>
      <Person conversation={conversation} />
      <CustomerFacts conversation={conversation} />
      <Section id="conversation" title={t("details.conversation")}>
        <ConversationFacts conversation={conversation} transfers={transfers} />
      </Section>
      {tickets && (
        <Section id="tickets" title={t("tickets.title")}>
          <TicketsPart customerId={customerId} conversationId={id} tickets={tickets} />
        </Section>
      )}
      {quotes && (
        <Section id="quotes" title={t("quotes.title")}>
          <QuotesPart customerId={customerId} conversationId={id} quotes={quotes} />
        </Section>
      )}
      {notes && (
        <Section id="notes" title={t("details.notes")}>
          <p class="as-written" dir="auto">
            {notes}
          </p>
        </Section>
      )}
    </div>
  );
}

function Person({ conversation }: { conversation: Opened }) {
  const { language, zone, now, person, t } = usePage();
  const { customerId, customerSince, conversations } = conversation;
  const name = customerName(conversation, t);
  const sees = person?.may("customers.view");
  return (
    <div class="person">
      <Avatar name={name} id={customerId} size="l" />
      <div>
        <h2 dir="auto">{sees ? <a href={`/customers/${customerId}`}>{name}</a> : name}</h2>
        <p class="quiet">
          {t("details.since", { date: shortTime(language, zone, customerSince, now) })}
          <br />
          {t("details.conversations", { count: conversations })}
        </p>
      </div>
      {sees && person?.may("customers.edit") && (
        <IconButton
          icon="pen-line"
          label={t("customer.edit")}
          hx-get={`/customers/${customerId}/record`}
          hx-target="#toasts"
          hx-swap="beforeend"
          hx-disable="this"
        />
      )}
    </div>
  );
}

function CustomerFacts({ conversation }: { conversation: Opened }) {
  const { language: readers, t } = usePage();
  const { phone, email, language, savedName, profileName, username, responsibleName } = conversation;
  if (!phone && !email && !language && !profileName && !responsibleName) return null;
  return (
    <dl class="facts">
      <Fact name={t("details.phone")}>{phone && phoneText(phone)}</Fact>
      <Fact name={t("details.email")}>{email}</Fact>
      <Fact name={t("details.profile-name")}>{savedName === profileName ? null : profileName}</Fact>
      <Fact name={t("details.username")}>{username && `@${username}`}</Fact>
      <Fact name={t("details.language")}>{language && languageName(language, readers)}</Fact>
      <Fact name={t("customer.responsible")}>{responsibleName}</Fact>
    </dl>
  );
}

function ConversationFacts({ conversation, transfers }: { conversation: Opened; transfers: number }) {
  const { language, zone, t } = usePage();
  const { id, channelName, queueName, priority, startedAt, acceptedAt, agentName } = conversation;
  return (
    <dl class="facts">
      <Fact name={t("details.number")}>{id}</Fact>
      <Fact name={t("details.channel")}>{channelName}</Fact>
      <Fact name={t("details.queue")}>{queueName}</Fact>
      <Fact name={t("details.priority")}>
        <PriorityMark level={priority} /> {t(`priority.${priority}`)}
      </Fact>
      <Fact name={t("details.started")}>{exactTime(language, zone, startedAt)}</Fact>
      <Fact name={t("details.accepted")}>{acceptedAt && exactTime(language, zone, acceptedAt)}</Fact>
      <Fact name={t("details.agent")}>{agentName ?? t("details.nobody")}</Fact>
      <Fact name={t("details.transfers")}>{transfers === 0 ? t("details.transfers.none") : transfers}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  if (children === null || children === undefined || children === "") return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A part that folds; whether it is open each person's browser remembers by its id (static/js/desk/folds.js). */
function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <details open id={`details-${id}`}>
      <summary>
        <Icon name="chevron-down" size="s" />
        {title}
      </summary>
      {children}
    </details>
  );
}
