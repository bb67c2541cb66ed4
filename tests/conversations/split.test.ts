import { expect, test } from "bun:test";
import { splitText } from "../../src/conversations/split.ts";

test("a text that fits goes as it is", () => {
  expect(splitText("Buongiorno", 4096)).toEqual(["Buongiorno"]);
  expect(splitText("", 4096)).toEqual([]);
});

test("a longer one is cut at a paragraph, a line or a word, and nothing of it is lost", () => {
  expect(splitText("one two three\n\nfour five", 16)).toEqual(["one two three", "four five"]);
  expect(splitText("one two three four", 10)).toEqual(["one two", "three four"]);
  const long = Array.from({ length: 3_000 }, (_, n) => `word${n}`).join(" ");
  expect(splitText(long, 4096).every((part) => part.length <= 4096)).toBe(true);
  expect(splitText(long, 4096).join(" ")).toBe(long);
});

test("a word longer than a message is cut, but never inside a letter", () => {
  const parts = splitText("😀".repeat(10), 5);
  expect(parts.join("")).toBe("😀".repeat(10));
  expect(parts.every((part) => !/[\uD800-\uDBFF]$/.test(part))).toBe(true);
});
