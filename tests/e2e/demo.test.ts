import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Page } from "playwright-core";
import { type Parlo, startParlo } from "../parlo.ts";
import { type Browser, startBrowser } from "./browser.ts";

// The first five minutes of somebody who has typed `parlo demo`.

const MARK = "Demo: simulated customers, nothing leaves this machine";
/** "Within seconds", on a machine that does other things too. */
const [OFFER_MS, ANSWER_MS] = [10_000, 30_000];

let parlo: Parlo;
let browser: Browser;
beforeAll(async () => {
  [parlo, browser] = await Promise.all([startParlo({ args: ["demo"] }), startBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await parlo.stop();
});

async function signedIn(username: string): Promise<Page> {
  const { page } = await browser.person();
  await page.goto(`${parlo.url}/conversations`);
  await page.fill("#username", username);
  await page.fill("#password", "parlo-demo");
  await page.click("button[type=submit]");
  await page.waitForURL("**/conversations");
  return page;
}
const marked = (page: Page) => page.getByText(MARK).first().isVisible();

test("the sign-in page says that it is a demo, and with what to sign in", async () => {
  const { page } = await browser.person();
  await page.goto(parlo.url);
  expect(await marked(page)).toBe(true);
  expect(await page.locator("main").innerText()).toMatch(/ana.*parlo-demo/s);
});

test("somebody real may be a customer: the shop’s chat is there, and a colleague answers", async () => {
  const { page } = await browser.person();
  await page.goto(`${parlo.url}/chat/site`);
  expect(await marked(page)).toBe(true);
  await page.fill("#message", "Hello, do you sell candles?");
  await page.click("#send");
  await page.getByText("Hello, thank you for writing! How can I help?").waitFor({ timeout: 2 * ANSWER_MS });
}, 90_000);

test("ana says that she is ready; within seconds somebody comes, is answered, and answers back", async () => {
  const page = await signedIn("ana");
  expect(await marked(page)).toBe(true);
  await page.getByRole("button", { name: "Accept new conversations" }).first().click();
  await page.waitForSelector("[data-offer]", { timeout: OFFER_MS });
  await page.locator("#offer .offer:not([data-shield])").first().waitFor();
  await page.click("[data-answer=accept]");
  await page.waitForSelector("#composer textarea");
  const fromCustomer = () => page.locator(".said[data-from=customer]:not([data-earlier])").count();
  await page.fill("#composer textarea", "Thank you for writing. It is all arranged, you will have it tomorrow.");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".said[data-from=us] [data-mark=read], .said[data-from=us] [data-mark=delivered]", { timeout: ANSWER_MS });
  const before = await fromCustomer();
  await page.waitForFunction((count) => document.querySelectorAll(".said[data-from=customer]:not([data-earlier])").length > count, before, {
    timeout: ANSWER_MS,
  });
}, 90_000);

test("a supervisor sees what colleagues have and who waits", async () => {
  const page = await signedIn("supervisor");
  await page.goto(`${parlo.url}/conversations?lane=all`);
  await page.waitForSelector(".row");
  expect(await page.locator(".row").count()).toBeGreaterThan(1);
});

test("an administrator sees that both channels work", async () => {
  const page = await signedIn("admin");
  await page.goto(`${parlo.url}/admin/channels`);
  expect(await marked(page)).toBe(true);
  expect(await page.locator("main").innerText()).toMatch(/Site chat[\s\S]*WhatsApp Milano|WhatsApp Milano[\s\S]*Site chat/);
});
