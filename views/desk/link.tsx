import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { TextField } from "../parts/field.tsx";

/** Words and an address; they go into the box as the channel can show them (static/js/desk/link.js). */
export function LinkDialog() {
  const { t } = usePage();
  return (
    <Dialog
      id="link-dialog"
      title={t("composer.link.title")}
      footer={
        <>
          <Button size="form" data-closes>
            {t("form.cancel")}
          </Button>
          <Button size="form" kind="primary" type="submit" form="link-form">
            {t("composer.link.add")}
          </Button>
        </>
      }
    >
      <form id="link-form" class="stack" novalidate>
        <TextField id="link-words" label={t("composer.link.words")} autocomplete="off" />
        <TextField id="link-address" label={t("composer.link.address")} inputmode="url" autocomplete="off" placeholder="https://" required />
      </form>
    </Dialog>
  );
}
