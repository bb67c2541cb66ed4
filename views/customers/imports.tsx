import type { ImportRow } from "../../src/customers/import/store.ts";
import { localeOf } from "../../src/texts/catalogue.ts";
import { shortTime } from "../../src/texts/time.ts";
import { type Told, UNTOLD } from "../admin/form.tsx";
import { Title } from "../admin/frame.tsx";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { described, Field } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";

type Limits = { megabytes: number; lines: number; hours: number };
type Props = { bar: Bar; limits: Limits; latest: readonly ImportRow[] };

/** Where customers come in from a file: the file, how it works, and the latest that did. */
export function ImportsPage({ bar, limits, latest }: Props) {
  const { t } = usePage();
  const how = [t("import.how.match"), t("import.how.empty"), t("import.how.two"), t("import.how.kept", limits)];
  return (
    <Layout title={t("import.heading")} at="customers" bar={bar} main="page">
      <Title title={t("import.heading")} about={t("import.about")} back={{ href: "/customers", label: t("customers.title") }} />
      <div class="imports">
        <section class="card" aria-label={t("import.file")}>
          <div class="body">
            <TakeForm limits={limits} />
          </div>
        </section>
        <section class="card" aria-labelledby="how">
          <header>
            <h2 id="how">{t("import.how")}</h2>
          </header>
          <ul class="body how">
            {how.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </section>
        {latest.length > 0 && <Latest latest={latest} />}
      </div>
    </Layout>
  );
}

/** The form alone: it comes back with what is wrong. */
export function TakeForm({ limits, told = UNTOLD }: { limits: Limits; told?: Told }) {
  const { language, t } = usePage();
  const lines = new Intl.NumberFormat(localeOf(language)).format(limits.lines);
  const about = { id: "file", help: t("import.file.help", { ...limits, lines }), wrong: told.wrongs["file"] };
  return (
    <form
      class="stack"
      id="import-form"
      hx-post="/customers/import/file"
      hx-encoding="multipart/form-data"
      hx-target="this"
      hx-swap="outerHTML"
      hx-disable="#read"
      novalidate
    >
      <Field {...about} label={t("import.file")}>
        <input class="input" type="file" name="file" accept=".csv,.txt,.tsv,text/csv" {...described(about)} autofocus />
      </Field>
      <div class="actions">
        <Button id="read" type="submit" kind="primary" size="form">
          {t("import.read")}
        </Button>
      </div>
    </form>
  );
}

function Latest({ latest }: { latest: readonly ImportRow[] }) {
  const { language, zone, now, t } = usePage();
  return (
    <section class="card wide" aria-labelledby="latest">
      <header>
        <h2 id="latest">{t("import.latest")}</h2>
      </header>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("import.when")}</th>
            <th scope="col">{t("import.who")}</th>
            <th scope="col">{t("import.state")}</th>
            <th scope="col" class="num">
              {t("import.lines")}
            </th>
            <th scope="col" class="num">
              {t("import.new")}
            </th>
            <th scope="col" class="num">
              {t("import.changed")}
            </th>
            <th scope="col" class="num">
              {t("import.wrong")}
            </th>
          </tr>
        </thead>
        <tbody>
          {latest.map(({ id, createdAt, userName, state, lineCount, newCount, changedCount, wrongCount }) => (
            <tr key={id}>
              <td>
                <a href={`/customers/import/${id}`}>{shortTime(language, zone, createdAt, now)}</a>
              </td>
              <td class="cut">{userName}</td>
              <td>{t(`import.state.${state}`)}</td>
              <td class="num">{lineCount}</td>
              <td class="num">{newCount}</td>
              <td class="num">{changedCount}</td>
              <td class="num">{wrongCount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
