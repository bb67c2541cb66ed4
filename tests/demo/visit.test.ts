import { describe, expect, test } from "bun:test";
import { CAST, type Person } from "../../src/demo/cast.ts";
import { chanceOf } from "../../src/demo/chance.ts";
import { RESUMED, storyFor } from "../../src/demo/stories/all.ts";
import type { Said, Story } from "../../src/demo/stories/story.ts";
import { WHATSAPP_EN } from "../../src/demo/stories/whatsapp-en.ts";
import { visitOf } from "../../src/demo/visit.ts";
import { random } from "../random.ts";

const person = (language: "en" | "it"): Person => ({ ...(CAST.find((one) => one.language === language) as Person), traits: [] });
const visit = (story: Story = WHATSAPP_EN[0] as Story, { language = "en" as "en" | "it", seed = 1 } = {}) =>
  visitOf(person(language), story, chanceOf(random(seed).next));
const words = (says: readonly Said[]) => says.map((said) => ("text" in said ? said.text : `(${said.what})`)).join(" ");

describe("a customer", () => {
  test("tells the order number to who asks for it, and does not tell it twice", () => {
    const customer = visit(WHATSAPP_EN.find(({ again }) => again.includes("flickers")));
    customer.begin();
    expect(words(customer.answer("Could you give me the order number, please?").says)).toMatch(/\d{5}/);
    expect(words(customer.answer("Could you give me the order number, please?").says)).not.toMatch(/^\D*\d{5}$/);
  });

  test("goes on with what they wanted to say when that is just what was asked for", () => {
    const customer = visit();
    customer.begin();
    expect(words(customer.answer("I’m sorry! May I have your order number?").says)).toMatch(/^Order number is \d{5}$/);
  });

  test("says again what it is about to who only greets", () => {
    const customer = visit();
    customer.begin();
    expect(words(customer.answer("Hello! How can I help you?").says)).toContain("wrong colour");
  });

  test("agrees to wait, and goes on when the answer comes", () => {
    const customer = visit();
    customer.begin();
    expect(words(customer.answer("One moment please, let me check.").says)).toMatch(/time|thanks|problem/i);
    expect(words(customer.answer("You will get another one.").says)).toMatch(/^Order number/);
  });

  test("thanks at the end, then says goodbye or puts an emoji, then nothing more", () => {
    const customer = visit();
    customer.begin();
    const answers = Array.from({ length: 8 }, (_, n) => customer.answer(`Answer ${n}, all is well.`));
    expect(answers.map(({ says }) => words(says))).toContain("Brilliant, thank you so much");
    expect(customer.over()).toBe(true);
    expect(answers.at(-1)).toEqual({ says: [], reacts: null });
  });

  test("is content when the shop says goodbye early", () => {
    const customer = visit();
    customer.begin();
    customer.answer("It is sorted out. Have a nice day!");
    expect(customer.over()).toBe(true);
  });

  test("sends a photo to who asks for one", () => {
    const customer = visit(WHATSAPP_EN.find(({ again }) => again.includes("flickers")));
    customer.begin();
    expect(customer.answer("Can you send me a photo?").says[0]).toMatchObject({ what: "photo" });
  });
});

describe("every story", () => {
  const stories = (["it", "en"] as const).flatMap((language) => {
    const told = new Set<Story>();
    for (const on of ["whatsapp", "webchat"] as const)
      for (let seed = 0; seed < 200; seed++) told.add(storyFor({ ...person(language), on }, told, chanceOf(random(seed).next)));
    return [...told, RESUMED[language]].map((story) => ({ language, story }));
  });

  test("there are enough of them", () => expect(stories.length).toBeGreaterThan(25));

  test("comes to its end with somebody who knows what to answer, and leaves no hole unfilled", () => {
    for (const { story, language } of stories) {
      const customer = visit(story, { language, seed: story.turns.length });
      const said = [words(customer.begin())];
      for (let n = 0; n <= story.turns.length && !customer.over(); n++) {
        const reply = customer.reply();
        said.push(reply, words(customer.answer(reply).says));
      }
      said.push(customer.reply());
      expect({ story: story.again, over: customer.over() }).toEqual({ story: story.again, over: true });
      expect(said.join("\n")).not.toMatch(/[{}]/);
    }
  });
});
