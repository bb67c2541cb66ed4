import type { Language } from "../../texts/catalogue.ts";
import type { Person } from "../cast.ts";
import type { Chance } from "../chance.ts";
import type { Story } from "./story.ts";
import { WEBCHAT_EN, WEBCHAT_IT } from "./webchat.ts";
import { WHATSAPP_EN } from "./whatsapp-en.ts";
import { WHATSAPP_IT } from "./whatsapp-it.ts";

const STORIES = { it: [...WHATSAPP_IT, ...WEBCHAT_IT], en: [...WHATSAPP_EN, ...WEBCHAT_EN] };

/** What is left of a story that was begun before the demo was last stopped. */
export const RESUMED: Readonly<Record<Language, Story>> = {
  it: {
    on: "both",
    turns: [{ says: [], hears: "Mi scusi per l’attesa, {first}. Come posso aiutarla?" }],
    again: "Nel frattempo ho risolto",
    thanks: "Nel frattempo si è risolto tutto, grazie lo stesso",
  },
  en: {
    on: "both",
    turns: [{ says: [], hears: "I’m sorry for the wait, {first}. How can I help?" }],
    again: "I’ve sorted it out in the meantime",
    thanks: "I’ve sorted it out in the meantime, thanks anyway",
  },
};

/** A story that somebody has not told lately. */
export function storyFor({ language, on }: Person, told: ReadonlySet<Story>, chance: Chance): Story {
  const fitting = STORIES[language].filter((story) => story.on === on || story.on === "both");
  return chance.pickFrom(fitting.filter((story) => !told.has(story))) ?? (chance.pickFrom(fitting) as Story);
}
