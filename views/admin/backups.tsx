import { exactTime, fileSize } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { described } from "../parts/field.tsx";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/marks.tsx";
import { Token } from "../parts/me-menu.tsx";
import type { Bar } from "../parts/system-bar.tsx";
import { type Told, Wrong } from "./form.tsx";
import { AdminPage, Title } from "./frame.tsx";

type FileLine = { name: string; bytes: number; madeAt: number };
type BackupsProps = {
  bar: Bar;
  /** Where they lie. */
  folder: string;
  files: readonly FileLine[];
  makingSince: number | null;
  /** Why the last one came to nothing. */
  failure: string | null;
  told: Told;
};

/** The backups there are, and making one while everything runs. */
export function BackupsPage({ bar, folder, files, makingSince, failure, told }: BackupsProps) {
  const { t } = usePage();
  return (
    <AdminPage title={t("admin.backups")} at="backups" bar={bar}>
      <div class="page full">
        {told.conflict && (
          <Banner icon="circle-alert" state="bad" alert>
            <span class="grow">{told.conflict}</span>
          </Banner>
        )}
        <Title title={t("admin.backups")} about={t("backups.about", { folder })} />
        <Make told={told} />
        <Files files={files} makingSince={makingSince} failure={failure} />
      </div>
    </AdminPage>
  );
}

function Make({ told: { wrongs } }: Pick<BackupsProps, "told">) {
  const { t } = usePage();
  return (
    <form class="filters passphrase" method="post" action="/admin/backups" novalidate>
      <Token />
      {(["passphrase", "again"] as const).map((name) => (
        <input
          class="input"
          data-size="s"
          type="password"
          name={name}
          placeholder={t(`backups.${name}`)}
          aria-label={t(`backups.${name}`)}
          autocomplete="new-password"
          {...described({ id: name, wrong: wrongs[name], help: name === "passphrase" ? t("backups.passphrase.help") : undefined })}
        />
      ))}
      <Button type="submit" kind="primary">
        {t("backups.make")}
      </Button>
      <Wrong id="again-wrong">{wrongs["again"]}</Wrong>
      <p class="help" id="passphrase-help">
        {t("backups.passphrase.help")}
      </p>
    </form>
  );
}

// While one is being made the list asks again by itself; with the last answer it stops.
function Files({ files, makingSince, failure }: Pick<BackupsProps, "files" | "makingSince" | "failure">) {
  const { t } = usePage();
  const asks = makingSince === null ? {} : { "hx-get": "/admin/backups", "hx-select": "#rows", "hx-trigger": "load delay:1s", "hx-swap": "outerHTML" };
  return (
    <div class="rows" id="rows" {...asks}>
      <div class="making" role="status">
        {makingSince !== null && (
          <p>
            <Icon name="hourglass" size="s" />
            {t("backups.making")} <Time at={makingSince} clock />
          </p>
        )}
        {failure && (
          <p class="bad-text">
            <Icon name="circle-alert" size="s" />
            {failure}
          </p>
        )}
      </div>
      {files.length === 0 ? makingSince === null && <Empty title={t("backups.empty")}>{t("backups.empty.help")}</Empty> : <Table files={files} />}
    </div>
  );
}

function Table({ files }: { files: readonly FileLine[] }) {
  const { language, zone, t } = usePage();
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t("backups.file")}</th>
          <th scope="col">{t("backups.made")}</th>
          <th scope="col" class="num">
            {t("backups.size")}
          </th>
          <td />
        </tr>
      </thead>
      <tbody>
        {files.map(({ name, bytes, madeAt }) => (
          <tr>
            <td>
              <b>{name}</b>
            </td>
            <td>{exactTime(language, zone, madeAt)}</td>
            <td class="num">{fileSize(language, bytes)}</td>
            <td class="num">
              <a class="button" data-kind="quiet" href={`/admin/backups/${name}`} download={name} aria-label={`${t("backups.download")} ${name}`}>
                <Icon name="download" />
                <span>{t("backups.download")}</span>
              </a>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
