import { LANGUAGES } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { AreaField, described, SelectField } from "../parts/field.tsx";
import { fieldIn, Wrong, type Wrongs } from "./form.tsx";

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** Hours as they are typed: a day's spans in one line, a holiday a line. */
export type HoursForm = { set: boolean; days: Readonly<Record<(typeof WEEKDAYS)[number], string>>; timeZone: string; holidays: string };

type HoursProps = { form: HoursForm; zones: readonly string[]; wrongs: Wrongs };

/** Always open, or a week with its holidays. */
export function HoursFields({ form, zones, wrongs }: HoursProps) {
  const { t } = usePage();
  const choice = (value: "always" | "set", checked: boolean) => (
    <label class="choice">
      <input class="check" type="radio" name="hours" value={value} checked={checked} />
      <span>{t(`hours.${value}`)}</span>
    </label>
  );
  return (
    <div class="hours full">
      {choice("always", !form.set)}
      {choice("set", form.set)}
      <div class="hours-set">
        <Week days={form.days} wrongs={wrongs} />
        <Wrong>{wrongs["hours"]}</Wrong>
        <Elsewhere form={form} zones={zones} wrongs={wrongs} />
      </div>
    </div>
  );
}

function Week({ days, wrongs }: Pick<HoursForm, "days"> & { wrongs: Wrongs }) {
  const { t } = usePage();
  return (
    <fieldset class="week" aria-describedby="week-help">
      <legend class="unseen">{t("hours.days")}</legend>
      {WEEKDAYS.map((day) => {
        const id = `hours.${day}`;
        const wrong = wrongs[id];
        return (
          <>
            <label for={id}>{t(`weekday.${day}`)}</label>
            <input class="input" name={id} value={days[day]} placeholder={t("hours.closed")} autocomplete="off" {...described({ id, wrong })} />
            <Wrong id={`${id}-wrong`}>{wrong}</Wrong>
          </>
        );
      })}
      <p class="help" id="week-help">
        {t("hours.days.help")}
      </p>
    </fieldset>
  );
}

function Elsewhere({ form, zones, wrongs }: HoursProps) {
  const { t, zone } = usePage();
  const field = fieldIn(wrongs);
  return (
    <>
      <AreaField {...field("hours.holidays", form.holidays)} label={t("hours.holidays")} help={t("hours.holidays.help")} rows={3} />
      <SelectField
        {...field("hours.timeZone", form.timeZone)}
        label={t("hours.zone")}
        options={zones.map((one) => ({ value: one, label: one.replaceAll("_", " ") }))}
        empty={t("hours.zone.own", { zone: zone.replaceAll("_", " ") })}
      />
    </>
  );
}

/** What customers read outside the hours, in each language. */
export function OfflineTexts({ texts, wrongs }: { texts: Readonly<Record<string, string>>; wrongs: Wrongs }) {
  const { t } = usePage();
  const field = fieldIn(wrongs);
  return (
    <>
      {LANGUAGES.map((language) => (
        <AreaField {...field(`offline.${language}`, texts[language] ?? "")} label={t(`offline.${language}`)} rows={3} lang={language} />
      ))}
    </>
  );
}
