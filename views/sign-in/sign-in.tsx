import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { TextField } from "../parts/field.tsx";
import { Door } from "./door.tsx";

type SignInProps = {
  /** Null while nobody has named the workspace. */
  company: string | null;
  username: string;
  next: string | null;
  wrong?: string | undefined;
  notice?: string | undefined;
};

/** User name, password, language. The button waits for both fields where scripts run (static/js/door.js). */
export function SignInPage({ company, username, next, wrong, notice }: SignInProps) {
  const { demo, t } = usePage();
  const onwards = next === null ? "" : `&next=${encodeURIComponent(next)}`;
  return (
    <Door
      title={t("sign-in.title")}
      heading={company ?? t("sign-in.title")}
      intro={notice ?? t(demo ? "demo.sign-in" : "sign-in.intro")}
      wrong={wrong}
      inLanguage={(language) => `/sign-in?language=${language}${onwards}`}
      advice={t("sign-in.advice")}
    >
      <form class="stack" method="post" action="/sign-in" data-whole novalidate>
        <TextField id="username" label={t("sign-in.username")} value={username} autocomplete="username" required autofocus={username === ""} />
        <TextField id="password" type="password" label={t("sign-in.password")} autocomplete="current-password" required autofocus={username !== ""} />
        {next !== null && <input type="hidden" name="next" value={next} />}
        <Button type="submit" kind="primary" size="form">
          {t("sign-in.action")}
        </Button>
      </form>
    </Door>
  );
}
