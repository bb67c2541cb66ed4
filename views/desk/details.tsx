import type { ComponentChildren } from "preact";
import type { Closing, ClosingForm } from "../../src/desk/closing.ts";
import type { Opened } from "../../src/desk/store.ts";
import { exactTime, shortTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { IconButton } from "../parts/button.tsx";
import { Icon, PriorityMark } from "../parts/icon.tsx";
import { GivenPanel } from "./given.tsx";
import { customerName, languageName, phoneText } from "./name.ts";
import { DetailTabs } from "./tabs.tsx";
import { WrapUpForm } from "./wrap-up.tsx";

type DetailsProps = { conversation: Opened; closing: Closing | ClosingForm | null };

/** What is known of the customer and of this conversation, and what was recorded at its end. Where that is still owed it comes first. */
export function Details({ conversation, closing }: DetailsProps) {
  const { t } = usePage();
  const owed = closing !== null && closing.missing !== null;
  return (
    <aside class="details" id="details" aria-label={t("details.label")} data-open={owed ? true : undefined} data-owed={owed ? true : undefined}>
      <IconButton icon="x" label={`${t("chat.details")} (D)`} data-toggle-details />
      {closing && <DetailTabs owed={owed} />}
      <CustomerPanel conversation={conversation} tab={closing !== null} hidden={owed} />
      {closing && <ClosingPanel conversation={conversation} closing={closing} />}
    </aside>
  );
}

function ClosingPanel({ conversation, closing }: { conversation: Opened; closing: Closing | ClosingForm }) {
  if (!("reasons" in closing)) return <GivenPanel conversation={conversation} closing={closing} />;
  return (
    <div class="pane" id="wrap-up" role="tabpanel" aria-labelledby="tab-wrap-up">
      <WrapUpForm conversation={conversation} closing={closing} />
    </div>
  );
}

function CustomerPanel({ conversation, tab, hidden }: { conversation: Opened; tab: boolean; hidden: boolean }) {
  const { language, zone, now, person, t } = usePage();
  const { customerId, customerSince, conversations, notes } = conversation;
  const name = customerName(conversation, t);
  return (
    <div class="panel" id="customer" role={tab ? "tabpanel" : undefined} aria-labelledby={tab ? "tab-customer" : undefined} hidden={hidden}>
      <div class="person">
        <Avatar name={name} id={customerId} size="l" />
        <div>
          <h2 dir="auto">{person?.may("customers.view") ? <a href={`/customers/${customerId}`}>{name}</a> : name}</h2>
          <p class="quiet">
            {t("details.since", { date: shortTime(language, zone, customerSince, now) })}
            <br />
            {t("details.conversations", { count: conversations })}
          </p>
        </div>
        {person?.may("customers.view") && person.may("customers.edit") && (
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
      <CustomerFacts conversation={conversation} />
      <Section id="conversation" title={t("details.conversation")}>
        <ConversationFacts conversation={conversation} />
      </Section>
      {notes && (
        <Section id="notes" title={t("details.notes")}>
          <p dir="auto">{notes}</p>
        </Section>
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

function ConversationFacts({ conversation }: { conversation: Opened }) {
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
