import { expect, test } from "bun:test";
import { COLOUR, CONTRAST_MIN, contrast, inkOn, shadesOf, styleOf } from "../../../src/channels/webchat/colours.ts";
import { random } from "../../random.ts";

const colours = () => {
  const { below } = random(7);
  const some = Array.from({ length: 1_000 }, () => `#${Array.from({ length: 6 }, () => below(16).toString(16)).join("")}`);
  return ["#000000", "#ffffff", "#ffff00", "#ff0000", "#00ff00", "#0000ff", "#808080", COLOUR, ...some];
};

test("whatever the colour, what stands on it, beside it and in the visitor's messages can be read", () => {
  const planes = { light: "#fdfcfb", dark: "#16191f" };
  const stamps = { light: "#4f535b", dark: "#b3b7bd" };
  for (const colour of colours()) {
    expect(contrast(inkOn(colour), colour)).toBeGreaterThanOrEqual(CONTRAST_MIN);
    for (const theme of ["light", "dark"] as const) {
      const { accent, onAccent, accentText, accentOurs } = shadesOf(colour)[theme];
      const ratios = [contrast(onAccent, accent), contrast(accentText, planes[theme]), contrast(accentText, accentOurs), contrast(stamps[theme], accentOurs)];
      expect([colour, theme, Math.min(...ratios) >= CONTRAST_MIN]).toEqual([colour, theme, true]);
    }
  }
});

test("what is no colour becomes ours, and nothing of it the style sheet", () => {
  expect(styleOf("red; } body { display: none")).toBe(styleOf(COLOUR));
  expect(styleOf("#aa00bb")).toMatch(/^@layer tokens \{ :root \{( --[a-z-]+: light-dark\(#[0-9a-f]{6}, #[0-9a-f]{6}\);){5} \} \}\n$/);
});
