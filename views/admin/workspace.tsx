import { LANGUAGES, localeOf } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Switch } from "../parts/choices.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { fieldIn, Setting, SettingsForm, type Told, type Wrongs } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";
import { NumberField } from "./number.tsx";

export type WorkspaceForm = Readonly<
  Record<"name" | "timeZone" | "language" | "ignoredOffersMax" | "historyDays" | "mapTiles" | "mapAttribution" | "geocoder", string> &
    Record<"companyAddress" | "vatNumber" | "currency", string> &
    Record<"preferredAgents" | "dictation", boolean>
>;

const EXAMPLES = { tiles: "https://tiles.example.com/{z}/{x}/{y}.png", geocoder: "https://nominatim.example.com/search" };
const HOLES = { z: "{z}", x: "{x}", y: "{y}" };

type WorkspaceProps = { bar: Bar; form: WorkspaceForm; revision: string; told: Told; zones: readonly string[]; currencies: readonly string[] };

/** What holds for the whole workspace. */
export function WorkspacePage({ bar, form, revision, told, zones, currencies }: WorkspaceProps) {
  const { language, t } = usePage();
  const names = new Intl.DisplayNames(localeOf(language), { type: "currency" });
  const field = fieldIn(told.wrongs);
  return (
    <AdminPage title={t("admin.general")} at="workspace" bar={bar}>
      <SettingsForm action="/admin/workspace" revision={revision} told={told} discard="/admin/workspace" head={<Title title={t("admin.general")} />}>
        <Setting title={t("workspace.company")} help={t("workspace.company.help")}>
          <TextField {...field("name", form.name)} label={t("field.name")} required autocomplete="organization" />
        </Setting>
        <Setting title={t("workspace.zone.title")} help={t("workspace.zone.help")}>
          <SelectField
            {...field("timeZone", form.timeZone)}
            label={t("workspace.zone")}
            options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
          />
        </Setting>
        <Setting title={t("workspace.language.title")} help={t("workspace.language.help")}>
          <SelectField
            {...field("language", form.language)}
            label={t("workspace.language")}
            options={LANGUAGES.map((language) => ({ value: language, label: t(`me.language.${language}`) }))}
          />
        </Setting>
        <Setting title={t("workspace.agents")} help={t("workspace.agents.help")}>
          <NumberField
            {...field("ignoredOffersMax", form.ignoredOffersMax)}
            label={t("workspace.ignored")}
            unit={t("workspace.ignored.unit")}
            help={t("workspace.ignored.help")}
          />
          <NumberField
            {...field("historyDays", form.historyDays)}
            label={t("workspace.history")}
            unit={t("workspace.history.unit")}
            help={t("workspace.history.help")}
          />
          <Switch name="preferredAgents" value="yes" checked={form.preferredAgents} label={t("workspace.preferred")} help={t("workspace.preferred.help")} />
        </Setting>
        <MapSetting form={form} wrongs={told.wrongs} />
        <Setting title={t("dictation.setting.title")} help={t("dictation.setting.about")}>
          <Switch name="dictation" value="yes" checked={form.dictation} label={t("dictation.setting")} help={t("dictation.setting.help")} />
        </Setting>
        <Setting title={t("workspace.quotes")} help={t("workspace.quotes.help")}>
          <AreaField {...field("companyAddress", form.companyAddress)} label={t("workspace.address")} rows={3} autocomplete="street-address" />
          <TextField {...field("vatNumber", form.vatNumber)} label={t("workspace.vat-number")} autocomplete="off" />
          <SelectField
            {...field("currency", form.currency)}
            label={t("workspace.currency")}
            options={currencies.map((code) => ({ value: code, label: names.of(code) === code ? code : `${code}, ${names.of(code)}` }))}
          />
        </Setting>
      </SettingsForm>
    </AdminPage>
  );
}

function MapSetting({ form, wrongs }: { form: WorkspaceForm; wrongs: Wrongs }) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  const address = { autocomplete: "off", inputmode: "url" } as const;
  return (
    <Setting title={t("map.setting.title")} help={t("map.setting.about")}>
      <TextField {...field("mapTiles", form.mapTiles)} {...address} label={t("map.tiles")} help={t("map.tiles.help", HOLES)} placeholder={EXAMPLES.tiles} />
      <TextField {...field("mapAttribution", form.mapAttribution)} label={t("map.attribution")} help={t("map.attribution.help")} autocomplete="off" />
      <TextField {...field("geocoder", form.geocoder)} {...address} label={t("map.geocoder")} help={t("map.geocoder.help")} placeholder={EXAMPLES.geocoder} />
    </Setting>
  );
}
