import { en } from "./en.ts";
import { it } from "./it.ts";

export const LANGUAGES = ["en", "it"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A sentence with {holes}, or one per grammatical number, chosen by the fact `count`. */
export type Text = string | { readonly one: string; readonly other: string };
/** What a language must bring for the texts of another: the same keys, plurals where there are plurals. */
export type Wording<T> = { readonly [K in keyof T]: T[K] extends string ? string : { readonly one: string; readonly other: string } };

export type Key = keyof typeof en;
export type Fact = string | number;

type Holes<T> = T extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : T extends string ? never : Holes<T[keyof T]>;
type HolesOf<K extends Key> = Holes<(typeof en)[K]>;
type FactsFor<K extends Key> = [HolesOf<K>] extends [never] ? [] : [facts: { readonly [H in HolesOf<K>]: Fact }];

/** A text that needs no facts. */
export type PlainKey = { [K in Key]: [HolesOf<K>] extends [never] ? K : never }[Key];

/** The words of one language: `t("nav.conversations")`, `t("tally.high", { count: 2 })`. */
export type Words = <K extends Key>(key: K, ...facts: FactsFor<K>) => string;

export const catalogue: Readonly<Record<Language, Readonly<Record<Key, Text>>>> = { en, it };

const LOCALES: Readonly<Record<Language, string>> = { en: "en-GB", it: "it-IT" };
const PLURALS = { en: new Intl.PluralRules("en-GB"), it: new Intl.PluralRules("it-IT") };
const NUMBERS = { en: new Intl.NumberFormat("en-GB"), it: new Intl.NumberFormat("it-IT") };
const EITHERS = { en: new Intl.ListFormat("en-GB", { type: "disjunction" }), it: new Intl.ListFormat("it-IT", { type: "disjunction" }) };

export const localeOf = (language: Language): string => LOCALES[language];
export const isLanguage = (word: unknown): word is Language => LANGUAGES.includes(word as Language);

/** One text in one language. A missing fact does not compile; numbers named `count` are written as the language writes them. */
export function text<K extends Key>(language: Language, key: K, ...[facts]: FactsFor<K>): string {
  return fill(language, catalogue[language][key], facts ?? {});
}

export const wordsOf =
  (language: Language): Words =>
  (key, ...facts) =>
    text(language, key, ...facts);

/** For a key that came as data: the message of a Refusal, a provider's trouble. An unknown key is shown as it is. */
export function say(language: Language, key: string, facts: Readonly<Record<string, Fact>> = {}): string {
  return Object.hasOwn(catalogue[language], key) ? fill(language, catalogue[language][key as Key], facts) : key;
}

/** "sales, support or legal". */
export const eitherOf = (language: Language, names: readonly string[]): string => EITHERS[language].format(names);

function fill(language: Language, text: Text, facts: Readonly<Record<string, Fact>>): string {
  const sentence = typeof text === "string" ? text : PLURALS[language].select(Number(facts["count"])) === "one" ? text.one : text.other;
  if (!sentence.includes("{")) return sentence;
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const fact = facts[name];
    if (fact === undefined) return hole;
    return name === "count" ? NUMBERS[language].format(Number(fact)) : String(fact);
  });
}

/** The first language of an Accept-Language header that we have; English if none. */
export function preferredLanguage(header: string | null): Language {
  const wanted = (header ?? "").split(",").map((part) => part.trim().slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? "en";
}
