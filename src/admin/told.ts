import type { Told } from "../../views/admin/form.tsx";
import { Conflict, Invalid, Refusal } from "../http/errors.ts";
import { sentencesOf } from "../http/refuse.tsx";
import { type Language, say } from "../texts/catalogue.ts";

type Answer = { told: Told; status: number; revision?: string };

/** What a form has to tell when it is opened: that it was saved, where that is what led there (`?saved`). */
export const toldIn = (query: Readonly<Record<string, string | undefined>>): Told => ({
  wrongs: {},
  conflict: null,
  saved: query["saved"] !== undefined,
});

/**
 * What a form has to tell when its change was refused. It keeps the revision it was written from, but after a conflict:
 * who saves once more has seen that there is another. Throws what is no refusal of the change itself.
 */
export function toldOf(error: unknown, language: Language, revision?: string): Answer {
  if (error instanceof Conflict) return { told: { wrongs: {}, conflict: say(language, error.key, error.facts), saved: false }, status: error.status };
  if (!(error instanceof Invalid)) throw error;
  const told = { wrongs: sentencesOf(error, language), conflict: null, saved: false };
  return { told, status: error.status, ...(revision === undefined ? {} : { revision }) };
}

/** Why something cannot be done, in words. Throws what is no refusal. */
export function sentenceOf(error: unknown, language: Language): string {
  if (error instanceof Refusal && error.status !== 404) return say(language, error.key, error.facts);
  throw error;
}
