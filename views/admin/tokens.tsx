import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { CopyButton } from "../parts/copy.tsx";
import { Empty } from "../parts/empty.tsx";
import { described } from "../parts/field.tsx";
import { Time } from "../parts/marks.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { type Told, Wrong } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";

export type TokenLine = { id: number; name: string; profile: string; createdAt: number };
export type TokenForm = { name: string; profileId: number | null };

type TokensProps = {
  bar: Bar;
  tokens: readonly TokenLine[];
  /** The profiles that this person may give to a program. */
  profiles: readonly { id: number; name: string }[];
  form: TokenForm;
  told: Told;
  /** The one just made; it is shown this once. */
  made: string | null;
};

/** The tokens that work, and a new one. */
export function TokensPage({ bar, tokens, profiles, form, told, made }: TokensProps) {
  const { t } = usePage();
  return (
    <AdminPage title={t("admin.tokens")} at="tokens" bar={bar}>
      <div class="page full">
        <Title title={t("admin.tokens")} about={t("tokens.about")} />
        <Add profiles={profiles} form={form} told={told} />
        {made && <Made token={made} />}
        <div class="rows">{tokens.length === 0 ? <Empty title={t("tokens.empty")}>{t("tokens.empty.help")}</Empty> : <Table tokens={tokens} />}</div>
      </div>
    </AdminPage>
  );
}

function Add({ profiles, form, told: { wrongs } }: Pick<TokensProps, "profiles" | "form" | "told">) {
  const { t } = usePage();
  return (
    <form class="filters" method="post" action="/admin/tokens/add" novalidate>
      <Token />
      <input
        class="input"
        data-size="s"
        name="name"
        value={form.name}
        placeholder={t("token.name")}
        aria-label={t("token.name")}
        autocomplete="off"
        autofocus
        {...described({ id: "name", wrong: wrongs["name"] })}
      />
      <select class="select" data-size="s" name="profile" aria-label={t("token.profile")} {...described({ id: "profile", wrong: wrongs["profile"] })}>
        {profiles.map(({ id, name }) => (
          <option value={id} selected={id === form.profileId}>
            {name}
          </option>
        ))}
      </select>
      <Button type="submit" icon="plus">
        {t("token.make")}
      </Button>
      <Wrong id="name-wrong">{wrongs["name"]}</Wrong>
      <Wrong id="profile-wrong">{wrongs["profile"]}</Wrong>
    </form>
  );
}

function Made({ token }: { token: string }) {
  const { t } = usePage();
  return (
    <div class="field once" role="status">
      <span class="label">{t("token.made")}</span>
      <span class="given">
        <code>{token}</code>
        <CopyButton text={token} size="form" />
      </span>
      <p class="help">{t("token.made.help")}</p>
    </div>
  );
}

function Table({ tokens }: { tokens: readonly TokenLine[] }) {
  const { t } = usePage();
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t("token.name")}</th>
          <th scope="col">{t("token.profile")}</th>
          <th scope="col">{t("token.since")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ id, name, profile, createdAt }) => (
          <tr>
            <td>
              <b>{name}</b>
            </td>
            <td>{profile}</td>
            <td>
              <Time at={createdAt} />
            </td>
            <td class="num">
              <form method="post" action={`/admin/tokens/${id}/revoke`}>
                <Token />
                <Button type="submit" kind="quiet" aria-label={`${t("token.revoke")} ${name}`}>
                  {t("token.revoke")}
                </Button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
