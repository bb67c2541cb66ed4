import type { Consequence, ProviderError } from "../channel.ts";
import { object, text } from "./json.ts";
import { en } from "./texts.ts";

// What follows from the code of a provider's error. HTTP status and error_subcode are not reliable (Cloud API, "Error codes").
const CONSEQUENCES: readonly [Consequence, readonly number[]][] = [
  ["stop-channel", [0, 3, 10, 33, 190, 368, 131005, 131031, 131037, 131042, 131045, 133010]],
  ["retry", [1, 2, 4, 80007, 130429, 131000, 131016, 131057]],
  ["hold-recipient", [131056]],
  ["close-window", [131047, 470]],
];
const BY_CODE: ReadonlyMap<number, Consequence> = new Map(CONSEQUENCES.flatMap(([then, codes]) => codes.map((code) => [code, then] as const)));

/** What follows when Meta answers a send, or reports later, with this code. What is not in the tables is never tried again. */
export function consequenceOf(code: number): Consequence {
  return code >= 200 && code <= 299 ? "stop-channel" : (BY_CODE.get(code) ?? "fail");
}

/** The error in an answer's body, if Meta itself wrote one there. */
export function errorIn(body: unknown): ProviderError | null {
  const error = object(object(body)["error"]);
  return typeof error["code"] === "number" ? errorOf(error) : null;
}

/** An error object of an answer or of a status, with Meta's most telling words. */
export function errorOf(error: Readonly<Record<string, unknown>>): ProviderError {
  const details = text(object(error["error_data"])["details"]);
  return { code: text(error["code"]), detail: details || text(error["message"]) || text(error["title"]) };
}

/** The key of the catalogue that says in our words what Meta's code means. */
export function reasonOf(code: string): string {
  const key = `failed.whatsapp.${/^2\d\d$/.test(code) ? "200" : code}`;
  return key in en ? key : "failed.whatsapp";
}
