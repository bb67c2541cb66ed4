import type { CustomerLine, PastLine } from "../../src/customers/search-store.ts";
import { exactTime, shortTime } from "../../src/texts/time.ts";
import { customerName, languageName, phoneText } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Avatar } from "../parts/avatar.tsx";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { ChannelMark, type ChannelName } from "../parts/icon.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { EraseCustomerButton } from "./erase.tsx";

type Props = { bar: Bar; line: CustomerLine; past: readonly PastLine[]; notes: string | null };

/** One customer: who they are, and what was spoken of with them that the reader may open. */
export function CustomerPage({ bar, line, past, notes }: Props) {
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
            {person?.may("customers.erase") && <EraseCustomerButton customerId={id} />}
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
          <section class="card" aria-labelledby="past">
            <header>
              <h2 id="past">{t("customers.conversations")}</h2>
            </header>
            {past.length === 0 ? <Empty title={t("customers.no-past")}>{t("customers.no-past.help")}</Empty> : <Past past={past} />}
          </section>
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

function Past({ past }: { past: readonly PastLine[] }) {
  const { language, zone, now, t } = usePage();
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t("details.number")}</th>
          <th scope="col">{t("details.channel")}</th>
          <th scope="col">{t("details.queue")}</th>
          <th scope="col">{t("details.agent")}</th>
          <th scope="col" class="num">
            {t("details.started")}
          </th>
          <th scope="col" class="num">
            {t("customers.closed")}
          </th>
        </tr>
      </thead>
      <tbody>
        {past.map(({ id, channelKind, channelName, queueName, agentName, startedAt, closedAt }) => (
          <tr key={id}>
            <td>
              <a href={`/conversations/${id}`}>{id}</a>
            </td>
            <td>
              <span class="cell">
                <ChannelMark kind={channelKind as ChannelName} />
                {channelName}
              </span>
            </td>
            <td class="cut">{queueName}</td>
            <td class="cut">{agentName ?? "–"}</td>
            <td class="num" title={exactTime(language, zone, startedAt)}>
              {shortTime(language, zone, startedAt, now)}
            </td>
            <td class="num">{closedAt === null ? t("customers.open") : shortTime(language, zone, closedAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
