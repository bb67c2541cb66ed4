import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Ana closes in a queue that asks for a wrap-up: she gives it by the keyboard alone, in two tabs, over a reload and a pulled plug.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
  await office.declares({ wrapUp: "mandatory" });
}, 60_000);
afterAll(() => office.closes());

const panel = (agent: Agent) => agent.page.locator("#wrap-up-form");
const level = (agent: Agent, n: number) => agent.page.locator(`#wrap-up-level${n}`);
const chosen = (agent: Agent, n: number) => level(agent, n).locator("option:checked").innerText();
const saved = (agent: Agent, words: RegExp) => panel(agent).locator(".stick [role=status]", { hasText: words }).waitFor();

test("closing opens the wrap-up, which is kept while it is filled in, here and in another tab", async () => {
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Good morning");
  await ana.accepts();
  await ana.writes("Good morning, Mario");
  await ana.said("Good morning, Mario").waitFor();
  const other = await ana.tab(new URL(ana.page.url()).pathname);
  await other.composer.waitFor();
  await ana.page.bringToFront();

  await ana.page.keyboard.press("Control+Shift+Enter");
  await ana.page.locator("#close-dialog[open]").waitFor();
  await ana.page.keyboard.press("Enter");
  await panel(ana).waitFor();
  await panel(other).waitFor();
  await eventually(() => ana.page.evaluate(() => document.activeElement?.id === "wrap-up-find"), "the keyboard is not in the wrap-up");
  expect(await ana.composer.count()).toBe(0);
  expect(await ana.page.locator("[data-transfer], [data-aside], [data-opens='close-dialog']").count()).toBe(0);
  await comeToBe(ana.rows, ["wrap-up owed"]);
  await ana.page.locator("#owed", { hasText: "1" }).waitFor();
  expect(await panel(ana).getByRole("button", { name: "Dispose" }).isDisabled()).toBe(true);

  await level(ana, 1).selectOption({ label: "Order" });
  await level(ana, 2).waitFor();
  await panel(ana).locator("textarea").fill("The lamp was swapped");
  await eventually(async () => (await panel(other).locator("textarea").inputValue()) === "The lamp was swapped", "the other tab does not know the notes");
  expect(await chosen(other, 1)).toBe("Order");
  await other.page.close();
  await saved(ana, /Choose a reason/);
}, 60_000);

test("a reload and a pulled plug lose nothing, and the badge leads back to what is owed", async () => {
  await office.killed();
  await office.started();
  await ana.page.goto(`${office.url}/conversations`);
  await ana.page.locator("#owed").click();
  await panel(ana).waitFor();
  expect([await chosen(ana, 1), await panel(ana).locator("textarea").inputValue()]).toEqual(["Order", "The lamp was swapped"]);
}, 60_000);

test("the keyboard alone finds a reason and disposes of it; the row is gone, and the story and the details tell it", async () => {
  const path = new URL(ana.page.url()).pathname;
  await ana.page.locator("#wrap-up-find").focus();
  await ana.page.keyboard.insertText("Order › Delivery › Damaged");
  await ana.page.keyboard.press("Tab");
  await saved(ana, /Saved/);
  expect([await chosen(ana, 1), await chosen(ana, 2), await chosen(ana, 3)]).toEqual(["Order", "Delivery", "Damaged"]);
  await ana.page.keyboard.press("Control+Enter");
  await ana.page.locator(".chat:not([data-conversation])").waitFor();
  await comeToBe(ana.rows, []);
  await ana.page.locator("#owed").waitFor({ state: "detached" });

  await ana.page.getByRole("link", { name: "History" }).click();
  await comeToBe(ana.page.locator("tbody tr:not(.group)"), [/sales[\s\S]*Order › Delivery › Damaged/]);
  await ana.page.locator("tbody a.whole").click();
  await ana.page.waitForURL(`**${path}`);
  await ana.page.getByRole("tab", { name: "Wrap-up" }).click();
  expect(await ana.page.locator("#wrap-up").innerText()).toMatch(/Order › Delivery › Damaged\s[\s\S]*The lamp was swapped/);
  expect(await ana.page.locator("#thread").innerText()).toContain("You gave the wrap-up: Order › Delivery › Damaged");
  await ana.page.getByRole("button", { name: "Change the wrap-up" }).click();
  await ana.page.locator("#wrap-up-dialog select#wrap-up-level1").selectOption({ label: "Question" });
  await ana.page.locator("#wrap-up-dialog").getByRole("button", { name: "Save wrap-up" }).click();
  await ana.page.locator("#wrap-up-dialog").waitFor({ state: "detached" });
  await ana.page.locator("#wrap-up:visible", { hasText: "Question" }).waitFor();
}, 60_000);
