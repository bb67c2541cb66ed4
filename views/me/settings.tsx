import { LANGUAGES } from "../../src/texts/catalogue.ts";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { AreaField, SelectField, TextField } from "../parts/field.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { NewPassword } from "../sign-in/new-password.tsx";

const OPENS = ["home", "conversations"] as const;
const THEMES = ["system", "light", "dark"] as const;

export type SettingsProps = {
  bar: Bar;
  username: string;
  email: string | null;
  profile: string;
  passwordMin: number;
  problems: Readonly<Record<string, string>>;
  /** What was just saved. */
  saved: "password" | "signature" | null;
  signature: string;
};

/** One's own settings: who one is here, how the pages look and sound, the password. */
export function SettingsPage(props: SettingsProps) {
  const { t } = usePage();
  return (
    <Layout title={t("me.settings")} at="settings" bar={props.bar} main="settings">
      <header class="title">
        <h1>{t("me.settings")}</h1>
      </header>
      <Identity {...props} />
      <Taste />
      <Signature {...props} />
      <Password {...props} />
    </Layout>
  );
}

function Identity({ username, email, profile }: SettingsProps) {
  const { person, t } = usePage();
  return (
    <section class="setting">
      <header>
        <h2>{t("settings.me")}</h2>
        <p class="quiet">{t("settings.me.help")}</p>
      </header>
      <dl class="fields">
        {[
          [t("settings.name"), person?.name],
          [t("sign-in.username"), username],
          [t("settings.email"), email],
          [t("settings.profile"), profile],
        ].map(
          ([label, value]) =>
            value && (
              <div class="field">
                <dt class="label">{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

// At once, without a button: static/js/preferences.js shows the effect, the form sends it.
function Taste() {
  const { theme, language, person, t } = usePage();
  return (
    <section class="setting">
      <header>
        <h2>{t("settings.taste")}</h2>
        <p class="quiet">{t("settings.taste.help")}</p>
      </header>
      <form class="fields" hx-post="/me/preferences" hx-trigger="change" hx-swap="none" data-preferences>
        <SelectField
          id="own-theme"
          name="theme"
          label={t("me.theme")}
          value={theme}
          options={THEMES.map((one) => ({ value: one, label: t(`me.theme.${one}`) }))}
        />
        <SelectField
          id="own-language"
          name="language"
          label={t("me.language")}
          value={language}
          options={LANGUAGES.map((one) => ({ value: one, label: t(`me.language.${one}`) }))}
        />
        <SelectField
          id="own-opens"
          name="opens"
          label={t("settings.opens")}
          value={person?.opens ?? "home"}
          options={OPENS.map((one) => ({ value: one, label: t(`settings.opens.${one}`) }))}
        />
        <div class="field">
          <label for="own-volume">{t("me.volume")}</label>
          <input id="own-volume" type="range" name="volume" min="0" max="100" step="5" value={person?.volume} />
        </div>
      </form>
    </section>
  );
}

function Signature({ signature, problems, saved }: SettingsProps) {
  const { person, t } = usePage();
  if (!person?.may("conversations.handle")) return null;
  return (
    <section class="setting" id="own-signature">
      <header>
        <h2>{t("settings.signature")}</h2>
        <p class="quiet">{saved === "signature" ? t("settings.signature.saved") : t("settings.signature.help")}</p>
      </header>
      <form class="fields" method="post" action="/me/signature" novalidate>
        <Token />
        <AreaField id="signature" label={t("settings.signature")} value={signature} wrong={problems["signature"]} rows={3} dir="auto" />
        <Button type="submit" size="form">
          {t("settings.signature.save")}
        </Button>
      </form>
    </section>
  );
}

function Password({ username, passwordMin, problems, saved }: SettingsProps) {
  const { t } = usePage();
  return (
    <section class="setting" id="change-password">
      <header>
        <h2>{t("password.title")}</h2>
        <p class="quiet">{saved === "password" ? t("password.saved") : t("settings.password.help")}</p>
      </header>
      <form class="fields" method="post" action="/me/password" novalidate>
        <Token />
        <input type="hidden" name="username" autocomplete="username" value={username} />
        <TextField id="current" type="password" label={t("password.current")} wrong={problems["current"]} autocomplete="current-password" required />
        <NewPassword label={t("password.new")} problems={problems} min={passwordMin} />
        <Button type="submit" kind="primary" size="form">
          {t("password.save")}
        </Button>
      </form>
    </section>
  );
}
