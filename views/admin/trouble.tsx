import { say } from "../../src/texts/catalogue.ts";
import { fileSize } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { Chip, Time } from "../parts/marks.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { AdminPage, Title } from "./frame.tsx";

export type CallLine = { id: number; channel: string; receivedAt: number; state: "failed" | "waiting"; problem: string | null; size: number };
export type JobLine = { id: number; kind: string; createdAt: number; attempts: number; problem: string | null };

type TroubleProps = { bar: Bar; calls: readonly CallLine[]; jobs: readonly JobLine[]; conflict: string | null };

/** What came in and was not understood, and what was owed and is not tried any more. Everything here can be run again. */
export function TroublePage({ bar, calls, jobs, conflict }: TroubleProps) {
  const { t } = usePage();
  const none = calls.length === 0 && jobs.length === 0;
  return (
    <AdminPage title={t("admin.trouble")} at="trouble" bar={bar}>
      <div class="overview">
        {conflict && (
          <Banner icon="circle-alert" state="bad" alert>
            <span class="grow">{conflict}</span>
          </Banner>
        )}
        <Title title={t("admin.trouble")} about={t("trouble.about")} />
        <div class="rows" id="rows" hx-get="/admin/trouble" hx-select="#rows" hx-trigger="troubles from:body, live:again from:body" hx-swap="outerMorph">
          {none && <Empty title={t("trouble.none")}>{t("trouble.none.help")}</Empty>}
          {calls.length > 0 && <Calls calls={calls} />}
          {jobs.length > 0 && <Jobs jobs={jobs} />}
        </div>
      </div>
    </AdminPage>
  );
}

function Calls({ calls }: { calls: readonly CallLine[] }) {
  const { language, t } = usePage();
  return (
    <section aria-labelledby="calls">
      <div class="part-head">
        <h2 id="calls">{t("trouble.calls")}</h2>
        {calls.length > 1 && <Again action="/admin/trouble/journal/all" label={t("trouble.again.all")} />}
      </div>
      <p class="quiet">{t("trouble.calls.help")}</p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("trouble.number")}</th>
            <th scope="col">{t("trouble.received")}</th>
            <th scope="col">{t("trouble.channel")}</th>
            <th scope="col">{t("trouble.why")}</th>
            <th scope="col" class="num">
              {t("trouble.size")}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {calls.map(({ id, receivedAt, channel, state, problem, size }) => (
            <tr>
              <td>{id}</td>
              <td>
                <Time at={receivedAt} />
              </td>
              <td>{channel}</td>
              <td class="wide">
                <span class="cell">
                  <Chip state={state === "failed" ? "bad" : "warn"}>{t(`trouble.${state}`)}</Chip>
                  {problem === null ? "" : say(language, problem)}
                </span>
              </td>
              <td class="num">{fileSize(language, size)}</td>
              <td>
                <Again action={`/admin/trouble/journal/${id}`} label={t("trouble.again")} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Jobs({ jobs }: { jobs: readonly JobLine[] }) {
  const { language, t } = usePage();
  return (
    <section aria-labelledby="jobs">
      <div class="part-head">
        <h2 id="jobs">{t("trouble.jobs")}</h2>
      </div>
      <p class="quiet">{t("trouble.jobs.help")}</p>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{t("trouble.number")}</th>
            <th scope="col">{t("trouble.since")}</th>
            <th scope="col">{t("trouble.job")}</th>
            <th scope="col">{t("trouble.why")}</th>
            <th scope="col" class="num">
              {t("trouble.attempts")}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {jobs.map(({ id, kind, createdAt, attempts, problem }) => (
            <tr>
              <td>{id}</td>
              <td>
                <Time at={createdAt} />
              </td>
              <td>{say(language, `job.${kind}`)}</td>
              <td class="wide">{problem === null ? "–" : say(language, problem)}</td>
              <td class="num">{attempts}</td>
              <td>
                <span class="actions">
                  <Again action={`/admin/trouble/jobs/${id}`} label={t("trouble.again")} />
                  <Again action={`/admin/trouble/jobs/${id}/drop`} label={t("trouble.drop")} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Again({ action, label }: { action: string; label: string }) {
  return (
    <form method="post" action={action}>
      <Token />
      <Button type="submit" kind="quiet">
        {label}
      </Button>
    </form>
  );
}
