import { usePage } from "../page.ts";
import { AreaField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { fieldIn, Setting, SettingsForm, type Told } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";

type ReasonsProps = { bar: Bar; outline: string; revision: string; told: Told };

const ROWS = { min: 14, max: 40 } as const;

/** The reasons that agents choose from on closing: a line each, set in below another. */
export function ReasonsPage({ bar, outline, revision, told }: ReasonsProps) {
  const { t } = usePage();
  const rows = Math.min(ROWS.max, Math.max(ROWS.min, outline.split("\n").length + 2));
  const head = <Title title={t("admin.reasons")} about={t("reasons.about")} />;
  return (
    <AdminPage title={t("admin.reasons")} at="reasons" bar={bar}>
      <SettingsForm action="/admin/reasons" revision={revision} told={told} discard="/admin/reasons" head={head}>
        <Setting title={t("reasons.what")} help={t("reasons.what.help")}>
          <AreaField
            {...fieldIn(told.wrongs)("reasons", outline)}
            label={t("reasons.outline")}
            help={t("reasons.outline.help")}
            placeholder={t("reasons.example")}
            rows={rows}
            spellcheck={false}
            dir="auto"
            autofocus={outline === ""}
          />
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}
