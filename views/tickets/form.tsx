import type { PastRow } from "../../src/desk/past-store.ts";
import { exactTime, shortTime } from "../../src/texts/time.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import { type Told, UNTOLD } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";

const STATES = ["open", "in_progress", "solved"] as const;

type FormProps = {
  customerId: number;
  /** Null for a new one. */
  ticket: Ticket | null;
  values: { title: string; text: string; state: string; conversationId: number | null };
  /** What it may be about. */
  choices: readonly Pick<PastRow, "id" | "channelName" | "startedAt">[];
  /** Names what the form was written from. */
  revision: string;
  told?: Told;
};

/** A ticket, to be written, or to be read by who may not. */
export function TicketWindow(props: FormProps) {
  const { person, t } = usePage();
  const edits = person?.may("tickets.edit") ?? false;
  const footer = (
    <>
      <Button size="form" data-closes>
        {t(edits ? "ticket.cancel" : "dialog.close")}
      </Button>
      {edits && (
        <Button id="ticket-save" size="form" kind="primary" type="submit" form="ticket-form">
          {t("ticket.save")}
        </Button>
      )}
    </>
  );
  const { ticket } = props;
  return (
    <Dialog id="ticket-dialog" open="at-once" title={ticket ? t("ticket.title", { id: ticket.id }) : t("tickets.new")} footer={footer}>
      {ticket && <MadeBy ticket={ticket} />}
      {edits || !ticket ? <TicketForm {...props} /> : <Read ticket={ticket} />}
    </Dialog>
  );
}

function MadeBy({ ticket: { madeByName, madeAt } }: { ticket: Ticket }) {
  const { language, zone, t } = usePage();
  return <p class="quiet">{t("ticket.made", { name: madeByName, time: exactTime(language, zone, madeAt) })}</p>;
}

function Read({ ticket: { title, text, state, conversationId } }: { ticket: Ticket }) {
  const { t } = usePage();
  return (
    <dl class="facts">
      <dt>{t("ticket.name")}</dt>
      <dd dir="auto">{title}</dd>
      <dt>{t("ticket.state")}</dt>
      <dd>{t(`ticket.${state}`)}</dd>
      {conversationId !== null && (
        <>
          <dt>{t("ticket.conversation")}</dt>
          <dd>{conversationId}</dd>
        </>
      )}
      <dt>{t("ticket.text")}</dt>
      <dd class="as-written" dir="auto">
        {text}
      </dd>
    </dl>
  );
}

/** The form alone: it comes back with what is wrong. */
export function TicketForm({ customerId, ticket, values, choices, revision, told = UNTOLD }: FormProps) {
  const { language, zone, now, t } = usePage();
  const { title, text, state, conversationId } = values;
  const known = choices.map(({ id, channelName, startedAt }) => ({
    value: id,
    label: t("ticket.choice", { id, channel: channelName, time: shortTime(language, zone, startedAt, now) }),
  }));
  // It may be about one that is not for this person's eyes.
  const hidden = conversationId !== null && conversationId === ticket?.conversationId && !choices.some(({ id }) => id === conversationId);
  const path = ticket ? `/tickets/${ticket.id}` : `/customers/${customerId}/tickets/add`;
  return (
    <form class="stack" id="ticket-form" hx-post={path} hx-target="this" hx-swap="outerHTML" hx-disable="#ticket-save" novalidate>
      <input type="hidden" name="revision" value={revision} />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <TextField
        id="ticket-name"
        name="title"
        label={t("ticket.name")}
        value={title}
        placeholder={t("ticket.name.example")}
        wrong={told.wrongs["title"]}
        maxlength={120}
        autocomplete="off"
        autofocus
      />
      <SelectField
        id="ticket-state"
        name="state"
        label={t("ticket.state")}
        options={STATES.map((value) => ({ value, label: t(`ticket.${value}`) }))}
        value={state}
        wrong={told.wrongs["state"]}
      />
      <SelectField
        id="ticket-conversation"
        name="conversationId"
        label={t("ticket.conversation")}
        options={hidden ? [...known, { value: conversationId, label: String(conversationId) }] : known}
        value={conversationId}
        empty={t("ticket.conversation.none")}
        wrong={told.wrongs["conversationId"]}
      />
      <AreaField id="ticket-text" name="text" label={t("ticket.text")} value={text} rows={6} dir="auto" wrong={told.wrongs["text"]} />
    </form>
  );
}
