import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, type Office, openOffice } from "./desk-office.ts";

// Who a customer is, written down by who talks with them; and the whole conversation, taken along as text.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
afterEach(() => ana.leavesNothing(), 60_000);

test("the record opens from the details, says what is wrong, and its name shows everywhere at once", async () => {
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Good morning");
  await ana.accepts();
  await ana.composer.fill("A draft that stays");
  await ana.page.getByRole("button", { name: "Edit the customer’s record" }).click();
  const window = ana.page.locator("#customer-dialog");
  expect(await window.locator("#customer-first-name").evaluate((field) => field === document.activeElement)).toBe(true);
  await window.locator("#customer-first-name").fill("Mario Rossi, plumber");
  await window.locator("#customer-email").fill("mario at home");
  await window.locator("#customer-responsible").selectOption({ label: "Ana Ricci" });
  await window.getByRole("button", { name: "Save" }).click();
  await window.getByText("Write an address like").waitFor();
  expect(await window.locator("#customer-email").evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await window.locator("#customer-first-name").inputValue()).toBe("Mario Rossi, plumber");

  await window.locator("#customer-email").fill("mario@example.com");
  await ana.page.keyboard.press("Enter");
  await window.waitFor({ state: "detached" });
  await ana.page.locator("#details", { hasText: "mario@example.com" }).waitFor();
  expect(await ana.page.locator("#details").innerText()).toMatch(/Responsible agent\s+Ana Ricci/);
  expect(await ana.page.locator(".head h1").innerText()).toBe("Mario Rossi, plumber");
  await comeToBe(ana.rows, ["Mario Rossi, plumber"]);
  expect(await ana.composer.inputValue()).toBe("A draft that stays");
  await ana.composer.fill("");
  expect(ana.problems).toEqual(["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"]);
});

test("the whole conversation is on the clipboard from the menu of its header", async () => {
  await ana.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Where is *it*?");
  await ana.accepts();
  await ana.writes("On its way");
  await ana.said("On its way").locator('[data-mark="read"]').waitFor();
  await ana.page.getByRole("button", { name: "More actions" }).click();
  await ana.page.getByRole("menuitem", { name: "Copy the whole conversation" }).click();
  await ana.page.locator("#toasts", { hasText: "Copied" }).waitFor();
  expect(await ana.page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^Conversation \d+ with .*\n\n.*: Where is \*it\*\?\n.*Ana Ricci: On its way\n$/,
  );
  expect(ana.problems).toEqual([]);
});

test("a customer is found while one types, and their page shows who they are and leads to what was spoken", async () => {
  for (const [phone, name] of [
    ["393331112222", "Lucia Bianchi"],
    ["393339990000", "Paolo Neri"],
  ] as const)
    await office.graph.customer({ phone, userId: `IT.${phone}`, name }).writes("Hello");
  await ana.page.goto(`${office.url}/customers`);
  const rows = ana.page.locator("#customers tbody tr");
  await comeToBe(rows, ["Paolo Neri", "Lucia Bianchi", "Mario Rossi, plumber"]);
  await ana.page.keyboard.type("333 1112");
  await comeToBe(rows, ["Lucia Bianchi"]);
  await rows.getByRole("link").click();
  await ana.page.waitForURL(/\/customers\/\d+$/);
  await ana.page.getByRole("button", { name: "Edit" }).click();
  await ana.page.locator("#customer-notes").fill("Prefers the morning");
  await ana.page.locator("#customer-dialog").getByRole("button", { name: "Save" }).click();
  await ana.page.locator(".said-notes", { hasText: "Prefers the morning" }).waitFor();
  expect(ana.problems).toEqual([]);
});
