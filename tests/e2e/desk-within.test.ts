import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Agent, eventually, type Office, openOffice } from "./desk-office.ts";

// Search inside the open conversation.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const MANY = 115;

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
afterEach(() => ana.leavesNothing(), 60_000);

const mario = () => office.graph.customer({ ...MARIO });
const field = () => ana.page.locator("#within input");
const count = (text: string) => ana.page.locator("#within .count").getByText(text, { exact: true }).waitFor();
const current = (text: string) => ana.page.locator("[data-hit]").filter({ hasText: text }).waitFor();
const marked = () =>
  ana.page.evaluate(() => {
    const { highlights } = CSS as unknown as { highlights: Map<string, Set<Range>> };
    return [...(highlights.get("hits") ?? [])].map(String);
  });
const isSeen = (text: string) =>
  eventually(
    () =>
      ana.page
        .locator("[data-hit]")
        .filter({ hasText: text })
        .evaluate((item) => {
          const [box, here] = [item.closest(".scroll")?.getBoundingClientRect(), item.getBoundingClientRect()];
          return here.top >= (box?.top ?? 0) && here.bottom <= (box?.bottom ?? 0);
        }),
    `${text} is not before one's eyes`,
  );

test("hits are counted, marked and walked; older messages are loaded when one lies there; what comes is found as well", async () => {
  await ana.turns("ready");
  await mario().writes("The first *word* about the LÀMP");
  const path = await ana.takes();
  for (let n = 0; n < MANY; n++) await mario().writes(`Line ${n}`);
  await mario().writes("A lamp, and a lamp");
  await ana.page.goto(office.url + path);
  await ana.said("A lamp, and a lamp").waitFor();
  expect(await ana.said("about the LÀMP").count()).toBe(0);

  await ana.composer.fill("A draft that stays");
  await ana.page.keyboard.press("Control+f");
  await ana.page.keyboard.type("lamp");
  await count("1 of 2");
  await current("A lamp, and a lamp");
  expect(await marked()).toEqual(["lamp", "lamp"]);
  await ana.page.keyboard.press("Enter");
  await count("2 of 2");
  await current("about the LÀMP");
  await isSeen("about the LÀMP");
  expect(await marked()).toEqual(["lamp", "lamp", "LÀMP"]);
  await ana.page.keyboard.press("Shift+Enter");
  await isSeen("A lamp, and a lamp");

  await mario().writes("Another lamp");
  await count("2 of 3");
  await isSeen("A lamp, and a lamp");
  await field().fill("word about");
  await count("1 of 1");
  expect(await marked()).toEqual(["word about"]);
  await field().fill("nowhere");
  await count("Nothing found");
  await field().press("Escape");
  expect([await ana.page.locator("#within").isVisible(), await ana.page.locator("[data-hit]").count(), await marked()]).toEqual([false, 0, []]);
  expect(await ana.composer.inputValue()).toBe("A draft that stays");
  await ana.composer.fill("");
  expect(ana.problems).toEqual([]);
}, 60_000);

test("the search goes on when the conversation is brought anew, and ends with another one", async () => {
  await ana.turns("ready");
  await mario().writes("Where is my lamp?");
  await ana.page.goto(office.url + (await ana.takes()));
  await ana.page.getByRole("button", { name: "Search in the conversation" }).click();
  await ana.page.keyboard.type("lamp");
  await count("1 of 1");
  await ana.page.evaluate(() => document.body.dispatchEvent(new CustomEvent("desk:moved")));
  await current("Where is my lamp?");
  await eventually(() => field().evaluate((one) => one === document.activeElement), "the focus was lost");
  expect(await field().inputValue()).toBe("lamp");
  await office.graph.customer({ phone: "393470000009", userId: "IT.9", name: "Else" }).writes("Hello there");
  await ana.takes();
  await ana.opens("+39 347 000 0009");
  expect([await ana.page.locator("#within").isVisible(), await marked()]).toEqual([false, []]);
}, 60_000);
