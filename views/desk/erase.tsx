import type { Opened } from "../../src/desk/store.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { customerName } from "./name.ts";

/** Says what goes and what stays, and asks once. */
export function EraseWindow({ conversation, messages, files }: { conversation: Opened; messages: number; files: number }) {
  const { t } = usePage();
  const { id } = conversation;
  const footer = (
    <>
      <Button size="form" data-closes autofocus>
        {t("erase.cancel")}
      </Button>
      <form hx-post={`/conversations/${id}/erase`} hx-swap="none" hx-disable="find button">
        <Button size="form" kind="danger" icon="trash-2" type="submit" data-closes>
          {t("erase.now")}
        </Button>
      </form>
    </>
  );
  return (
    <Dialog id="erase-dialog" open="at-once" title={t("erase.title", { id, name: customerName(conversation, t) })} footer={footer}>
      <div class="stack">
        <p>
          {t("erase.goes", { messages: t("erase.messages", { count: messages }), files: t("erase.files", { count: files }) })} {t("erase.goes.too")}
        </p>
        <p>{t("erase.stays")}</p>
        <p class="quiet">{t("erase.backups")}</p>
      </div>
    </Dialog>
  );
}
