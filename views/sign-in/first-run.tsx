import { zones } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { SelectField, TextField } from "../parts/field.tsx";
import { Door } from "./door.tsx";
import { NewPassword } from "./new-password.tsx";

type Values = Readonly<Record<"name" | "username" | "email" | "timeZone", string>>;
type FirstRunProps = { path: string; values: Values; problems: Readonly<Record<string, string>>; passwordMin: number };

/** Makes the first administrator. The browser's own time zone is chosen where scripts run (static/js/door.js). */
export function FirstRunPage({ path, values, problems, passwordMin }: FirstRunProps) {
  const { language, t } = usePage();
  const options = zones().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
  return (
    <Door title={t("first-run.title")} heading={t("first-run.title")} intro={t("first-run.intro")} inLanguage={(one) => `${path}?language=${one}`}>
      <form class="stack" method="post" action={path} data-whole novalidate>
        <TextField id="name" label={t("first-run.name")} value={values.name} wrong={problems["name"]} autocomplete="name" required autofocus />
        <TextField id="username" label={t("sign-in.username")} value={values.username} wrong={problems["username"]} autocomplete="username" required />
        <TextField id="email" type="email" label={t("first-run.email")} value={values.email} wrong={problems["email"]} autocomplete="email" />
        <NewPassword label={t("sign-in.password")} problems={problems} min={passwordMin} />
        <SelectField id="timeZone" label={t("first-run.zone")} options={options} value={values.timeZone} wrong={problems["timeZone"]} />
        <input type="hidden" name="language" value={language} />
        <Button type="submit" kind="primary" size="form">
          {t("first-run.action")}
        </Button>
      </form>
    </Door>
  );
}
