import type { Security } from "../../src/mail/server.ts";
import { say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { described, Field, SelectField, TextField } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { fieldIn, Setting, SettingsForm, type Told } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";

const SECURITIES: readonly Security[] = ["starttls", "tls", "none"];

/** `password`: only what was just typed. */
export type MailForm = { host: string; port: string; security: string; username: string; password: string; fromName: string; fromAddress: string };
/** How a test mail ended; `detail` is what the server said. */
export type MailTest = { ok: boolean; key: string; address?: string; detail?: string };

type MailProps = { bar: Bar; form: MailForm; revision: string; told: Told; tested: MailTest | null; isSet: boolean };

/** The server that mails leave by. */
export function MailPage({ bar, form, revision, told, tested, isSet }: MailProps) {
  const { t } = usePage();
  const field = fieldIn(told.wrongs);
  const head = <Title title={t("admin.mail")} about={t("mail.about-page")} />;
  return (
    <AdminPage title={t("admin.mail")} at="mail" bar={bar}>
      <SettingsForm action="/admin/mail" revision={revision} told={told} discard="/admin/mail" head={head}>
        <Setting title={t("mail.server")} help={t("mail.server.help")}>
          <TextField {...field("host", form.host)} label={t("mail.host-name")} placeholder={t("mail.host.example")} autocomplete="off" inputmode="url" />
          <SelectField
            {...field("security", form.security)}
            label={t("mail.security")}
            options={SECURITIES.map((one) => ({ value: one, label: t(`mail.security.${one}`) }))}
          />
          <TextField {...field("port", form.port)} label={t("mail.port")} inputmode="numeric" autocomplete="off" />
        </Setting>
        <Setting title={t("mail.account")} help={t("mail.account.help")}>
          <TextField {...field("username", form.username)} label={t("mail.username")} autocomplete="off" />
          <Password value={form.password} isSet={isSet} wrong={told.wrongs["password"]} />
        </Setting>
        <Setting title={t("mail.sender")} help={t("mail.sender.help")}>
          <TextField {...field("fromName", form.fromName)} label={t("mail.from-name")} autocomplete="off" />
          <TextField
            {...field("fromAddress", form.fromAddress)}
            label={t("mail.from-address")}
            placeholder={t("mail.from-address.example")}
            inputmode="email"
          />
        </Setting>
        <Setting title={t("mail.test")} help={t("mail.test.help")}>
          <Button
            type="submit"
            icon="mail"
            size="form"
            formaction="/admin/mail/test"
            formnovalidate
            hx-post="/admin/mail/test"
            hx-target="#tested"
            hx-swap="outerHTML"
            hx-disable="this"
          >
            {t("mail.test.now")}
          </Button>
          <MailTested tested={tested} />
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}

// Never shown again: what is typed here takes the place of what is set.
function Password({ value, isSet, wrong }: { value: string; isSet: boolean; wrong: string | undefined }) {
  const { t } = usePage();
  return (
    <Field id="password" label={t("mail.password")} wrong={wrong}>
      <input
        class="input"
        type="password"
        name="password"
        value={value}
        autocomplete="new-password"
        spellcheck={false}
        placeholder={isSet ? t("channel.secret.set") : undefined}
        {...described({ id: "password", wrong })}
      />
    </Field>
  );
}

/** How the last test mail ended. */
export function MailTested({ tested }: { tested: MailTest | null }) {
  const { language } = usePage();
  return (
    <div class="tested" id="tested" role="status">
      {tested && (
        <p data-state={tested.ok ? "good" : "bad"}>
          <Icon name={tested.ok ? "check" : "circle-alert"} />
          <span>
            {say(language, tested.key, { address: tested.address ?? "" })}
            {tested.detail && <small dir="auto">{tested.detail}</small>}
          </span>
        </p>
      )}
    </div>
  );
}
