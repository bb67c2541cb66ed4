import type { CustomerRecord } from "../../src/customers/save.ts";
import type { CustomerLine } from "../../src/customers/search-store.ts";
import { type Told, UNTOLD } from "../admin/form.tsx";
import { customerName, languageName } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";

type Values = { readonly [K in keyof CustomerRecord]: CustomerRecord[K] | string };
type FormProps = {
  line: CustomerLine;
  values: Values;
  /** Who may be responsible for them. */
  agents: readonly { id: number; name: string }[];
  /** Names the record that the form was written from. */
  revision: string;
  told?: Told;
};

/** Languages of Europe and of who comes to it, by their tags; another that a record has is offered too. */
const LANGUAGES = "ar bg bn cs da de el en es et fa fi fr ga he hi hr hu is it ja ko lt lv mk mt nl no pl pt ro ru sk sl sq sr sv ta tl tr uk ur vi zh".split(
  " ",
);

/** Who the customer is, to be written down by who talks with them. */
export function CustomerWindow(props: FormProps) {
  const { t } = usePage();
  return (
    <Dialog
      id="customer-dialog"
      open="at-once"
      title={t("customer.title", { name: customerName({ ...props.line, customerId: props.line.id }, t) })}
      footer={<Footer />}
    >
      <CustomerForm {...props} />
    </Dialog>
  );
}

function Footer() {
  const { t } = usePage();
  return (
    <>
      <Button size="form" data-closes>
        {t("customer.cancel")}
      </Button>
      <Button id="customer-save" size="form" kind="primary" type="submit" form="customer-form">
        {t("customer.save")}
      </Button>
    </>
  );
}

/** The form alone: it comes back with what is wrong. */
export function CustomerForm({ line, values, agents, revision, told = UNTOLD }: FormProps) {
  const { language: reader, t } = usePage();
  const { name, email, language, notes, responsibleId } = values;
  const tags = LANGUAGES.includes(language ?? "") || !language ? LANGUAGES : [...LANGUAGES, language];
  const languages = tags.map((value) => ({ value, label: languageName(value, reader) })).sort((a, b) => a.label.localeCompare(b.label, reader));
  const wrong = (field: string) => told.wrongs[field];
  return (
    <form class="stack" id="customer-form" hx-post={`/customers/${line.id}/record`} hx-target="this" hx-swap="outerHTML" hx-disable="#customer-save" novalidate>
      <input type="hidden" name="revision" value={revision} />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <TextField
        id="customer-name"
        name="name"
        label={t("customer.name")}
        help={t("customer.name.help")}
        value={name ?? ""}
        placeholder={line.profileName ?? ""}
        wrong={wrong("name")}
        maxlength={100}
        autofocus
      />
      <TextField id="customer-email" name="email" type="email" label={t("details.email")} value={email ?? ""} wrong={wrong("email")} />
      <SelectField
        id="customer-language"
        name="language"
        label={t("details.language")}
        options={languages}
        value={language}
        empty={t("customer.unknown")}
        wrong={wrong("language")}
      />
      <SelectField
        id="customer-responsible"
        name="responsibleId"
        label={t("customer.responsible")}
        help={t("customer.responsible.help")}
        options={agents.map((agent) => ({ value: agent.id, label: agent.name }))}
        value={responsibleId === null || responsibleId === "" ? null : Number(responsibleId)}
        empty={t("customer.nobody")}
        wrong={wrong("responsibleId")}
      />
      <AreaField id="customer-notes" name="notes" label={t("details.notes")} value={notes ?? ""} rows={4} wrong={wrong("notes")} />
    </form>
  );
}
