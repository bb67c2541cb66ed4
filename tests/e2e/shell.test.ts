import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { until } from "../parlo.ts";
import { type Browser, startBrowser } from "./browser.ts";
import { type ShellServer, startShell } from "./shell-server.tsx";

// The frame of every page in a real browser: menus, dialogs, clock, themes, toasts, and that nothing breaks the content policy.

const SOON_MS = 20_000;
const AXE = join(import.meta.dir, "../../node_modules/axe-core/axe.min.js");
let browser: Browser;
let shell: ShellServer;
let context: BrowserContext;
let page: Page;
let problems: string[];

beforeAll(async () => {
  shell = startShell();
  browser = await startBrowser();
});
beforeEach(async () => {
  await context?.close();
  ({ context, page, problems } = await browser.person());
});
afterAll(async () => {
  await browser.close();
  await shell.stop();
});

const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());

test("the person's menu opens with the present status in focus, arrows move in it, Escape closes it", async () => {
  await page.goto(`${shell.url}/sample`);
  await page.getByRole("button", { name: "AR Ana Ricci, my menu" }).click();
  expect(await focused()).toBe("Not ready");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("Back office");
  await page.keyboard.press("End");
  expect(await focused()).toBe("Break");
  await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("Ready");
  await page.keyboard.press("Escape");
  expect(await page.locator("#me").isVisible()).toBe(false);
  expect(problems).toEqual([]);
});

test("a dialog opens by its button, keeps the focus inside, and closes by its cross and by Escape", async () => {
  await page.goto(`${shell.url}/sample?name=Sure`);
  const open = page.locator('[data-opens="sure"]');
  await open.click();
  expect(await page.locator("#sure").isVisible()).toBe(true);
  await page.getByRole("button", { name: "Close the window" }).click();
  expect(await page.locator("#sure").isVisible()).toBe(false);
  await open.click();
  await page.keyboard.press("Escape");
  expect(await page.locator("#sure").isVisible()).toBe(false);
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["opens"])).toBe("sure");
});

test("copying says that it was done, and is what was meant", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${shell.url}/sample?name=${encodeURIComponent("https://example.com/webhooks/wa?a=1&b=<2>")}`);
  await page.locator("[data-copy]").click();
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("https://example.com/webhooks/wa?a=1&b=<2>");
  await page.getByRole("button", { name: "Copy" }).waitFor();
});

test("a click changes the clock through its four formats, and the browser keeps the last", async () => {
  await page.goto(shell.url);
  const clock = page.locator(".clock");
  const formats = [/^\d\d:\d\d [AP]M$/, /^\d\d:\d\d:\d\d [AP]M$/, /^\d\d\/\d\d\/\d{4}$/, /^[A-Z][a-z]+ \d{1,2}, \d{4}$/];
  for (const format of formats) {
    expect(await clock.innerText()).toMatch(format);
    await clock.click();
  }
  await clock.click();
  await page.reload();
  await until(async () => formats[1]?.test(await clock.innerText()), SOON_MS, "the format was forgotten");
});

test("the bar brings itself up to date, and neither the clock nor an open menu suffers", async () => {
  await page.goto(shell.url);
  await until(() => shell.streams.count() > 0, SOON_MS, "nobody listens");
  await page.locator(".status").click();
  shell.state.waiting = 5;
  shell.happen("conversation.read", { conversationId: 7, agentId: 5, wasAgentId: 5 }, {});
  await until(async () => (await page.title()).startsWith("(5)"), SOON_MS, "the title did not change");
  expect(await page.locator("#status").isVisible()).toBe(true);
  expect(await page.locator(".clock").innerText()).toMatch(/M$/);
  expect(problems).toEqual([]);
});

test("a theme is there at once, and is sent", async () => {
  await page.goto(shell.url);
  await page.getByRole("button", { name: "AR Ana Ricci, my menu" }).click();
  const before = shell.asked.length;
  await page.getByLabel("Theme").selectOption("dark");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
  await until(() => shell.asked.slice(before).includes("/me/preferences"), SOON_MS, "nothing was sent");
  const [reloaded] = await Promise.all([page.waitForNavigation(), page.getByLabel("Language").selectOption("it")]);
  expect(reloaded?.url()).toBe(`${shell.url}/`);
});

test("who was too slow is told by a toast, and nothing else changes", async () => {
  await page.goto(shell.url);
  await page.getByRole("button", { name: "Accept new conversations" }).click();
  await page.getByText("Chiara was faster").waitFor();
  expect(await page.locator(".status").innerText()).toInclude("Not ready");
  expect(problems.filter((problem) => !problem.includes("409"))).toEqual([]);
});

test("what could not be sent is told, what refreshes itself stays as it was", async () => {
  await page.goto(shell.url);
  await context.setOffline(true);
  await page.evaluate(() => document.body.dispatchEvent(new CustomEvent("me")));
  await page.getByRole("button", { name: "Accept new conversations" }).click();
  await page.getByText("The server did not answer. Nothing was sent").waitFor();
  expect(await page.locator("#toasts .toast").count()).toBe(1);
  expect(await page.locator(".status").innerText()).toInclude("Not ready");
});

test("nobody is shut out: axe finds nothing, in either theme and language, narrow and wide", async () => {
  for (const [theme, language, width] of [
    ["light", "en", 1280],
    ["dark", "it", 1920],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${shell.url}/sample?theme=${theme}&language=${language}`);
    await page.locator(".rail .me").click();
    await page.evaluate(await Bun.file(AXE).text());
    const found = await page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      ).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});
