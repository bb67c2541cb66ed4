import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Texts that are kept to be written again: chosen by keys, checked in the box, then sent.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let ana: Agent;
beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
  await makes("Way to the shop", "Shop", "Turn left at the station.\nThen ring, {customer}.");
  await makes("Hours", "Shop", "We are open from nine to five.");
  await makes("Who I am", "", "I am {agent}. Is {email} still right?");
}, 60_000);
afterAll(() => office.closes());
afterEach(() => ana.leavesNothing(), 60_000);

async function makes(title: string, category: string, text: string) {
  await ana.page.goto(`${office.url}/me/shortcodes/add`);
  await ana.page.fill("#title", title);
  await ana.page.fill("#category", category);
  await ana.page.fill("#text", text);
  await ana.page.getByRole("button", { name: "Add shortcode" }).click();
  await ana.page.getByRole("link", { name: title }).waitFor();
}
const talk = async () => {
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Hello");
  await ana.page.goto(office.url + (await ana.takes()));
  await ana.composer.waitFor();
};
const chooser = () => ana.page.locator("#shortcodes");
const options = () => chooser().getByRole("option");
const press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => ana.page.keyboard.press(key)), Promise.resolve());

test("a slash opens them; words and arrows find one, its whole text is seen before it is put in, and Enter sends it", async () => {
  await talk();
  await ana.composer.pressSequentially("Hi Mario. /");
  await comeToBe(options(), ["Hours", "Way to the shop", "Who I am"]);
  await ana.page.keyboard.type("ring");
  await eventually(async () => (await options().filter({ visible: true }).count()) === 1, "the words found too much or nothing");
  expect(await chooser().locator("[data-whole]").innerText()).toBe("Turn left at the station.\nThen ring, Mario Rossi.");
  await press("Enter");
  expect(await ana.composer.inputValue()).toBe("Hi Mario. Turn left at the station.\nThen ring, Mario Rossi.");
  expect([await chooser().isVisible(), office.got(MARIO.phone)]).toEqual([false, []]);
  await press("Enter");
  await eventually(async () => office.got(MARIO.phone).length === 1, "what was checked was not sent");
  await ana.page.locator("[data-shortcodes]").click();
  await options().first().waitFor();
  await press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp");
  expect(await chooser().locator('[aria-selected="true"]').innerText()).toInclude("Who I am");
  await press("ArrowUp", "Enter");
  expect(await ana.composer.inputValue()).toBe("Turn left at the station.\nThen ring, Mario Rossi.");
  expect(ana.problems).toEqual([]);
});

test("what nobody knows is left chosen, to be written over", async () => {
  await talk();
  await ana.composer.press("/");
  await options().first().waitFor();
  await ana.page.keyboard.type("who");
  await press("Enter");
  await ana.page.keyboard.type("m@example.com");
  expect(await ana.composer.inputValue()).toBe("I am Ana Ricci. Is m@example.com still right?");
});

test("Escape goes back to the box, a slash that is one is written, and a category narrows", async () => {
  await talk();
  await ana.composer.press("/");
  await options().first().waitFor();
  await press("Escape");
  await ana.page.keyboard.type("1/2 and ");
  await press("/", "/");
  await ana.page.keyboard.type("etc or ");
  await press("/", "Space");
  await ana.page.keyboard.type("so");
  expect(await ana.composer.inputValue()).toBe("1/2 and /etc or / so");
  await ana.page.locator("[data-shortcodes]").click();
  await chooser().getByRole("button", { name: "Shop" }).click();
  expect(await options().filter({ visible: true }).allInnerTexts()).toEqual(["Hours\nMine", "Way to the shop\nMine"]);
  await options().nth(0).click();
  expect(await ana.composer.inputValue()).toBe("1/2 and /etc or / soWe are open from nine to five.");
});

test("a signature is written once in one's settings, and a button puts it below what one writes", async () => {
  await ana.page.goto(`${office.url}/me`);
  await ana.page.fill("#signature", "Ana\nCasa & Luce <3");
  await ana.page.getByRole("button", { name: "Save signature" }).click();
  await ana.page.getByText("Your signature is saved.").waitFor();
  await talk();
  await ana.composer.fill("Until tomorrow. ");
  await ana.page.getByRole("button", { name: "Add my signature" }).click();
  expect(await ana.composer.inputValue()).toBe("Until tomorrow.\n\nAna\nCasa & Luce <3");
  expect(office.got(MARIO.phone).filter((text) => text.includes("Luce"))).toEqual([]);
  await ana.page.keyboard.press("Enter");
  await eventually(async () => office.got(MARIO.phone).includes("Until tomorrow.\n\nAna\nCasa & Luce <3"), "it was not sent as it stood");
});
