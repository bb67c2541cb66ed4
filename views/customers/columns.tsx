import type { Import } from "../../src/customers/import/imports.ts";
import { localeOf } from "../../src/texts/catalogue.ts";
import { type Told, Wrong } from "../admin/form.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { described, SelectField } from "../parts/field.tsx";
import { Token } from "../parts/me-menu.tsx";

export type Column = { header: string; examples: readonly string[] };
export type Option = { value: string; label: string };

type Props = { found: Import; columns: readonly Column[]; targets: readonly Option[]; countries: readonly string[]; told: Told };

/** Where each column of a file goes, guessed from what it is called. */
export function ColumnsForm({ found, columns, targets, countries, told: { wrongs } }: Props) {
  const { language, t } = usePage();
  const { id, lineCount, country } = found;
  const names = new Intl.DisplayNames(localeOf(language), { type: "region" });
  const options = countries.map((value) => ({ value, label: names.of(value) ?? value })).sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <form class="card wide" id="columns" method="post" action={`/customers/import/${id}/check`} data-saves novalidate>
      <Token />
      <header>
        <h2>{t("import.columns")}</h2>
      </header>
      <p class="body quiet">{t("import.columns.about", { count: lineCount })}</p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("import.column")}</th>
            <th scope="col">{t("import.examples")}</th>
            <th scope="col">{t("import.goes-to")}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column, at) => (
            <ColumnLine column={column} at={at} chosen={found.columns[at] ?? null} targets={targets} wrong={wrongs[`column-${at}`]} />
          ))}
        </tbody>
      </table>
      <div class="body stack">
        <Wrong>{wrongs["columns"]}</Wrong>
        <SelectField
          id="country"
          label={t("import.country")}
          help={t("import.country.help")}
          options={options}
          value={country ?? (language === "it" && found.state === "mapping" ? "IT" : null)}
          empty={t("import.country.none")}
        />
        <div class="actions">
          <Button type="submit" kind="primary" size="form">
            {t("import.check")}
          </Button>
          <Button type="submit" size="form" formAction={`/customers/import/${id}/drop`}>
            {t("import.drop")}
          </Button>
        </div>
      </div>
    </form>
  );
}

type LineProps = { column: Column; at: number; chosen: string | null; targets: readonly Option[]; wrong: string | undefined };

function ColumnLine({ column: { header, examples }, at, chosen, targets, wrong }: LineProps) {
  const { t } = usePage();
  const id = `column-${at}`;
  return (
    <tr>
      <td class="cut" dir="auto">
        <b>{header}</b>
      </td>
      <td class="cut quiet" dir="auto">
        {examples.join(" · ")}
      </td>
      <td>
        <select class="select" data-size="s" name={id} aria-label={t("import.column.of", { column: header })} {...described({ id, wrong })}>
          <option value="">{t("import.leave-out")}</option>
          {targets.map(({ value, label }) => (
            <option value={value} selected={value === chosen}>
              {label}
            </option>
          ))}
        </select>
        <Wrong id={`${id}-wrong`}>{wrong}</Wrong>
      </td>
    </tr>
  );
}
