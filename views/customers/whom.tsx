import type { CustomerLine } from "../../src/customers/search-store.ts";
import { Title } from "../admin/frame.tsx";
import { customerName } from "../desk/name.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { SearchForm } from "../parts/narrow.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { CustomerCells, CustomerHeads } from "./cells.tsx";

type Props = { bar: Bar; line: CustomerLine; typed: string; found: readonly CustomerLine[]; short: boolean };

/** Whom a customer is merged with: somebody who is looked for. */
export function WhomPage({ bar, line, typed, found, short }: Props) {
  const { t } = usePage();
  const { id } = line;
  const name = customerName({ ...line, customerId: id }, t);
  const searched = typed.trim() !== "" && !short;
  return (
    <Layout title={t("merge.with", { name })} at="customers" bar={bar} main="page full">
      <Title title={t("merge.title")} about={t("merge.whom", { name })} back={{ href: `/customers/${id}`, label: name }} />
      <SearchForm action={`/customers/${id}/merge`} part="customers" typed={typed} label={t("customers.search")} />
      <div id="customers" class="rows">
        {short && <p class="note quiet">{t("customers.short")}</p>}
        {searched && found.length === 0 && <p class="note quiet">{t("merge.nobody")}</p>}
        {searched && found.length > 0 && <Found id={id} found={found} />}
      </div>
    </Layout>
  );
}

function Found({ id, found }: { id: number; found: readonly CustomerLine[] }) {
  const { t } = usePage();
  return (
    <table class="table">
      <thead>
        <tr>
          <CustomerHeads />
          <th scope="col" class="num">
            {t("customers.conversations")}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((one) => (
          <tr key={one.id}>
            <CustomerCells line={one} href={`/customers/${id}/merge/${one.id}`} whole />
            <td class="num">{one.conversations}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
