import type { WhatIfForm } from "../../src/routing/simulate/ask.ts";
import type { Choices } from "../../src/routing/simulate/choices.ts";
import type { Run } from "../../src/routing/simulate/runs.ts";
import type { Wrongs } from "../admin/form.tsx";
import { Layout } from "../layout.tsx";
import { usePage } from "../page.ts";
import { Empty } from "../parts/empty.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { Ask } from "./ask.tsx";
import { Results } from "./results.tsx";

type PageProps = { bar: Bar; form: WhatIfForm; choices: Choices; run: Run | null; wrongs: Wrongs; conflict: string | null };

/** What if? On the left a past day and what shall be otherwise, on the right what comes of it. */
export function WhatIfPage({ bar, form, choices, run, wrongs, conflict }: PageProps) {
  const { t } = usePage();
  return (
    <Layout title={t("what-if.title")} at="what-if" bar={bar} main="what-if">
      <Ask form={form} choices={choices} wrongs={wrongs} conflict={conflict} />
      <section class="answer" aria-label={t("what-if.answer")}>
        {run ? (
          <Answer run={run} />
        ) : (
          <Empty title={t("what-if.start")} drawing>
            {t("what-if.start.help")}
          </Empty>
        )}
      </section>
    </Layout>
  );
}

const STEPS = ["reading", "replaying", "varying"] as const;

/** How far it is, and then the answer. While it runs it asks again by itself. */
export function Answer({ run: { id, state, step, report } }: { run: Run }) {
  const { t } = usePage();
  if (state === "failed")
    return (
      <div id="answer">
        <Empty title={t("what-if.failed")}>{t("what-if.failed.help")}</Empty>
      </div>
    );
  if (report)
    return (
      <div id="answer">
        <Results report={report} />
      </div>
    );
  return (
    <div id="answer" class="steps" role="status" hx-get={`/what-if/${id}/progress`} hx-trigger="load delay:300ms" hx-swap="outerHTML">
      <p>{t(`what-if.step.${step}`)}</p>
      <progress value={STEPS.indexOf(step) + 0.5} max={STEPS.length} aria-label={t(`what-if.step.${step}`)} />
    </div>
  );
}
