import type { Person } from "./cast.ts";
import type { Chance } from "./chance.ts";
import { lettersIn, type Said } from "./stories/story.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const LETTER_MS = 55;
const [TYPING_MS_MIN, TYPING_MS_MAX] = [1_200, 7_000];

/** How long somebody takes for what they do, in milliseconds, by what they are like. */
export function mannerOf({ traits }: Person, chance: Chance) {
  return {
    arrivingMs: () => chance.between(150, 800),
    readingMs: () => (traits.includes("reads-late") ? chance.between(20, 60) * SECOND_MS : chance.between(1.3, 3.3) * SECOND_MS),
    thinkingMs: () => (traits.includes("slow") ? chance.between(0.5, 2) * MINUTE_MS : chance.between(0.6, 2.8) * SECOND_MS),
    typingMs: (said: Said) => Math.min(TYPING_MS_MAX, Math.max(TYPING_MS_MIN, lettersIn(said) * LETTER_MS * chance.between(0.7, 1.3))),
    /** Until they ask whether anybody is there. */
    waitingMs: () => chance.between(0.8, 1.6) * MINUTE_MS,
    /** Until they may come again. */
    restingMs: () => chance.between(5, 15) * MINUTE_MS,
  };
}
