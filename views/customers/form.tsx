import type { CustomerField } from "../../src/customers/fields.ts";
import type { CustomerRecord } from "../../src/customers/save.ts";
import type { CustomerLine } from "../../src/customers/search-store.ts";
import type { Posted } from "../../src/http/posted.ts";
import { type Told, UNTOLD } from "../admin/form.tsx";
import { customerName, languageName, phoneText } from "../desk/name.ts";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";
import { OwnField } from "./own-fields.tsx";

type FormProps = {
  /** Whose record it is; null for somebody who is added. */
  line: CustomerLine | null;
  values: CustomerRecord;
  /** What was typed, where the form comes back. */
  typed?: Posted;
  /** Who may be responsible for them. */
  agents: readonly { id: number; name: string }[];
  /** The fields of the workspace's own. */
  fields: readonly CustomerField[];
  /** Names the record that the form was written from. */
  revision: string;
  told?: Told;
};

/** Languages of Europe and of who comes to it, by their tags; another that a record has is offered too. */
const LANGUAGES = "ar bg bn cs da de el en es et fa fi fr ga he hi hr hu is it ja ko lt lv mk mt nl no pl pt ro ru sk sl sq sr sv ta tl tr uk ur vi zh".split(
  " ",
);

/** Who the customer is, to be written down by who talks with them; or somebody new. */
export function CustomerWindow(props: FormProps) {
  const { t } = usePage();
  const { line } = props;
  const title = line ? t("customer.title", { name: customerName({ ...line, customerId: line.id }, t) }) : t("record.new");
  return (
    <Dialog id="customer-dialog" open="at-once" size="l" title={title} footer={<Footer isNew={line === null} />}>
      <CustomerForm {...props} />
    </Dialog>
  );
}

function Footer({ isNew }: { isNew: boolean }) {
  const { t } = usePage();
  return (
    <>
      <Button size="form" data-closes>
        {t("customer.cancel")}
      </Button>
      <Button id="customer-save" size="form" kind="primary" type="submit" form="customer-form">
        {t(isNew ? "record.add" : "customer.save")}
      </Button>
    </>
  );
}

/** The form alone: it comes back with what is wrong. */
export function CustomerForm(props: FormProps) {
  const { line, values, typed, fields, revision, told = UNTOLD } = props;
  const { t } = usePage();
  const shown = (name: string, kept: string | null | undefined) => (typed?.has(name) ? typed.text(name) : (kept ?? ""));
  const post = line ? `/customers/${line.id}/record` : "/customers/add";
  return (
    <form class="stack record" id="customer-form" hx-post={post} hx-target="this" hx-swap="outerHTML" hx-disable="#customer-save" novalidate>
      <input type="hidden" name="revision" value={revision} />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <Named {...props} shown={shown} />
      <div class="pair">
        <TextField id="customer-email" name="email" type="email" label={t("details.email")} value={shown("email", values.email)} wrong={told.wrongs["email"]} />
        <AreaField
          id="customer-numbers"
          name="numbers"
          label={t("record.numbers")}
          help={t("record.numbers.help")}
          value={shown("numbers", values.numbers.map(phoneText).join("\n"))}
          rows={Math.max(1, Math.min(4, values.numbers.length))}
          wrong={told.wrongs["numbers"]}
        />
      </div>
      <Chosen {...props} shown={shown} />
      {fields.length > 0 && (
        <div class="pair">
          {fields.map((field) => (
            <OwnField key={field.id} field={field} value={shown(`field-${field.id}`, values.values[field.id])} wrong={told.wrongs[`field-${field.id}`]} />
          ))}
        </div>
      )}
      <AreaField id="customer-notes" name="notes" label={t("details.notes")} value={shown("notes", values.notes)} rows={4} wrong={told.wrongs["notes"]} />
    </form>
  );
}

type PartProps = FormProps & { shown: (name: string, kept: string | null | undefined) => string };

function Named({ line, values, told = UNTOLD, shown }: PartProps) {
  const { t } = usePage();
  return (
    <div class="pair">
      <TextField
        id="customer-first-name"
        name="firstName"
        label={t("record.first-name")}
        help={t("customer.name.help")}
        value={shown("firstName", values.firstName)}
        placeholder={line?.profileName ?? ""}
        wrong={told.wrongs["firstName"]}
        maxlength={100}
        autofocus
      />
      <TextField
        id="customer-surnames"
        name="surnames"
        label={t("record.surnames")}
        value={shown("surnames", values.surnames)}
        wrong={told.wrongs["surnames"]}
        maxlength={100}
      />
    </div>
  );
}

function Chosen({ line, values, agents, told = UNTOLD, shown }: PartProps) {
  const { language: reader, t } = usePage();
  const language = shown("language", values.language);
  const tags = LANGUAGES.includes(language) || !language ? LANGUAGES : [...LANGUAGES, language];
  const languages = tags.map((value) => ({ value, label: languageName(value, reader) })).sort((a, b) => a.label.localeCompare(b.label, reader));
  const { responsibleId } = values;
  const responsible = shown("responsibleId", responsibleId === null ? "" : String(responsibleId));
  // Who is responsible already stays choosable, though nobody else could choose them: they left, or are of another team.
  const isOffered = responsibleId === null || agents.some(({ id }) => id === responsibleId);
  const offered = isOffered ? agents : [...agents, { id: responsibleId, name: line?.responsibleName ?? String(responsibleId) }];
  return (
    <div class="pair">
      <SelectField
        id="customer-language"
        name="language"
        label={t("details.language")}
        options={languages}
        value={language || null}
        empty={t("customer.unknown")}
        wrong={told.wrongs["language"]}
      />
      <SelectField
        id="customer-responsible"
        name="responsibleId"
        label={t("customer.responsible")}
        help={t("customer.responsible.help")}
        options={offered.map((agent) => ({ value: agent.id, label: agent.name }))}
        value={responsible === "" ? null : Number(responsible)}
        empty={t("customer.nobody")}
        wrong={told.wrongs["responsibleId"]}
      />
    </div>
  );
}
