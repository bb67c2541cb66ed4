import type { Opened } from "../../src/desk/store.ts";
import type { Offered, ThreadMessage } from "../../src/desk/thread.ts";
import { type Language, say, type Words, wordsOf } from "../../src/texts/catalogue.ts";
import { exactTime } from "../../src/texts/time.ts";
import { factsIn, word } from "./facts.ts";
import { customerName, lineOf } from "./name.ts";

type Props = { conversation: Opened; messages: readonly ThreadMessage[]; language: Language; zone: string; publicUrl: URL };

/** A conversation as text, for the clipboard (SPEC C13): who said what and when, files by their addresses. What is private is not in it (D6). */
export function transcript({ conversation, messages, language, zone, publicUrl }: Props): string {
  const t = wordsOf(language);
  const { id, channelName, startedAt } = conversation;
  const customer = customerName(conversation, t);
  const lineFor = (message: ThreadMessage): string => {
    const { direction, agentName, sentAt, kind, text, revokedAt, attachments, offered } = message;
    const author = direction === "in" ? customer : (agentName ?? t("transcript.us"));
    const words = direction === "system" ? say(language, text, factsOf(message)) : revokedAt === null ? wordsIn(message, t) : t("said.revoked");
    const files = attachments.map((file) => `${file.name || t(`kind.${kind}` as "kind.image")}: ${new URL(`/attachments/${file.id}`, publicUrl).href}`);
    const said = [words, ...(revokedAt === null ? [...files, ...(offered ? optionsOf(offered) : [])] : [])].join("\n");
    return `[${exactTime(language, zone, sentAt)}] ${direction === "system" ? "" : `${author}: `}${said}`;
  };
  const heading = t("transcript.heading", { id, name: customer, channel: channelName, date: exactTime(language, zone, startedAt) });
  return [heading, "", ...messages.filter(({ direction }) => direction !== "note").map(lineFor), ""].join("\n");
}

// "1. Morning: from nine to noon", and a mark at what was chosen.
const optionsOf = ({ options, chosen }: Offered) =>
  options.map(({ title, description }, n) => `${n + 1}. ${[title, description].filter(Boolean).join(": ")}${chosen.includes(n + 1) ? " ✓" : ""}`);

function wordsIn({ kind, text, data }: ThreadMessage, t: Words): string {
  if (kind !== "location") return text.trim() || lineOf(kind, "", t);
  const { name, address, latitude, longitude } = factsIn(data);
  return [t("kind.location"), word(name), word(address), `${word(latitude)} ${word(longitude)}`].filter(Boolean).join(", ");
}

// What a provider or a channel says is the key of a sentence, with its facts.
const factsOf = ({ data }: ThreadMessage) => Object.fromEntries(Object.entries(factsIn(data)).map(([name, value]) => [name, word(value)]));
