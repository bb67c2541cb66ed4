import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { catalogue, type Key, LANGUAGES, preferredLanguage, say, type Text, text } from "../../src/texts/catalogue.ts";

const ROOT = join(import.meta.dir, "../..");
const KEYS = Object.keys(catalogue.en) as Key[];
const sources = (...patterns: string[]) =>
  patterns.flatMap((pattern) => [...new Glob(pattern).scanSync(ROOT)]).map((path) => ({ path, file: Bun.file(join(ROOT, path)) }));

const holes = (text: Text): string[] => {
  const sentences = typeof text === "string" ? [text] : [text.one, text.other];
  return [...new Set(sentences.flatMap((sentence) => [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "")))].sort();
};

test("every text stands in every language, with the same facts in it", () => {
  for (const language of LANGUAGES) {
    expect(Object.keys(catalogue[language]).sort()).toEqual([...KEYS].sort());
    for (const key of KEYS) expect([language, key, holes(catalogue[language][key])]).toEqual([language, key, holes(catalogue.en[key])]);
  }
});

test("no text is empty, shouts, or is written with a typewriter’s apostrophe", () => {
  for (const language of LANGUAGES)
    for (const key of KEYS) {
      const words = catalogue[language][key];
      for (const sentence of typeof words === "string" ? [words] : [words.one, words.other]) {
        expect([key, sentence.trim()]).toEqual([key, sentence]);
        expect([key, sentence]).not.toEqual([key, ""]);
        expect(sentence).not.toInclude("!");
        expect(sentence).not.toInclude("'");
      }
    }
});

test("a key belongs to one slice", async () => {
  const seen = new Map<string, string>();
  for (const { path } of sources("src/texts/*.ts", "src/channels/*/texts.ts")) {
    const slice: Record<string, unknown> = await import(join(ROOT, path));
    if (typeof slice["en"] !== "object" || path.endsWith("/en.ts")) continue;
    for (const key of Object.keys(slice["en"] as object)) {
      expect([key, seen.get(key)]).toEqual([key, undefined]);
      seen.set(key, path);
    }
  }
  expect(seen.size).toBe(KEYS.length);
});

test("every text is used somewhere", async () => {
  const places = sources("{src,views}/**/*.{ts,tsx}", "static/js/*.js").filter(({ path }) => !/^src\/texts\/(?!time|catalogue)/.test(path));
  const used = await Promise.all(places.map(({ file }) => file.text()));
  const code = used.join("\n");
  const quoted = new Set([...code.matchAll(/["'`]([a-z][\w.-]*\.[\w.-]+)["'`]/g)].map(([, key]) => key));
  const prefixes = [...code.matchAll(/`([a-z][\w-]*\.[\w.-]*)\$\{/g)].map(([, prefix]) => prefix ?? "");
  expect(KEYS.filter((key) => !quoted.has(key) && !prefixes.some((prefix) => key.startsWith(prefix)))).toEqual([]);
});

test("views take every word from the catalogue", async () => {
  const literal = async ({ path, file }: { path: string; file: Bun.BunFile }) => {
    const code = (await file.text()).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    const between = [...code.matchAll(/(?<![=\-)])>([^<>{}();=]*\p{L}{2,}[^<>{}();=]*)<\//gu)].map(([, words]) => words?.trim());
    const attributes = [...code.matchAll(/\b(?:aria-label|title|placeholder|alt|label|help)="([^"]*\p{L}[^"]*)"/gu)].map(([, words]) => words);
    return [...between, ...attributes].map((words) => `${path}: ${words}`);
  };
  expect((await Promise.all(sources("{views,src}/**/*.tsx").map(literal))).flat()).toEqual([]);
});

test("numbers decide the form and are written as the language writes them", () => {
  expect(text("en", "unread.count", { count: 1 })).toBe("1 unread");
  expect(text("it", "unread.count", { count: 1 })).toBe("1 non letto");
  expect(text("it", "unread.count", { count: 2 })).toBe("2 non letti");
  expect(text("en", "unread.count", { count: 12_000 })).toBe("12,000 unread");
  expect(text("it", "unread.count", { count: 12_000 })).toBe("12.000 non letti");
});

test("what a person wrote is put in as it is, and is no hole itself", () => {
  expect(text("en", "me.menu", { name: "{count} $& <b>" })).toBe("{count} $& <b>, my menu");
});

test("a key that came as data is worded, and an unknown one is shown", () => {
  expect(say("it", "error.too-many", { seconds: 30 })).toBe("Troppi tentativi. Riprova tra 30 s");
  expect(say("en", "no such key")).toBe("no such key");
  expect(say("en", "toString")).toBe("toString");
});

test("a browser's languages choose ours, English when none is", () => {
  expect(preferredLanguage("it-CH,it;q=0.9,en;q=0.8")).toBe("it");
  expect(preferredLanguage("de-DE, en-US;q=0.7")).toBe("en");
  expect(preferredLanguage("pt")).toBe("en");
  expect(preferredLanguage(null)).toBe("en");
});
