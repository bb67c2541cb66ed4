import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Agent, eventually, type Office, openOffice } from "./desk-office.ts";

// Emojis: loaded when they are wanted, found by name in one's own language, put where the cursor stands.

let office: Office;
let ana: Agent;
let loaded: string[];
beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
  loaded = [];
  ana.page.on("request", (request) => {
    if (/emoji-\w+\.json/.test(request.url())) loaded.push(request.url().slice(-7));
  });
}, 60_000);
afterAll(() => office.closes());
afterEach(() => ana.leavesNothing(), 60_000);

const talk = async () => {
  await ana.turns("ready");
  await office.graph.customer({ phone: "393471234567", userId: "IT.1", name: "Mario Rossi" }).writes("Hello");
  await ana.page.goto(office.url + (await ana.takes()));
  await ana.composer.waitFor();
};
const options = () => ana.page.locator('#emojis [role="option"]').filter({ visible: true });
const active = () => ana.page.locator('#emojis [aria-selected="true"]');
const finds = async (words: string, emoji: string) => {
  await ana.page.locator("#emojis [data-search]").fill(words);
  await eventually(
    async () =>
      (await active()
        .textContent()
        .catch(() => "")) === emoji,
    `"${words}" does not find ${emoji}`,
  );
};

test("they are loaded when they are first wanted; one is found by its name and stands at the cursor; it is sent by hand", async () => {
  await talk();
  expect(loaded).toEqual([]);
  await ana.composer.fill("Thanks!");
  await ana.composer.press("Home");
  await ana.composer.press("Control+.");
  await options().first().waitFor();
  expect(loaded).toEqual(["en.json"]);
  await finds("thumbs up", "👍️");
  expect(await ana.page.locator("#emojis [data-called]").innerText()).toBe("thumbs up");
  await ana.page.keyboard.press("Enter");
  expect([await ana.composer.inputValue(), office.got("393471234567")]).toEqual(["👍️Thanks!", []]);
  await ana.page.keyboard.press("Enter");
  await eventually(async () => office.got("393471234567").length === 1, "it was not sent");
  expect(ana.problems).toEqual([]);
});

test("the last ones come first; arrows go to every side, the mouse chooses as well, Escape takes none", async () => {
  await talk();
  for (const [words, emoji] of [
    ["red heart", "❤️"],
    ["pizza", "🍕"],
  ] as const) {
    await ana.page.locator("[data-emojis]").click();
    await options().first().waitFor();
    await finds(words, emoji);
    await ana.page.keyboard.press("Enter");
  }
  await ana.page.locator("[data-emojis]").click();
  await options().first().waitFor();
  expect((await ana.page.locator('[data-group="recent"] [role="option"]').allInnerTexts()).slice(0, 2)).toEqual(["🍕", "❤️"]);
  const place = async () => (await active().getAttribute("id")) ?? "";
  expect(await place()).toBe("emoji-recent-0");
  await ana.page.keyboard.press("ArrowRight");
  expect(await place()).toBe("emoji-recent-1");
  await ana.page.keyboard.press("ArrowDown");
  expect(await place()).toBe("emoji-0-1");
  await ana.page.keyboard.press("ArrowUp");
  await ana.page.keyboard.press("ArrowLeft");
  expect(await place()).toBe("emoji-recent-0");
  await ana.page.keyboard.press("Escape");
  expect([await ana.page.locator("#emojis").isVisible(), await ana.composer.evaluate((box) => box === document.activeElement)]).toEqual([false, true]);
  await ana.page.locator("[data-emojis]").click();
  await options().nth(1).click();
  expect(await ana.composer.inputValue()).toBe("❤️🍕❤️");
  await ana.composer.fill("");
});

test("in Italian they are found by Italian words", async () => {
  await ana.page.locator(".button.status").waitFor();
  await ana.page.evaluate(async () => {
    const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
    await fetch("/me/preferences", { method: "POST", headers: { "X-CSRF-Token": csrf }, body: new URLSearchParams({ language: "it" }) });
  });
  await talk();
  await ana.page.keyboard.press("Control+.");
  await options().first().waitFor();
  await finds("cuore rosso", "❤️");
  expect(await ana.page.locator("#emojis [data-search]").getAttribute("placeholder")).toBe("Cerca nelle emoji");
});
