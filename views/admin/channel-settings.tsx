import { catalogue, type Language, say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { AreaField, described, Field, TextField } from "../parts/field.tsx";
import type { ChannelName } from "../parts/icon.tsx";
import { Setting, type Wrongs } from "./form.tsx";

/** One setting of a kind, as its form field. Of a secret the page knows only whether it is set, and what was just typed. */
export type SettingField = {
  key: string;
  kind: "text" | "url" | "number" | "lines" | "color";
  secret: boolean;
  required: boolean;
  /** What holds while the field is empty. */
  initial: string | null;
  value: string;
  isSet: boolean;
};

type SettingsProps = { kind: ChannelName; settings: readonly SettingField[]; wrongs: Wrongs };

/** The form of a kind's own settings, made from its list: what must be told is seen at once, the rest unfolds. */
export function ChannelSettings({ kind, settings, wrongs }: SettingsProps) {
  const { language, t } = usePage();
  const needed = settings.filter(({ required }) => required);
  const [first, rest] = needed.length > 0 ? [needed, settings.filter(({ required }) => !required)] : [settings, []];
  const open = rest.some(({ key, value }) => value !== "" || wrongs[`settings.${key}`]);
  const field = (setting: SettingField) => <OneSetting kind={kind} setting={setting} wrong={wrongs[`settings.${setting.key}`]} />;
  return (
    <Setting title={say(language, `channel.${kind}.settings`)} help={say(language, `channel.${kind}.settings.help`)}>
      {first.map(field)}
      {rest.length > 0 && (
        <details class="more full" open={open}>
          <summary>{t("channel.more")}</summary>
          <div class="fields">{rest.map(field)}</div>
        </details>
      )}
    </Setting>
  );
}

function OneSetting({ kind, setting, wrong }: { kind: ChannelName; setting: SettingField; wrong: string | undefined }) {
  const { language } = usePage();
  const { key, initial, value } = setting;
  const id = `settings.${key}`;
  const text = `setting.${kind}.${key}`;
  const label = known(language, text) ? say(language, text) : key;
  const help = known(language, `${text}.help`) ? say(language, `${text}.help`) : undefined;
  if (setting.secret) return <SecretField id={id} label={label} help={help} wrong={wrong} setting={setting} />;
  if (setting.kind === "lines") return <AreaField id={id} label={label} help={help} wrong={wrong} value={value} placeholder={initial ?? undefined} rows={3} />;
  if (setting.kind === "color") return <TextField id={id} type="color" label={label} help={help} wrong={wrong} value={value || (initial ?? "#000000")} />;
  const mode = setting.kind === "number" ? { inputmode: "numeric" as const } : setting.kind === "url" ? { inputmode: "url" as const } : {};
  return (
    <TextField
      id={id}
      label={label}
      help={help}
      wrong={wrong}
      value={value}
      autocomplete="off"
      required={setting.required}
      {...(initial === null ? {} : { placeholder: initial })}
      {...mode}
    />
  );
}

type SecretProps = { id: string; label: string; help: string | undefined; wrong: string | undefined; setting: SettingField };

// Never shown again: what is typed here takes the place of what is set.
function SecretField({ id, label, help, wrong, setting: { value, isSet, required } }: SecretProps) {
  const { t } = usePage();
  return (
    <Field id={id} label={label} help={help} wrong={wrong}>
      <input
        class="input"
        type="password"
        name={id}
        value={value}
        autocomplete="new-password"
        spellcheck={false}
        required={required && !isSet}
        placeholder={isSet ? t("channel.secret.set") : undefined}
        {...described({ id, help, wrong })}
      />
    </Field>
  );
}

const known = (language: Language, key: string) => key in catalogue[language];
