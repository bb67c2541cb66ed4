import type { Opened } from "../../src/desk/store.ts";
import { LANGUAGES } from "../../src/texts/catalogue.ts";
import { type Told, UNTOLD } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";
import { ToastPartial } from "../parts/toast.tsx";
import { customerName } from "./name.ts";

/** What is typed into the window. `clientId`: so that pressing twice sends once. */
export type MailFields = { addresses: string; words: string; language: string; clientId: string };
type Props = { conversation: Opened; form: MailFields; size: string; told?: Told };

/** Opens the window, from a list in which who may send a conversation finds it. */
export function MailButton({ conversationId }: { conversationId: number }) {
  const { t } = usePage();
  return (
    <IconButton icon="mail" label={t("mail.send")} hx-get={`/conversations/${conversationId}/mail`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this" />
  );
}

/** Asks to whom the conversation shall go; without a mail server it says who has to do what. */
export function MailWindow({ ready, ...props }: Props & { ready: boolean }) {
  const { person, t } = usePage();
  const footer = (
    <>
      <Button size="form" data-closes>
        {t("mail.cancel")}
      </Button>
      {ready && (
        <Button id="mail-send" size="form" kind="primary" type="submit" form="mail-form">
          {t("mail.now")}
        </Button>
      )}
      {!ready && person?.may("administer.workspace") && (
        <a class="button" data-kind="primary" data-size="form" href="/admin/mail">
          <span>{t("mail.set-now")}</span>
        </a>
      )}
    </>
  );
  return (
    <Dialog id="mail-dialog" open="at-once" title={t("mail.window", { name: customerName(props.conversation, t) })} footer={footer}>
      {ready ? <MailForm {...props} /> : <p>{t("mail.ask-administrator")}</p>}
    </Dialog>
  );
}

/** The fields; they come back with what is wrong. The window closes when it was taken (static/js/parts.js). */
export function MailForm({ conversation, form, size, told = UNTOLD }: Props) {
  const { t } = usePage();
  const { addresses, words, language, clientId } = form;
  const path = `/conversations/${conversation.id}/mail`;
  return (
    <form class="stack" id="mail-form" hx-post={path} hx-target="this" hx-swap="outerHTML" hx-disable="#mail-send" data-ends novalidate>
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <input type="hidden" name="clientId" value={clientId} />
      <TextField
        id="mail-addresses"
        name="addresses"
        label={t("mail.addresses")}
        help={t("mail.addresses.help")}
        value={addresses}
        wrong={told.wrongs["addresses"]}
        inputmode="email"
        autocomplete="off"
        required
        autofocus
      />
      <AreaField id="mail-words" name="words" label={t("mail.words")} value={words} rows={4} dir="auto" wrong={told.wrongs["words"]} />
      <SelectField
        id="mail-language"
        name="language"
        label={t("mail.language")}
        options={LANGUAGES.map((one) => ({ value: one, label: t(`me.language.${one}`) }))}
        value={language}
      />
      <p class="quiet">{t("mail.goes", { size })}</p>
    </form>
  );
}

/** It was taken: a word, and nothing else. */
export function MailAsked() {
  const { t } = usePage();
  return <ToastPartial icon="mail">{t("mail.on-its-way")}</ToastPartial>;
}

/** In the place of the button that was pressed. */
export function MailAgainDone() {
  const { t } = usePage();
  return <span class="quiet">{t("mail.again.done")}</span>;
}

/** Beside the line that says that a mail failed. */
export function MailAgain({ conversationId, mailId, uncertain }: { conversationId: number; mailId: number; uncertain: boolean }) {
  const { person, t } = usePage();
  if (!person?.may("conversations.mail")) return null;
  const path = `/conversations/${conversationId}/mail/${mailId}/again`;
  return (
    <>
      {" "}
      <button class="link" type="button" hx-post={path} hx-target="this" hx-swap="outerHTML" hx-disable="this">
        {t(uncertain ? "mail.again.uncertain" : "mail.again")}
      </button>
    </>
  );
}
