import type { Found } from "../../src/customers/search.ts";
import type { CustomerLine } from "../../src/customers/search-store.ts";
import { shortTime } from "../../src/texts/time.ts";
import { LinkButton } from "../admin/list.tsx";
import { languageName } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { SearchForm } from "../parts/narrow.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { CustomerCells, CustomerHeads } from "./cells.tsx";

type Props = Found & { bar: Bar; typed: string };

/** Everybody who ever wrote, found by any part of a name, number or address (SPEC G1). */
export function CustomersPage({ bar, typed, lines, next, short }: Props) {
  const { t } = usePage();
  const href = `/customers?q=${encodeURIComponent(typed)}`;
  return (
    <Layout title={t("customers.title")} at="customers" bar={bar} main="page full">
      <header class="title">
        <div>
          <h1>{t("customers.title")}</h1>
          <p class="quiet">{t("customers.about")}</p>
        </div>
        <Actions typed={typed} />
      </header>
      <SearchForm action="/customers" part="customers" also="customers-export" typed={typed} label={t("customers.search")} />
      <div id="customers" class="rows">
        {short && <p class="note quiet">{t("customers.short")}</p>}
        {lines.length === 0 ? <None typed={typed} /> : <Table lines={lines} />}
        {next !== null && (
          <p class="further">
            <a class="button" href={`${href}&before=${next}`}>
              <span>{t("customers.more")}</span>
            </a>
          </p>
        )}
      </div>
    </Layout>
  );
}

function Actions({ typed }: { typed: string }) {
  const { person, t } = usePage();
  return (
    <div class="actions end">
      {person?.may("customers.load") && (
        <LinkButton href="/customers/import/" icon="upload">
          {t("import.title")}
        </LinkButton>
      )}
      {person?.may("customers.export") && (
        <span id="customers-export">
          <LinkButton href={`/customers/export?q=${encodeURIComponent(typed)}`} icon="download">
            {t("export.title")}
          </LinkButton>
        </span>
      )}
      {person?.may("customers.edit") && (
        <Button kind="primary" icon="plus" hx-get="/customers/add" hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
          {t("record.new")}
        </Button>
      )}
    </div>
  );
}

function None({ typed }: { typed: string }) {
  const { t } = usePage();
  const how = typed.trim() === "" ? "empty" : "none";
  return (
    <Empty drawing title={t(`customers.${how}`)}>
      {t(`customers.${how}.help`)}
    </Empty>
  );
}

function Table({ lines }: { lines: readonly CustomerLine[] }) {
  const { t } = usePage();
  return (
    <table class="table">
      <thead>
        <tr>
          <CustomerHeads />
          <th scope="col">{t("details.language")}</th>
          <th scope="col">{t("customer.responsible")}</th>
          <th scope="col" class="num">
            {t("customers.conversations")}
          </th>
          <th scope="col" class="num">
            {t("customers.last")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line }: { line: CustomerLine }) {
  const { language: reader, zone, now } = usePage();
  const { id, language, responsibleName, conversations, lastAt } = line;
  const none = <span class="faint">–</span>;
  return (
    <tr>
      <CustomerCells line={line} href={`/customers/${id}`} />
      <td>{language ? languageName(language, reader) : none}</td>
      <td class="cut">{responsibleName ?? none}</td>
      <td class="num">{conversations}</td>
      <td class="num">{lastAt === null ? none : shortTime(reader, zone, lastAt, now)}</td>
    </tr>
  );
}
