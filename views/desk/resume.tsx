import type { Opened } from "../../src/desk/store.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Toast } from "../parts/toast.tsx";
import { customerName } from "./name.ts";

/** Asks whether what was put aside is to be active again. */
export function ResumeDialog({ conversation }: { conversation: Opened }) {
  const { t } = usePage();
  const { id } = conversation;
  const footer = (
    <>
      <Button size="form" data-closes>
        {t("transfer.cancel")}
      </Button>
      <form hx-post={`/conversations/${id}/resume`} hx-swap="none" hx-disable="find button">
        <Button size="form" kind="primary" type="submit" data-closes autofocus>
          {t("moves.resume")}
        </Button>
      </form>
    </>
  );
  return (
    <Dialog id="resume-window" open="at-once" title={t("resume.title", { name: customerName(conversation, t) })} footer={footer}>
      <p>{t("resume.help")}</p>
    </Dialog>
  );
}

/** To who had it: a colleague has it now. */
export function LostToast({ conversation }: { conversation: Opened }) {
  const { t } = usePage();
  const customer = customerName(conversation, t);
  const { agentName, queueName, id } = conversation;
  return (
    <Toast icon="arrow-right-left">
      {agentName === null ? t("lost.to-queue", { customer, id, queue: queueName }) : t("lost.to-agent", { customer, id, name: agentName })}
    </Toast>
  );
}
