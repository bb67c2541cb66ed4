import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Facts } from "../http/errors.ts";
import type { CustomerField } from "./fields.ts";

export const VALUE_LENGTH_MAX = 500;
/** The most that a number of ours says exactly: IEEE 754, a double. */
const DIGITS_MAX = 15;

/** What was typed, as it is kept; or what is wrong with it. */
export type Read = { value: string } | { wrong: string; facts?: Facts };

/**
 * A telephone number as digits with the country's prefix (E.164). `country` (ISO 3166) is that of numbers without one; with none they are
 * refused, as nobody could tell what they say.
 */
export function readNumber(typed: string, country: string | null): Read {
  const plain = typed.trim().replace(/^00/, "+");
  const number = parsePhoneNumberFromString(plain, country === null ? undefined : (country as CountryCode));
  if (number?.isPossible()) return { value: number.number.slice(1) };
  return { wrong: plain.startsWith("+") || country !== null ? "record.number.wrong" : "record.number.prefix" };
}

/** What was typed into a field of the workspace's own. "" clears it. `kept`: what stands there now may always stay. */
export function readValue({ kind, choices }: Pick<CustomerField, "kind" | "choices">, typed: string, kept = ""): Read {
  const plain = typed.trim().normalize("NFC");
  if (plain === "" || plain === kept) return { value: plain };
  if (plain.length > VALUE_LENGTH_MAX) return { wrong: "field.too-long", facts: { max: VALUE_LENGTH_MAX } };
  if (kind === "number") return numberIn(plain);
  if (kind === "date") return dateIn(plain);
  if (kind === "text") return { value: plain };
  const choice = choices.find((one) => one.toLowerCase() === plain.toLowerCase());
  return choice === undefined ? { wrong: "field.choose" } : { value: choice };
}

function numberIn(plain: string): Read {
  const decimal = plain.replace(",", ".");
  const fits = /^[+-]?\d+(\.\d+)?$/.test(decimal) && decimal.replace(/\D/g, "").length <= DIGITS_MAX;
  return fits ? { value: String(Number(decimal)) } : { wrong: "record.value.number" };
}

// As a browser's own field sends it, or day, month and year as Europe writes them.
function dateIn(plain: string): Read {
  const [, day, month, year] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(plain) ?? [];
  const iso = day && month ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : plain;
  const at = Date.parse(`${iso}T00:00:00Z`);
  const exists = /^\d{4}-\d{2}-\d{2}$/.test(iso) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(iso);
  return exists ? { value: iso } : { wrong: "record.value.date" };
}
