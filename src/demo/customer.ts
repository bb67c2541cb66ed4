import type { Person, Trait } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { mannerOf } from "./manner.ts";
import { plansOf } from "./plans.ts";
import type { Said, Story } from "./stories/story.ts";
import { type Visit, visitOf } from "./visit.ts";

/** What somebody holds in their hand: how they reach the shop. */
export type Line = {
  say(said: Said): void;
  /** Puts an emoji on a message of the shop. */
  react(emoji: string, to: string): void;
  /** A message of the shop has arrived; they have read it. */
  got(id: string): void;
  read(id: string): void;
  /** Opens the page, where there is one, and closes it. */
  listen(): void;
  leave(): void;
};

/** A message of the shop; `text` is "" for a file. */
export type Heard = { readonly id: string; readonly text: string };

/** Time and dice, as everybody in the demo has them. */
export type Life = { readonly chance: Chance; now(): number; after(ms: number, act: () => void): () => void };

export type Customer = {
  readonly person: Person;
  /** What brings them here now; null while they have nothing to ask. */
  visit(): Visit | null;
  isFree(): boolean;
  come(story: Story): void;
  /** They came before the demo was last stopped. */
  resume(story: Story): void;
  hear(heard: Heard): void;
  /** The shop has closed the conversation. */
  left(): void;
};

/** Who comes has typed already. */
const AT_ONCE_MS = 250;
const NUDGES_MAX = 2;
const FORGETS_AFTER = 2;

export function customerOf(person: Person, line: Line, life: Life): Customer {
  const manner = mannerOf(person, life.chance);
  const plans = plansOf<"talking" | "answering" | "nudging">(life.after);
  const is = (trait: Trait) => person.traits.includes(trait);
  let visit: Visit | null = null;
  let heard: Heard[] = [];
  let unsaid: Said[] = [];
  let [nudges, answers, restsUntil] = [0, 0, 0];

  const talk = (says: readonly Said[], typedMs?: number) => {
    unsaid.push(...(is("chatty") ? says.flatMap(inPieces) : says));
    if (!plans.isPlanned("talking")) goOn(typedMs);
  };
  const goOn = (typedMs?: number) => {
    const said = unsaid.shift();
    if (!said) return wait();
    plans.plan("talking", typedMs ?? manner.typingMs(said), () => {
      line.say(said);
      goOn();
    });
  };
  const wait = () => {
    if (!visit || !is("impatient") || nudges >= NUDGES_MAX || visit.over()) return;
    const { nudge } = visit;
    plans.plan("nudging", manner.waitingMs(), () => {
      nudges++;
      talk(nudge());
    });
  };
  const answer = () => {
    if (plans.isPlanned("talking")) return plans.plan("answering", manner.thinkingMs(), answer);
    const last = heard.at(-1);
    if (!visit || !last) return;
    const { says, reacts } = visit.answer(heard.map(({ text }) => text).join("\n"));
    heard = [];
    answers++;
    if (reacts !== null) line.react(reacts, last.id);
    talk(says);
  };

  return {
    person,
    visit: () => visit,
    isFree: () => visit === null && life.now() >= restsUntil,
    come: (story) => {
      visit = visitOf(person, story, life.chance);
      [nudges, answers] = [0, 0];
      talk(visit.begin(), AT_ONCE_MS);
    },
    resume: (story) => {
      visit = visitOf(person, story, life.chance);
      line.listen();
    },
    hear: (one) => {
      const readMs = manner.readingMs();
      plans.callOff("nudging");
      life.after(manner.arrivingMs(), () => line.got(one.id));
      if (!is("unread")) life.after(readMs, () => line.read(one.id));
      if (!visit || (is("forgetful") && answers >= FORGETS_AFTER)) return;
      heard.push(one);
      plans.plan("answering", readMs + manner.thinkingMs(), answer);
    },
    left: () => {
      plans.callOffAll();
      line.leave();
      [unsaid, heard, visit] = [[], [], null];
      restsUntil = life.now() + manner.restingMs();
    },
  };
}

/** Somebody chatty sends each sentence by itself. */
function inPieces(said: Said): Said[] {
  if (said.what !== "text") return [said];
  return said.text.split(/(?<=[.?!]) (?=\p{L})/u).map((text) => ({ what: "text", text }));
}
