import { expect, test } from "bun:test";
import { join } from "node:path";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { splitText } from "../../src/conversations/split.ts";
import { random } from "../random.ts";

type Split = { splitText: typeof splitText; messagesFrom(text: string, kinds: string[], limits: { textMax: number; captionMax: number }): number };
const { splitText: splitInBrowser, messagesFrom } = (await import(join(import.meta.dir, "../../static/js/desk/split.js"))) as Split;

const PIECES = ["a", "word", " ", "  ", "\n", "\n\n", "😀", "longerthanmost", ".", "\u200b"];

test("the browser cuts a text as the server does, whatever is in it", () => {
  const { below } = random(7);
  for (let n = 0; n < 3_000; n++) {
    const text = Array.from({ length: below(60) }, () => PIECES[below(PIECES.length)]).join("");
    const max = 2 + below(40);
    expect(splitInBrowser(text, max)).toEqual(splitText(text, max));
  }
});

test("a text and files are as many messages as the server makes of them", () => {
  const count = (text: string, ...kinds: string[]) => messagesFrom(text, kinds, whatsapp.limits);
  expect(count("  Hello  ")).toBe(1);
  expect(count("")).toBe(0);
  expect(count("x".repeat(4096))).toBe(1);
  expect(count("x".repeat(4097))).toBe(2);
  expect(count("", "image")).toBe(1);
  expect(count("a caption", "image")).toBe(1);
  expect(count("x".repeat(1025), "image")).toBe(2);
  expect(count("an audio has none", "audio")).toBe(2);
  expect(count("Hello", "image", "document")).toBe(3);
});
