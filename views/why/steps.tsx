import type { Story } from "../../src/routing/log.ts";
import { catalogue, type Language, say, type Text } from "../../src/texts/catalogue.ts";
import { exactTime } from "../../src/texts/time.ts";
import { factsIn, word } from "../desk/facts.ts";
import { usePage } from "../page.ts";

type Step = Story["steps"][number];

/** What happened to a conversation, as a story. */
export function Steps({ steps }: { steps: readonly Step[] }) {
  const { language, zone } = usePage();
  const told = steps.flatMap((step) => wordsOf(step, language) ?? []);
  return (
    <ol class="steps">
      {told.map(({ id, at, title, detail }, n) => (
        <li key={id} aria-current={n === told.length - 1 ? "step" : undefined}>
          <time datetime={new Date(at).toISOString()}>{exactTime(language, zone, at)}</time>
          <b>{title}</b>
          {detail && <p class="quiet">{detail}</p>}
        </li>
      ))}
    </ol>
  );
}

type Words = { id: number; at: number; title: string; detail: string | null };

/** A sentence, and what there is to add; null for what is told by the one before or after it. */
function wordsOf(step: Step, language: Language): Words | null {
  const { id, at, kind, agentName, wasAgentName, queueName, wasQueueName, byName, target, channelName, data } = step;
  const { reason, how, room, to, isolated, expiresAt } = factsIn(data);
  const facts = {
    name: agentName ?? wasAgentName ?? "",
    queue: queueName ?? "",
    was: wasQueueName ?? "",
    by: byName ?? "",
    target: target ?? "",
    channel: channelName ?? "",
    seconds: typeof expiresAt === "number" ? Math.round((expiresAt - at) / 1000) : 0,
  };
  const which = word(kind === "conversation.put-aside" && how === "silent" ? how : (reason ?? how ?? to ?? ""));
  const what = kind.replace("conversation.", "");
  const found = known(language, `story.${what}.${which}`) ?? known(language, `story.${what}`);
  if (!found) return null;
  const more = isolated === true ? "isolated" : word(room) || which;
  const detail = known(language, `story.${what}.${more}.detail`) ?? known(language, `story.${what}.detail`);
  return { id, at, title: say(language, found, facts), detail: detail && say(language, detail, facts) };
}

const known = (language: Language, key: string): string | null => (Object.hasOwn(catalogue[language] as Readonly<Record<string, Text>>, key) ? key : null);
