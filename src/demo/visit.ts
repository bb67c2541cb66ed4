import type { Language } from "../texts/catalogue.ts";
import type { Person } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { type Facts, factsOf, filled, type Said, type Story, told } from "./stories/story.ts";
import { type Asked, understood } from "./understand.ts";

/** What a customer does next: says things, or puts an emoji on the last answer. */
export type Next = { readonly says: readonly Said[]; readonly reacts: string | null };

/** One visit of a customer: from what brings them here to their thanks. It knows neither time nor channel. */
export type Visit = {
  readonly story: Story;
  /** What they say first. */
  begin(): readonly Said[];
  /** What they do after an answer of the shop; `text` is "" for a file. */
  answer(text: string): Next;
  /** When nobody answers. */
  nudge(): readonly Said[];
  /** What somebody of the shop who knows their work would say now. */
  reply(): string;
  /** They have what they wanted. */
  over(): boolean;
};

type Words = Readonly<Record<Asked | "waits" | "nudges" | "again" | "bye" | "welcome", readonly [string, ...string[]]>>;

const WORDS: Readonly<Record<Language, Words>> = {
  it: {
    order: ["È il {order}", "Numero {order}", "{order}"],
    mail: ["{mail}", "Certo: {mail}"],
    phone: ["{phone}", "Il mio numero è {phone}"],
    address: ["{street}", "Sto in {street}"],
    name: ["{name}", "Sono {name}"],
    photo: ["Eccola"],
    waits: ["Va bene, attendo", "Ok, grazie", "Certo, faccia pure"],
    nudges: ["C’è qualcuno?", "Scusate, avete novità?", "Mi sentite? 🙂"],
    again: ["{again}"],
    bye: ["Buona giornata!", "Grazie, a presto", "Grazie ancora, buona giornata"],
    welcome: ["Grazie a lei {first}, buona giornata!", "Si figuri! Buona giornata {first}.", "Grazie a lei. Per qualsiasi cosa siamo qui."],
  },
  en: {
    order: ["It’s {order}", "Order {order}", "{order}"],
    mail: ["{mail}", "Sure: {mail}"],
    phone: ["{phone}", "My number is {phone}"],
    address: ["{street}", "I’m at {street}"],
    name: ["{name}", "It’s {name}"],
    photo: ["Here it is"],
    waits: ["Sure, take your time", "Ok, thanks", "No problem"],
    nudges: ["Is anybody there?", "Hello?", "Any news? 🙂"],
    again: ["{again}"],
    bye: ["Have a nice day!", "Thanks again, bye", "Thanks, bye!"],
    welcome: ["You’re welcome, {first}. Have a nice day!", "My pleasure, {first}!", "Any time. Have a good day!"],
  },
};
const EMOJIS = ["👍", "❤️", "🙏"] as const;
/** How often somebody says again what it is about, agrees to wait, and says goodbye to a shop that keeps talking. */
const AGAIN_MAX = 2;
const WAITS_MAX = 2;
const BYES_MAX = 2;

export function visitOf(person: Person, story: Story, chance: Chance): Visit {
  const facts: Facts = factsOf(person, chance);
  const words = WORDS[person.language];
  const given = new Set<Asked>();
  let turn = 0;
  let [agains, waits, byes] = [0, 0, 0];

  const say = (text: string): Said => ({ what: "text", text: filled(text.replace("{again}", story.again), facts) });
  const saying = (...says: readonly Said[]): Next => ({ says, reacts: null });
  const reacting = (): Next => ({ says: [], reacts: chance.pick(EMOJIS) });
  const emotional = person.traits.includes("emoji");

  const give = (asked: Asked): Said => {
    given.add(asked);
    return asked === "photo" ? { what: "photo", picture: "room", text: chance.pick(words.photo) } : say(chance.pick(words[asked]));
  };
  const goOn = (): Next => {
    turn++;
    const next = story.turns[turn];
    if (next) return saying(...next.says.map((said) => told(said, facts)));
    byes++;
    return byes === 1 ? saying(say(story.thanks)) : reacting();
  };

  const expected = () => filled((story.turns[turn] ?? story.turns[0]).hears, facts);

  return {
    story,
    begin: () => story.turns[0].says.map((said) => told(said, facts)),
    over: () => byes > 0,
    nudge: () => [say(chance.pick(words.nudges))],
    reply: () => (byes > 0 ? filled(chance.pick(words.welcome), facts) : expected()),

    answer: (text) => {
      if (byes >= BYES_MAX) return { says: [], reacts: null };
      if (byes === 0 && text === expected()) return goOn();
      const { asks, holds, greets, parts } = understood(text);
      const wanted = asks.filter((asked) => !given.has(asked));
      if (byes > 0 && (parts || text === "" || wanted.length === 0)) {
        byes++;
        return emotional || chance.is(0.5) ? reacting() : saying(say(chance.pick(words.bye)));
      }
      const next = story.turns[turn + 1];
      if (wanted.length > 0 && !next?.says.some((said) => mentions(said, wanted))) return saying(...wanted.map(give));
      if (holds && waits++ < WAITS_MAX) return emotional && chance.is(0.4) ? reacting() : saying(say(chance.pick(words.waits)));
      if (greets && turn === 0 && agains < AGAIN_MAX) {
        agains++;
        return saying(say("{again}"));
      }
      if (parts) turn = Math.max(turn, story.turns.length - 1);
      return goOn();
    },
  };
}

/** Whether what the customer would say next tells it anyway. */
function mentions(said: Said | string, wanted: readonly Asked[]): boolean {
  const text = typeof said === "string" ? said : said.what === "photo" ? `${said.text}{photo}` : "";
  return wanted.every((asked) => text.includes(asked === "address" ? "{street}" : `{${asked}}`));
}
