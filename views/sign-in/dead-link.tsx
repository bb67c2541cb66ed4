import { usePage } from "../page.ts";
import { Door } from "./door.tsx";

type DeadLinkProps = { path: string; sentence: string; help?: string };

/** A one-time link that works no more: why, and what to do. */
export function DeadLinkPage({ path, sentence, help }: DeadLinkProps) {
  const { t } = usePage();
  return (
    <Door title={sentence} heading={sentence} inLanguage={(one) => `${path}?language=${one}`}>
      {help && <p class="quiet">{help}</p>}
      <p class="stack">
        <a class="button" data-size="form" href="/sign-in">
          <span>{t("sign-in.title")}</span>
        </a>
      </p>
    </Door>
  );
}
