import type { CustomerField } from "../../src/customers/fields.ts";
import type { Undoable } from "../../src/customers/merge/merge.ts";
import type { CustomerRecord } from "../../src/customers/save.ts";
import type { CustomerLine } from "../../src/customers/search-store.ts";
import type { Past } from "../../src/desk/past.ts";
import type { QuoteLine } from "../../src/quotes/store.ts";
import { type Language, localeOf, type Words } from "../../src/texts/catalogue.ts";
import { exactTime, shortTime } from "../../src/texts/time.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import { LinkButton } from "../admin/list.tsx";
import { customerName, languageName, phoneText } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { type ChannelName, Icon } from "../parts/icon.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { Beside } from "./beside.tsx";
import { EraseCustomerButton } from "./erase.tsx";

type Props = {
  bar: Bar;
  line: CustomerLine;
  past: Past;
  tickets: readonly Ticket[];
  quotes: readonly QuoteLine[];
  record: CustomerRecord;
  fields: readonly CustomerField[];
  /** Every number they can be called by. */
  numbers: readonly string[];
  origin: string;
  createdAt: number;
  /** Others who may be the same person. */
  alike: readonly CustomerLine[];
  /** What was merged with them and can be taken apart again. */
  merges: readonly Undoable[];
};

/** One customer: who they are, and what was spoken of with them that the reader may open. */
export function CustomerPage(props: Props) {
  const { bar, line, past, tickets, quotes, record, alike, merges } = props;
  const { notes } = record;
  const { person, t } = usePage();
  const { id } = line;
  const name = customerName({ ...line, customerId: id }, t);
  // Both move or take what an isolated person does not see.
  const mayWhole = (action: "customers.merge" | "customers.erase") => person?.may(action) && !person.may("isolated");
  return (
    <Layout title={name} at="customers" bar={bar} main="page">
      <div id="customer" hx-get={`/customers/${id}`} hx-select="#customer" hx-swap="outerHTML" hx-trigger={`customer-${id} from:body, live:again from:body`}>
        <header class="title">
          <Avatar name={name} id={id} size="l" />
          <div>
            <p>
              <a href="/customers">{t("customers.title")}</a>
            </p>
            <h1 dir="auto">{name}</h1>
          </div>
          <div class="actions end">
            {mayWhole("customers.merge") && (
              <LinkButton href={`/customers/${id}/merge`} icon="merge">
                {t("merge.open")}
              </LinkButton>
            )}
            {mayWhole("customers.erase") && <EraseCustomerButton customerId={id} />}
            {person?.may("customers.edit") && (
              <Button icon="pen-line" hx-get={`/customers/${id}/record`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
                {t("customer.edit.short")}
              </Button>
            )}
          </div>
        </header>
        {merges.map((merge) => (
          <Merged key={merge.id} merge={merge} />
        ))}
        <div class="customer">
          <section class="card" aria-label={t("details.label")}>
            <div class="body">
              <Facts {...props} />
              {notes && (
                <>
                  <h2>{t("details.notes")}</h2>
                  <p class="said-notes" dir="auto">
                    {notes}
                  </p>
                </>
              )}
              {alike.length > 0 && <Alike id={id} alike={alike} />}
            </div>
          </section>
          <Beside customerId={id} past={past} tickets={tickets} quotes={quotes} />
        </div>
      </div>
    </Layout>
  );
}

function Merged({ merge: { id, name, mergedAt, userName } }: { merge: Undoable }) {
  const { language, zone, now, t } = usePage();
  return (
    <div class="banner" data-state="ours">
      <Icon name="merge" />
      <span class="grow" dir="auto">
        {t("merge.done", { name, by: userName ?? "–", at: shortTime(language, zone, mergedAt, now) })} {t("merge.undo.help")}
      </span>
      <form method="post" action={`/customers/merges/${id}/undo`} novalidate>
        <Token />
        <Button type="submit" kind="quiet">
          {t("merge.undo")}
        </Button>
      </form>
    </div>
  );
}

function Facts({ line, record, fields, numbers, origin, createdAt }: Props) {
  const { language: reader, zone, t } = usePage();
  const { email, profileName, username, language, responsibleName, conversations } = line;
  const { firstName, surnames } = record;
  const own = fields.map((field) => [field.name, shownOf(field, record.values[field.id], reader)] as const);
  const facts = [
    [t("record.first-name"), firstName],
    [t("record.surnames"), surnames],
    [t("record.numbers"), numbers.map(phoneText).join("\n")],
    [t("details.email"), email],
    [t("details.profile-name"), profileName],
    [t("details.username"), username && `@${username}`],
    [t("details.language"), language && languageName(language, reader)],
    [t("customer.responsible"), responsibleName],
    ...own,
    [t("record.origin"), originText(origin, t)],
    [t("record.since"), exactTime(reader, zone, createdAt)],
    [t("customers.conversations"), String(conversations)],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(([name, value]) =>
        value ? (
          <>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </>
        ) : null,
      )}
    </dl>
  );
}

// Dates and numbers are read as the reader's language writes them.
function shownOf({ kind }: CustomerField, value: string | undefined, reader: Language): string {
  if (!value) return "";
  if (kind === "number") return new Intl.NumberFormat(localeOf(reader), { maximumFractionDigits: 15, useGrouping: false }).format(Number(value));
  return kind === "date" ? new Intl.DateTimeFormat(localeOf(reader), { dateStyle: "long", timeZone: "UTC" }).format(Date.parse(value)) : value;
}

function originText(origin: string, t: Words): string {
  if (origin === "hand" || origin === "file") return t(`record.origin.${origin}`);
  return t("record.origin.channel", { kind: t(`channel.${origin as ChannelName}`) });
}

function Alike({ id, alike }: { id: number; alike: readonly CustomerLine[] }) {
  const { person, t } = usePage();
  return (
    <>
      <h2>{t("record.alike")}</h2>
      <ul class="alike">
        {alike.map((one) => (
          <li key={one.id}>
            <a href={`/customers/${one.id}`} dir="auto">
              {customerName({ ...one, customerId: one.id }, t)}
            </a>
            {person?.may("customers.merge") && <LinkButton href={`/customers/${id}/merge/${one.id}`}>{t("merge.do")}</LinkButton>}
          </li>
        ))}
      </ul>
    </>
  );
}
