import { Blank, Sheet } from "./layout.tsx";
import { usePage } from "./page.ts";
import { Icon } from "./parts/icon.tsx";

type Problems = Readonly<Record<string, string>>;
type ErrorProps = { sentence: string; problems: Problems; number: string | null };

/** In place of a page that cannot be shown: what happened, a way on, and for a mistake of ours the number to tell. */
export function ErrorPage({ sentence, problems, number }: ErrorProps) {
  const { t } = usePage();
  return (
    <Blank title={sentence}>
      <Sheet>
        <h1>{sentence}</h1>
        <List problems={problems} />
        {number !== null && <p class="quiet">{t("error.bug.number", { number })}</p>}
        <p class="stack">
          <a class="button" data-size="form" href="/">
            <span>{t("error.home")}</span>
          </a>
        </p>
      </Sheet>
    </Blank>
  );
}

/** The fields that were wrong, for a form that does not mark its own. */
export function Problems({ sentence, problems }: { sentence: string; problems: Problems }) {
  return (
    <div class="wrong" role="alert">
      <Icon name="circle-alert" size="s" />
      {sentence}
      <List problems={problems} />
    </div>
  );
}

function List({ problems }: { problems: Problems }) {
  const entries = Object.entries(problems);
  return entries.length === 0 ? null : (
    <ul>
      {entries.map(([field, problem]) => (
        <li>
          {field}: {problem}
        </li>
      ))}
    </ul>
  );
}
