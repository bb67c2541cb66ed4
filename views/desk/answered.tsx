import type { Ours } from "../../src/conversations/second-store.ts";
import { clockTime, duration } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Button } from "../parts/button.tsx";
import { lineOf } from "./name.ts";

/** Below an answer that was held back: who answered meanwhile, what, and whether one's own is to go as well (static/js/desk/bubble.js). */
export function Answered({ answer }: { answer: Ours }) {
  const { language, zone, now, person, t } = usePage();
  const { id, authorId, authorName, kind, text, receivedAt } = answer;
  const facts = { name: authorName ?? "", ago: duration(language, now - receivedAt), time: clockTime(language, zone, receivedAt) };
  return (
    <>
      <b>{authorId === person?.id ? t("second.answered.you", facts) : t("second.answered", facts)}</b>
      <q class="words" dir="auto">
        {lineOf(kind, text, t)}
      </q>
      <p>{t("second.held")}</p>
      <span class="actions">
        <Button data-take-back>{t("second.back")}</Button>
        <Button data-send-anyway={id}>{t("second.anyway")}</Button>
      </span>
    </>
  );
}
