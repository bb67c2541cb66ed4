import type { CustomerLine } from "../../src/customers/search-store.ts";
import type { Past } from "../../src/desk/past.ts";
import type { QuoteLine } from "../../src/quotes/store.ts";
import type { Ticket } from "../../src/tickets/store.ts";
import { customerName, languageName, phoneText } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { Beside } from "./beside.tsx";

type Props = { bar: Bar; line: CustomerLine; past: Past; tickets: readonly Ticket[]; quotes: readonly QuoteLine[]; notes: string | null };

/** One customer: who they are, and what was spoken of with them that the reader may open. */
export function CustomerPage({ bar, line, past, tickets, quotes, notes }: Props) {
  const { person, t } = usePage();
  const { id } = line;
  const name = customerName({ ...line, customerId: id }, t);
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
            {person?.may("customers.edit") && (
              <Button icon="pen-line" hx-get={`/customers/${id}/record`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
                {t("customer.edit.short")}
              </Button>
            )}
          </div>
        </header>
        <div class="customer">
          <section class="card" aria-label={t("details.label")}>
            <div class="body">
              <Facts line={line} />
              {notes && (
                <>
                  <h2>{t("details.notes")}</h2>
                  <p class="said-notes" dir="auto">
                    {notes}
                  </p>
                </>
              )}
            </div>
          </section>
          <Beside customerId={id} past={past} tickets={tickets} quotes={quotes} />
        </div>
      </div>
    </Layout>
  );
}

function Facts({ line }: { line: CustomerLine }) {
  const { language: reader, t } = usePage();
  const { phone, email, profileName, username, language, responsibleName, conversations } = line;
  const facts = [
    [t("details.phone"), phone && phoneText(phone)],
    [t("details.email"), email],
    [t("details.profile-name"), profileName],
    [t("details.username"), username && `@${username}`],
    [t("details.language"), language && languageName(language, reader)],
    [t("customer.responsible"), responsibleName],
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
