import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Door } from "./door.tsx";
import { NewPassword } from "./new-password.tsx";

type PasswordLinkProps = { path: string; username: string; problems: Readonly<Record<string, string>>; passwordMin: number };

/** A new password, by a one-time link. */
export function PasswordLinkPage({ path, username, problems, passwordMin }: PasswordLinkProps) {
  const { t } = usePage();
  return (
    <Door title={t("password.new.title")} heading={t("password.new.title")} intro={username} inLanguage={(one) => `${path}?language=${one}`}>
      <form class="stack" method="post" action={path} data-whole novalidate>
        <input type="hidden" name="username" autocomplete="username" value={username} />
        <NewPassword label={t("password.new")} problems={problems} min={passwordMin} />
        <Button type="submit" kind="primary" size="form">
          {t("password.save")}
        </Button>
      </form>
    </Door>
  );
}
