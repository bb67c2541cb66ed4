import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { type Language, localeOf, type Words } from "../../src/texts/catalogue.ts";
import { span } from "../../src/texts/time.ts";

type Named = { savedName: string | null; profileName: string | null; phone: string | null; customerId: number };

/** What a customer is called: the saved name, else the number, else what they call themselves, else a number of ours (SPEC C4). */
export function customerName({ savedName, profileName, phone, customerId }: Named, t: Words): string {
  return savedName ?? (phone === null ? null : phoneText(phone)) ?? profileName ?? t("details.visitor", { id: customerId });
}

/** What the provider calls them beside that, as a row shows it: "~Mario Rossi @mario.rossi". Nothing for who has a saved name. */
export function calledBeside({ savedName, profileName, username, phone }: Named & { username: string | null }): string {
  const heading = savedName ?? phone ?? profileName;
  const own = profileName === heading || profileName === username ? null : profileName;
  const chosen = username === heading ? null : username;
  return savedName === null ? [own && `~${own}`, chosen && `@${chosen}`].filter(Boolean).join(" ") : "";
}

// To read a number takes longer than to write the row it stands in; the same ones are shown over and over.
const WRITTEN_MAX = 5000;
const written = new Map<string, string>();

/** "+39 347 118 2046": a number as people write it; one that is none stays as it is. */
export function phoneText(digits: string): string {
  const known = written.get(digits);
  if (known !== undefined) return known;
  const number = /^\d+$/.test(digits) ? `+${digits}` : digits;
  const text = parsePhoneNumberFromString(number)?.formatInternational() ?? digits;
  if (written.size === WRITTEN_MAX) written.clear();
  written.set(digits, text);
  return text;
}

/** "Italian" for "it", as a reader's language calls it; what is no language stays as it is. */
export function languageName(tag: string, reader: Language): string {
  try {
    return new Intl.DisplayNames(localeOf(reader), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Words in one line: what a list shows of a message; of a recording how long it plays: "Voice message 0:24". */
export function lineOf(kind: string | null, text: string | null, t: Words, durationMs: number | null = null): string {
  const plain = (text ?? "").replace(/\s+/g, " ").trim();
  if (plain !== "" || kind === null) return plain;
  const name = t(`kind.${kind}` as "kind.image");
  return durationMs === null ? name : `${name} ${span(durationMs)}`;
}

const BEFORE_HIT = 40;
const EXCERPT_MAX = 160;

/** The part of a text where words stand that were looked for; its beginning where they stand otherwise than they were typed. */
export function excerpt(text: string, words: string): string {
  const plain = text.replace(/\s+/g, " ").trim();
  const at = plain.toLowerCase().indexOf(words.toLowerCase());
  const from = at > BEFORE_HIT ? at - BEFORE_HIT : 0;
  const part = plain.slice(from, from + EXCERPT_MAX).toWellFormed();
  return `${from > 0 ? "…" : ""}${part}${from + EXCERPT_MAX < plain.length ? "…" : ""}`;
}
