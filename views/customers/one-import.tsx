import type { Import } from "../../src/customers/import/imports.ts";
import type { LineProblem } from "../../src/customers/import/problems.ts";
import { say } from "../../src/texts/catalogue.ts";
import type { Told } from "../admin/form.tsx";
import { Title } from "../admin/frame.tsx";
import { LinkButton } from "../admin/list.tsx";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { type Column, ColumnsForm, type Option } from "./columns.tsx";

const PROBLEMS_SHOWN_MAX = 100;

type Props = {
  bar: Bar;
  found: Import;
  /** The columns of the file, while somebody says where they go. */
  columns: readonly Column[] | null;
  targets: readonly Option[];
  countries: readonly string[];
  /** The first lines that are left out. */
  problems: readonly LineProblem[];
  told: Told;
};

/** One import, as far as it is: its columns, what it would do, how far it has come, what it did. */
export function ImportPage(props: Props) {
  const { bar, found, columns, told } = props;
  const { t } = usePage();
  return (
    <Layout title={t("import.heading")} at="customers" bar={bar} main="page">
      <Title title={t("import.one", { id: found.id })} back={{ href: "/customers/import/", label: t("import.heading") }} />
      {told.conflict && (
        <Banner icon="circle-alert" state="bad" alert>
          <span class="grow">{told.conflict}</span>
        </Banner>
      )}
      <div class="imports">
        {columns ? <ColumnsForm {...props} columns={columns} /> : <State found={found} />}
        {!columns && props.problems.length > 0 && <Problems {...props} />}
      </div>
    </Layout>
  );
}

function State({ found }: { found: Import }) {
  const { t } = usePage();
  if (found.state !== "checking" && found.state !== "running") return <Outcome found={found} />;
  return (
    <section class="card wide" aria-label={t(`import.state.${found.state}`)}>
      <div class="body stack">
        <Progress found={found} />
        <div class="actions">
          <Action id={found.id} what="drop">
            {t("import.stop")}
          </Action>
        </div>
      </div>
    </section>
  );
}

/** How far it has come; asks again until it is there. */
export function Progress({ found: { id, state, doneCount, lineCount } }: { found: Import }) {
  const { t } = usePage();
  const label = t("import.progress", { done: doneCount, count: lineCount });
  return (
    <div class="stack" id="progress" hx-get={`/customers/import/${id}/progress`} hx-trigger="load delay:700ms" hx-swap="outerHTML">
      <p>{t(state === "checking" ? "import.checking" : "import.running")}</p>
      <progress class="bar" data-state="ours" value={doneCount} max={Math.max(lineCount, 1)} aria-label={label} />
      <p class="quiet">{label}</p>
    </div>
  );
}

function Outcome({ found }: { found: Import }) {
  const { t } = usePage();
  const { id, state, newCount, changedCount, sameCount, wrongCount } = found;
  const title = state === "checked" ? t("import.checked") : t(state === "done" ? "import.ended" : "import.ended.dropped");
  const about = state === "checked" ? t("import.checked.about") : state === "dropped" && t("import.ended.dropped.about");
  const counts = [
    [t("import.new"), newCount],
    [t("import.changed"), changedCount],
    [t("import.same"), sameCount],
    [t("import.wrong"), wrongCount],
  ] as const;
  return (
    <section class="card wide" aria-labelledby="outcome">
      <header>
        <h2 id="outcome">{title}</h2>
      </header>
      <div class="body stack">
        {about && <p class="quiet">{about}</p>}
        <dl class="counts">
          {counts.map(([name, count]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{count}</dd>
            </div>
          ))}
        </dl>
        {state === "checked" ? (
          <Next id={id} count={newCount + changedCount} />
        ) : (
          <div class="actions">
            <LinkButton href="/customers" kind="primary" size="form">
              {t("import.to-customers")}
            </LinkButton>
            <LinkButton href="/customers/import/" size="form">
              {t("import.another")}
            </LinkButton>
          </div>
        )}
      </div>
    </section>
  );
}

function Next({ id, count }: { id: number; count: number }) {
  const { t } = usePage();
  return (
    <div class="actions">
      {count > 0 ? (
        <Action id={id} what="start" primary>
          {t("import.start", { count })}
        </Action>
      ) : (
        <p>{t("import.nothing")}</p>
      )}
      <LinkButton href={`/customers/import/${id}?columns`} size="form">
        {t("import.again")}
      </LinkButton>
      <Action id={id} what="drop">
        {t("import.drop")}
      </Action>
    </div>
  );
}

function Action({ id, what, primary, children }: { id: number; what: "start" | "drop"; primary?: true; children: string }) {
  return (
    <form method="post" action={`/customers/import/${id}/${what}`} data-saves={primary} novalidate>
      <Token />
      <Button type="submit" size="form" {...(primary ? { kind: "primary" as const } : {})}>
        {children}
      </Button>
    </form>
  );
}

function Problems({ found: { id }, problems }: Props) {
  const { language, t } = usePage();
  return (
    <section class="card wide" aria-labelledby="problems">
      <header>
        <h2 id="problems">{t("import.problems")}</h2>
        <span class="end" />
        <LinkButton href={`/customers/import/${id}/problems`} icon="download">
          {t("import.problems.file")}
        </LinkButton>
      </header>
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="num">
              {t("import.line")}
            </th>
            <th scope="col">{t("import.field")}</th>
            <th scope="col">{t("import.problem")}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ line, field, problem, facts }) => (
            <tr>
              <td class="num">{line}</td>
              <td dir="auto">{field}</td>
              <td class="wide">{say(language, problem, facts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length === PROBLEMS_SHOWN_MAX && <p class="body quiet">{t("import.problems.more", { max: PROBLEMS_SHOWN_MAX })}</p>}
    </section>
  );
}
