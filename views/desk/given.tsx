import type { Closing } from "../../src/desk/closing.ts";
import type { Opened } from "../../src/desk/store.ts";
import { exactTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";

type Props = { conversation: Opened; closing: Closing };

/** What was recorded when the conversation ended, to be read; and the way to change it. */
export function GivenPanel({ conversation, closing: { given, answers, mayChange } }: Props) {
  const { language, zone, t } = usePage();
  return (
    <div class="panel" id="wrap-up" role="tabpanel" aria-labelledby="tab-wrap-up" hidden>
      {conversation.state === "wrap_up" && <p class="quiet">{t("wrap-up.owed-by", { name: conversation.agentName ?? "" })}</p>}
      {conversation.state === "closed" && given === null && <p class="quiet">{t("wrap-up.none")}</p>}
      {given !== null && (
        <dl class="facts">
          <dt>{t("wrap-up.reason")}</dt>
          <dd dir="auto">{given.way || t("wrap-up.no-reason")}</dd>
          {given.notes !== "" && (
            <>
              <dt>{t("wrap-up.notes")}</dt>
              <dd class="as-written" dir="auto">
                {given.notes}
              </dd>
            </>
          )}
          {answers.map(({ questionId, text, said }) => (
            <>
              <dt key={questionId} dir="auto">
                {text}
              </dt>
              <dd class="as-written" dir="auto">
                {said.join(", ")}
              </dd>
            </>
          ))}
          <dt>{t("wrap-up.by")}</dt>
          <dd>
            {given.savedBy}, {exactTime(language, zone, given.savedAt)}
          </dd>
        </dl>
      )}
      {mayChange && (
        <Button icon="clipboard-pen" hx-get={`/conversations/${conversation.id}/wrap-up`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
          {t(given === null ? "wrap-up.give" : "wrap-up.change")}
        </Button>
      )}
    </div>
  );
}
