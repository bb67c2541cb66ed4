import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { BrowserContext, Page } from "playwright-core";
import { until } from "../parlo.ts";
import { type Browser, startBrowser } from "./browser.ts";
import { type ShellServer, startShell } from "./shell-server.tsx";

// What calls an agent: a sound from one tab of all, the count in the title, a notice in the page.

const ANA = { agentId: 5, wasAgentId: 5, queueId: 3, wasQueueId: 3 };
const SOON_MS = 20_000;
// Counts the notes that a page plays.
const COUNT_NOTES = `globalThis.notes = 0;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { globalThis.notes++; return start.apply(this, when); };`;
const PARTIALS_OF_MESSAGE = 2;
const PARTIALS_OF_OFFER = 4;

let browser: Browser;
let shell: ShellServer;
let context: BrowserContext;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  await context?.close();
  await shell?.stop();
  shell = startShell();
  const person = await browser.person();
  context = person.context;
  await context.addInitScript(COUNT_NOTES);
  await person.page.close();
});
afterAll(() => shell.stop());

async function tab(path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(shell.url + path);
  return page;
}
const streaming = () => until(() => shell.streams.count() > 0, SOON_MS, "nobody listens");
const received = (conversationId: number) => shell.happen("message.received", { conversationId, ...ANA }, { messageId: 1 });
const notes = (page: Page) => page.evaluate(() => (globalThis as unknown as { notes: number }).notes);
const shows = (page: Page, selector: string) => page.evaluate((wanted) => document.querySelector(wanted)?.checkVisibility() ?? false, selector);
const seen = (page: Page, selector: string) => until(() => shows(page, selector), SOON_MS, `${selector} was not seen`);
const gone = (page: Page, selector: string) => until(async () => !(await shows(page, selector)), SOON_MS, `${selector} stayed`);
const unmute = async (page: Page) => {
  await page.bringToFront();
  await page.getByRole("button", { name: "Turn the sounds on" }).click();
  await gone(page, "#banner-sound");
};

test("until the page may play, a bar says so in every tab; one click cures it for all", async () => {
  const tabs = [await tab(), await tab()];
  await Promise.all(tabs.map((page) => seen(page, "#banner-sound")));
  await unmute(tabs[0] as Page);
  await Promise.all(tabs.map((page) => gone(page, "#banner-sound")));
});

test("of all the tabs one rings", async () => {
  const tabs = [await tab(), await tab()];
  await streaming();
  for (const page of tabs) {
    await page.bringToFront();
    await page.mouse.click(600, 400);
  }
  received(7);
  const played = async () => (await Promise.all(tabs.map(notes))).reduce((sum, n) => sum + n, 0);
  await until(async () => (await played()) > 0, SOON_MS, "nothing was heard");
  await Bun.sleep(300);
  expect(await played()).toBe(PARTIALS_OF_MESSAGE);
});

test("when the tab that rings is closed another one takes over", async () => {
  const first = await tab();
  await unmute(first);
  const second = await tab();
  await second.bringToFront();
  await second.mouse.click(600, 400);
  await first.close();
  const heard = async () => {
    received(7);
    await Bun.sleep(100);
    return (await notes(second)) > 0;
  };
  await until(heard, SOON_MS, "nobody took over");
});

test("the conversation on the screen makes no sound and no notice, another one does", async () => {
  const page = await tab("/conversations/7");
  await streaming();
  await unmute(page);
  received(7);
  await Bun.sleep(300);
  expect(await notes(page)).toBe(0);
  received(8);
  await until(async () => (await notes(page)) === PARTIALS_OF_MESSAGE, SOON_MS, "nothing was heard");
});

test("away from the conversations a message is told by a notice that leads there", async () => {
  const page = await tab();
  await streaming();
  received(4821);
  received(4821);
  await seen(page, "#toasts .toast");
  expect(await page.locator("#toasts .toast").count()).toBe(1);
  expect(await page.locator("#toasts .toast span").first().innerText()).toBe("New message in conversation 4821");
  expect(await page.getByRole("link", { name: "Open" }).getAttribute("href")).toBe("/conversations/4821");
});

test("an offer rings with two notes until it is answered", async () => {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(shell.url);
  await streaming();
  await page.clock.runFor(1_000);
  await unmute(page);
  shell.state.offer = "7";
  shell.happen("conversation.offered", { conversationId: 7, ...ANA }, { expiresAt: 1 });
  await until(async () => (await notes(page)) === PARTIALS_OF_OFFER, SOON_MS, "nothing was heard");
  await page.clock.runFor(5_000);
  expect(await notes(page)).toBe(2 * PARTIALS_OF_OFFER);
  shell.state.offer = null;
  shell.happen("conversation.accepted", { conversationId: 7, ...ANA }, { how: "manual" });
  await gone(page, "#offer .offer");
  await page.clock.runFor(15_000);
  expect(await notes(page)).toBe(2 * PARTIALS_OF_OFFER);
});

test("nothing sounds for who has turned the volume down, and no bar asks", async () => {
  await shell.stop();
  shell = startShell({ page: { person: { id: 5, name: "Ana Ricci", session: "s1", volume: 0, opens: "home", may: () => true } } });
  const page = await tab();
  await streaming();
  await page.mouse.click(600, 400);
  received(7);
  await seen(page, "#toasts .toast");
  expect([await notes(page), await shows(page, "#banner-sound")]).toEqual([0, false]);
});

test("the tab's title carries how many want something", async () => {
  const page = await tab();
  expect(await page.title()).toBe("(2) Live · Parlo");
});
