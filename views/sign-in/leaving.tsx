import { Blank, Sheet } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Token } from "../parts/me-menu.tsx";

/** Who signs out still holds conversations: which, and that they stay theirs. */
export function LeavingPage({ conversations }: { conversations: readonly number[] }) {
  const { t } = usePage();
  return (
    <Blank title={t("leaving.title")}>
      <Sheet>
        <h1>{t("leaving.title")}</h1>
        <p class="quiet">{t("leaving.count", { count: conversations.length })}</p>
        <p class="actions">
          {conversations.map((id) => (
            <a href={`/conversations/${id}`}>{t("leaving.conversation", { id })}</a>
          ))}
        </p>
        <form class="stack" method="post" action="/sign-out" novalidate>
          <Token />
          <input type="hidden" name="confirmed" value="yes" />
          <a class="button" data-kind="primary" data-size="form" href="/conversations">
            <span>{t("leaving.stay")}</span>
          </a>
          <Button type="submit" size="form">
            {t("leaving.go")}
          </Button>
        </form>
      </Sheet>
    </Blank>
  );
}
