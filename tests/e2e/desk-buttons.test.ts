import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Buttons and lists: written beside an answer, pressed by a customer on WhatsApp and by a visitor of the site.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let ana: Agent;
beforeAll(async () => {
  office = await openOffice();
  await office.declares({ webchat: true });
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
afterEach(() => ana.leavesNothing(), 60_000);

const editor = () => ana.page.locator("#composer [data-choices]");
const titles = () => editor().locator('[data-field="title"]');
const offered = () => ana.thread.locator(".options li:not(.opens)");
const opens = async () => {
  await ana.page.goto(office.url + (await ana.takes()));
  await ana.composer.waitFor();
};

test("three buttons are written by keys, survive a reload and a lost connection, go out once, and what the customer presses is marked on them", async () => {
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Hello");
  await opens();
  await ana.composer.fill("Where shall we bring it?");
  await ana.page.getByRole("button", { name: "Buttons or list" }).click();
  for (const title of ["At home", "In the shop", "At home"]) {
    await ana.page.keyboard.type(title);
    await ana.page.keyboard.press("Enter");
  }
  expect(await editor().getByRole("button", { name: "Add button" }).isDisabled()).toBe(true);
  await ana.page.locator("[data-send]").click();
  await editor().getByText("This is there twice").waitFor();
  expect(office.got(MARIO.phone)).toEqual([]);
  await titles().nth(2).fill("I call you");
  await titles().nth(2).locator("xpath=ancestor::li").getByRole("button", { name: "Move up" }).click();
  const begun = () => titles().evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  const onServer = () => ana.page.evaluate(async () => (await fetch(`${location.pathname}/draft`)).text());
  await eventually(async () => /I call you.*In the shop/.test(await onServer()), "the server does not have what was begun");
  await ana.page.evaluate(() => sessionStorage.clear());
  await ana.page.reload();
  await eventually(async () => (await begun()).join() === "At home,I call you,In the shop", "the buttons were not kept");
  office.wire.cut();
  await ana.composer.press("Enter");
  await comeToBe(ana.page.locator("[data-bubble] .options li"), ["At home", "I call you", "In the shop"]);
  office.wire.mend();
  await ana.page.locator("[data-bubble]").waitFor({ state: "detached" });
  await comeToBe(offered(), ["At home", "I call you", "In the shop"]);
  ana.problems.length = 0;
  await eventually(async () => office.graph.ledger.some(({ type }) => type === "interactive"), "no buttons were sent");
  expect(await editor().isVisible()).toBe(false);
  const [{ id = "", body } = {}, ...again] = office.graph.ledger.filter(({ type }) => type === "interactive");
  expect(again).toEqual([]);
  expect(body).toMatchObject({ interactive: { type: "button", body: { text: "Where shall we bring it?" } } });
  await office.graph.customer({ ...MARIO }).chooses({ id: "3", title: "In the shop" }, { replyTo: id });
  await eventually(async () => (await ana.thread.locator(".options li[data-chosen]").innerText()) === "In the shop", "what was chosen is not marked");
  expect(await ana.thread.last().innerText()).toInclude("Where shall we bring it?");
  expect(ana.problems).toEqual([]);
});

test("a visitor of the site presses a row once, by keys, and the others are dead from then on", async () => {
  const { page, problems } = await office.visitor();
  await ana.turns("ready");
  await page.locator("#message").fill("When can I come?");
  await page.keyboard.press("Enter");
  await opens();
  await ana.page.getByRole("button", { name: "Buttons or list" }).click();
  await editor().getByRole("button", { name: "List", exact: true }).click();
  await editor().getByLabel("Button that opens the list").fill("Days");
  await titles().first().fill("Today");
  await editor().getByLabel("Description, may be left empty 1").fill("until seven");
  await titles().first().press("Enter");
  await ana.page.keyboard.type("Monday");
  await ana.writes("We are open:");
  const rows = (of: Page) => of.locator(".choices button");
  await comeToBe(rows(page), ["Today\nuntil seven", "Monday"]);
  await rows(page).first().focus();
  // The agent is told that it was read, and the button keeps the focus.
  await ana.page.locator("#thread > .said:has(.options) [data-mark='read']").waitFor();
  await page.keyboard.press("Enter");
  await ana.page.locator('#thread > .said[data-from="customer"]', { hasText: "Today" }).waitFor();
  await eventually(async () => (await page.locator(".choices button[data-chosen]").innerText()) === "Today\nuntil seven", "it is not marked as chosen");
  expect(await rows(page).evaluateAll((buttons) => buttons.map((button) => (button as HTMLButtonElement).disabled))).toEqual([true, true]);
  await page.reload();
  await eventually(async () => (await page.locator(".choices button:disabled").count()) === 2, "it can be pressed again after a reload");
  expect([problems, ana.problems]).toEqual([[], []]);
});

test("a shortcode's file and buttons are seen first, lie beside the box when it is chosen, and only then go out", async () => {
  await ana.page.goto(`${office.url}/me/shortcodes/add`);
  await ana.page.fill("#title", "Way");
  await ana.page.fill("#text", "This is the way, {customer}.");
  await ana.page.locator("[data-files-input]").setInputFiles({ name: "Way.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") });
  await ana.page.getByRole("button", { name: "Add buttons or a list" }).click();
  await ana.page.keyboard.type("I come today");
  await ana.page.locator('input[name="file"]:not(:disabled)').waitFor({ state: "attached" });
  await ana.page.getByRole("button", { name: "Add shortcode" }).click();
  await ana.page.getByText("1 file, 1 button").waitFor();
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Where are you?");
  await opens();
  const before = office.graph.ledger.length;
  await ana.composer.press("/");
  await ana.page.getByRole("option", { name: "Way" }).waitFor();
  await comeToBe(ana.page.locator("#shortcodes .brings li"), ["Way.pdf", "I come today"]);
  await ana.page.keyboard.press("Enter");
  await ana.page.locator('[data-tray] [data-state="done"]', { hasText: "Way.pdf" }).waitFor();
  expect([await ana.composer.inputValue(), await titles().first().inputValue()]).toEqual(["This is the way, Mario Rossi.", "I come today"]);
  expect(office.graph.ledger.length).toBe(before);
  await ana.composer.press("Enter");
  await eventually(async () => office.graph.ledger.length > before, "it was not sent");
  expect(office.graph.ledger.at(-1)?.body).toMatchObject({
    interactive: { type: "button", header: { document: { filename: "Way.pdf" } }, action: { buttons: [{ reply: { title: "I come today" } }] } },
  });
  expect(ana.problems).toEqual([]);
});
