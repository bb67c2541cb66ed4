import { afterAll, beforeAll, expect, test } from "bun:test";
import axe from "axe-core";
import { type Agent, eventually, type Office, openOffice } from "./desk-office.ts";

// Everything by the keyboard.

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());

const palette = () => ana.page.locator("#palette");
const chosen = () => palette().locator("[aria-selected='true']");
const press = (...keys: string[]) => keys.reduce((before, key) => before.then(() => ana.page.keyboard.press(key)), Promise.resolve());

test("Ctrl K finds a place, a status, a customer and what the open conversation allows, without the mouse", async () => {
  await ana.turns("ready");
  await office.graph.customer({ phone: "393471234567", userId: "IT.1", name: "Mario Rossi" }).writes("Good morning");
  await ana.accepts();
  await ana.composer.fill("Half a sentence");
  await press("Control+k");
  await palette().getByText("This conversation").waitFor();
  await ana.page.keyboard.type("transf");
  await chosen().getByText("Transfer").waitFor();
  await press("Enter");
  await ana.page.locator("#transfer-dialog").waitFor();
  await press("Escape", "Control+k");
  await ana.page.keyboard.type("347 123");
  await palette().getByText("+39 347 123 4567").first().waitFor();
  await palette().getByRole("option").nth(1).waitFor();
  await press("ArrowUp");
  expect(await chosen().getAttribute("href")).toMatch(/^\/customers\/\d+$/);
  await press("Enter");
  await ana.page.waitForURL(/\/customers\/\d+$/);
  await press("Control+k");
  await ana.page.keyboard.type("break");
  await chosen().getByText("Break").waitFor();
  await press("Enter");
  await ana.page.locator(".button.status .presence[data-status='break']").waitFor();
  await press("Control+k");
  await ana.page.keyboard.type("zzzz");
  await palette().getByText("Nothing fits").waitFor();
  await press("Escape");
  expect(await palette().isVisible()).toBe(false);
  expect(ana.problems).toEqual([]);
});

test("what was said is found by a word of it, however far up it stands", async () => {
  const customer = office.graph.customer({ phone: "393471234567", userId: "IT.1", name: "Mario Rossi" });
  await customer.writes("The heron is broken");
  for (let n = 0; n < 130; n++) await customer.writes(`And another thing ${n}`);
  await ana.page.goto(`${office.url}/conversations`);
  await eventually(async () => {
    await press("Escape", "Control+k");
    await ana.page.keyboard.type("heron bro");
    const heading = palette().getByText("In messages").waitFor({ timeout: 1000 });
    return heading.then(
      () => true,
      () => false,
    );
  }, "it was not found");
  await press("Enter");
  await ana.page.waitForURL(/#m-\d+$/);
  await ana.page.locator(".said", { hasText: "The heron is broken" }).waitFor();
  await eventually(
    () => ana.page.locator(".said", { hasText: "The heron is broken" }).evaluate((one) => one.getBoundingClientRect().top > 0),
    "it was not brought before one's eyes",
  );
  await press("Control+k");
  await ana.page.keyboard.type("heron");
  await palette().getByText("Search all messages").click();
  await ana.page.waitForURL(/search/);
  await ana.page.getByRole("link", { name: /The heron is broken/ }).waitFor();
  expect(ana.problems).toEqual([]);
});

test("who cannot see it can use it: no rule of WCAG is broken", async () => {
  await press("Control+k");
  await palette().waitFor();
  const rules = JSON.stringify({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] });
  const found = await ana.page.evaluate(
    `(() => { const module = undefined; ${axe.source}; return window.axe.run(document.getElementById("palette"), ${rules}); })()`,
  );
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});
