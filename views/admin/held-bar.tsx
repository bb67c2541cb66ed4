import { usePage } from "../page.ts";
import { Banner } from "../parts/banners.tsx";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";

/** Over every page of a restored copy: nothing leaves it yet. Who administers backups says that it is the live one. */
export function HeldBar() {
  const { held, person, t } = usePage();
  const mayResume = person?.may("administer.backup") === true;
  return (
    <div id="held" hx-get="/held" hx-trigger="workspace from:body, live:again from:body" hx-swap="outerHTML">
      {held && (
        <Banner icon="hourglass">
          <span class="grow">{t(mayResume ? "held.text" : "held.text.others")}</span>
          {mayResume && (
            <Button kind="quiet" data-opens="resume-dialog">
              {t("held.action")}
            </Button>
          )}
        </Banner>
      )}
      {held && mayResume && <ResumeDialog />}
    </div>
  );
}

function ResumeDialog() {
  const { t } = usePage();
  return (
    <Dialog
      id="resume-dialog"
      title={t("held.action")}
      footer={
        <>
          <Button data-closes>{t("form.cancel")}</Button>
          <form hx-post="/admin/resume" hx-swap="none">
            <Button kind="primary" type="submit">
              {t("held.action")}
            </Button>
          </form>
        </>
      }
    >
      <p>{t("held.confirm")}</p>
    </Dialog>
  );
}
