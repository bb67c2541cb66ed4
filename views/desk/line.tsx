import type { Line } from "../../src/desk/thread.ts";
import { type Language, say, text } from "../../src/texts/catalogue.ts";
import { clockTime } from "../../src/texts/time.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/icon.tsx";
import { factsIn, word } from "./facts.ts";
import { MailAgain } from "./mail.tsx";

const ICONS: Readonly<Record<string, string>> = {
  "conversation.queued": "hourglass",
  "conversation.accepted": "route",
  "conversation.rejected": "x",
  "conversation.taken-back": "x",
  "conversation.transferred": "arrow-right-left",
  "conversation.put-aside": "hourglass",
  "conversation.overflowed": "hourglass",
  "conversation.aged": "hourglass",
  "conversation.freed": "hourglass",
  "conversation.over": "check",
  "conversation.closed": "check",
  "wrap-up.given": "clipboard-pen",
  "mail.sent": "mail",
  "mail.failed": "circle-alert",
  "mail.uncertain": "circle-alert",
};

/** What happened to the conversation, between its messages. One that was given says why, and leads to the whole decision. */
export function LineItem({ line, conversationId }: { line: Line; conversationId: number }) {
  const { language, zone, person, t } = usePage();
  const words = wordsOf(line, language, line.agentId !== null && line.agentId === person?.id);
  if (words === null) return null;
  return (
    <li class="said" id={`e-${line.id}`} data-from="system" data-place={`${line.at} 2 ${line.id}`}>
      <Icon name={ICONS[line.kind] ?? "route"} size="s" />
      <span>
        {words}
        {line.decided && `: ${decisionWords(line.decided, language)}`}
        {line.decided && person?.may("conversations.details") && (
          <>
            {". "}
            <button class="link" type="button" hx-get={`/conversations/${conversationId}/why`} hx-target="#toasts" hx-swap="beforeend" hx-disable="this">
              {t("chat.why")}
            </button>
          </>
        )}
        {line.mailId !== null && <MailAgain conversationId={conversationId} mailId={line.mailId} uncertain={line.kind === "mail.uncertain"} />}
      </span>
      <time>{clockTime(language, zone, line.at)}</time>
    </li>
  );
}

function wordsOf({ kind, data, agentName, queueName, target }: Line, language: Language, you: boolean): string | null {
  const { reason, how, room, to, by, owed, code } = factsIn(data);
  const name = agentName ?? "";
  const who = (what: string) => say(language, `line.${what}${you ? ".you" : ""}`, { name, target: target ?? "" });
  const queue = queueName ?? "";
  switch (kind) {
    case "conversation.queued":
      return reason === "new" || reason === "returned" ? text(language, `line.queued${reason === "new" ? "" : ".again"}`, { queue }) : null;
    case "conversation.accepted":
      // That it was transferred stands above.
      return by !== undefined && how !== "assigned" ? null : who(`accepted.${how}`);
    case "conversation.rejected":
    case "conversation.taken-back":
      return who(word(reason));
    case "conversation.transferred":
      return who(`transferred.${to}`);
    case "conversation.put-aside":
      if (how === "gone") return who("put-aside.gone");
      return how === "silent" ? text(language, "line.silent") : who(`put-aside.${room}`);
    case "conversation.overflowed":
      return text(language, "line.overflowed", { queue });
    case "conversation.aged":
      return text(language, `line.aged.${to === "high" ? "high" : "medium"}`);
    case "conversation.freed":
      return text(language, "line.freed");
    case "mail.sent":
    case "mail.uncertain":
      return who(kind);
    case "mail.failed":
      return say(language, "line.mail.failed", { target: target ?? "", reason: say(language, `mail.trouble.${word(code)}`) });
    case "wrap-up.given":
      return who(target === null ? "noted" : "wrap-up");
    default:
      // What came after it was over is no second end.
      return owed === undefined ? who("closed") : null;
  }
}

/** "the longest without a new one, of 3 who could" */
function decisionWords({ tieBreak, could }: NonNullable<Line["decided"]>, language: Language): string {
  const why = text(language, `why.tie.${tieBreak}`);
  return could > 1 ? text(language, "why.of", { why, count: could }) : why;
}
