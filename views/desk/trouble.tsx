import type { ThreadMessage } from "../../src/desk/thread.ts";
import { say } from "../../src/texts/catalogue.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { factsIn, word } from "./facts.ts";

/** Why a message did not arrive, as far as anybody knows, and the way to send it again. */
export function Trouble({ message, canWrite }: { message: ThreadMessage; canWrite: boolean }) {
  const { t } = usePage();
  return (
    <p class="trouble">
      <Icon name="circle-alert" size="s" />
      <span>{message.status === "uncertain" ? t("said.uncertain") : <Reason message={message} />}</span>
      {canWrite && (
        <button type="button" hx-post={`/conversations/${message.conversationId}/messages/${message.id}/again`} hx-swap="none" hx-disable="this">
          {t("said.again")}
        </button>
      )}
    </p>
  );
}

// Our words for the provider's code; else its own.
function Reason({ message: { error, reason } }: { message: ThreadMessage }) {
  const { language, t } = usePage();
  const { code, detail } = factsIn(error);
  const words = reason === null ? word(detail) || t("said.refused") : say(language, reason);
  return <>{/^\d+$/.test(word(code)) ? t("said.failed.code", { reason: words, code: word(code) }) : t("said.failed", { reason: words })}</>;
}
