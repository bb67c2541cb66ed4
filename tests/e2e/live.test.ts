import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import type { BrowserContext, Page } from "playwright-core";
import { until } from "../parlo.ts";
import { type Browser, startBrowser } from "./browser.ts";
import { type ShellServer, startShell } from "./shell-server.tsx";

// The stream as a browser has it: one for all tabs, signals that become GETs, whole again after a loss.

const ANA = { agentId: 5, wasAgentId: 5, queueId: 3, wasQueueId: 3 };
const SOON_MS = 20_000;
let browser: Browser;
let shell: ShellServer;
let context: BrowserContext;
let problems: string[];

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  await context?.close();
  await shell?.stop();
  shell = startShell();
  const person = await browser.person();
  ({ context, problems } = person);
  await person.page.close();
});
afterAll(() => shell.stop());

async function tab(path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(shell.url + path);
  return page;
}
const times = (path: string) => shell.asked.filter((asked) => asked === path).length;
const streaming = () => until(() => shell.streams.count() > 0, SOON_MS, "nobody listens");
const received = (conversationId: number) => shell.happen("message.received", { conversationId, ...ANA }, { messageId: 1 });
// Tabs behind the front one draw nothing, so what they show is asked of their document.
const shows = (page: Page, selector: string) => page.evaluate((wanted) => document.querySelector(wanted)?.checkVisibility() ?? false, selector);
const seen = (page: Page, selector: string) => until(() => shows(page, selector), SOON_MS, `${selector} was not seen`);
const partsOf = (page: Page) => page.locator("#seven output").count();

test("ten tabs over HTTP/1.1 share one stream, and each of them hears", async () => {
  const tabs: Page[] = [];
  for (let n = 0; n < 10; n++) tabs.push(await tab());
  await streaming();
  expect(times("/stream")).toBe(1);
  const before = times("/part");
  received(7);
  await Promise.all(tabs.map((page) => seen(page, "#seven output")));
  await until(() => times("/part") - before === 20, SOON_MS, "not every tab asked for its two parts");
  expect([shell.streams.count(), problems]).toEqual([1, []]);
}, 60_000);

test("a signal of another conversation asks for nothing", async () => {
  const page = await tab();
  await streaming();
  shell.happen("message.sent", { conversationId: 8, ...ANA }, { messageId: 1 });
  await Bun.sleep(400);
  expect([times("/part"), await partsOf(page)]).toEqual([0, 0]);
});

test("many signals of one part are one question in flight and one after it", async () => {
  const page = await tab();
  await streaming();
  shell.state.partMs = 800;
  for (let n = 0; n < 12; n++) {
    shell.happen("message.sent", { conversationId: 7, ...ANA }, { messageId: n });
    await Bun.sleep(20);
  }
  await seen(page, "#seven output");
  await Bun.sleep(1200);
  expect(times("/part")).toBe(2);
});

test("a page hears what happened between its writing and its listening", async () => {
  await tab();
  await streaming();
  const late = await context.newPage();
  await late.route("**/js/app.js", async (route) => {
    received(7);
    await Bun.sleep(200);
    await route.continue();
  });
  await late.goto(shell.url);
  await seen(late, "#seven output");
});

test("after a lost connection the banner says so, and every tab is whole again", async () => {
  const tabs = [await tab(), await tab()];
  await streaming();
  const before = times("/part");
  await shell.down();
  await Promise.all(tabs.map((page) => seen(page, "#banner-offline")));
  expect(await tabs[0]?.locator("#banner-offline").innerText()).toMatch(/^No connection since \d\d:\d\d\. You can write/);
  received(7);
  shell.up();
  await Promise.all(tabs.map((page) => until(async () => !(await shows(page, "#banner-offline")), 2 * SOON_MS, "the banner stayed")));
  await Promise.all(tabs.map((page) => seen(page, "#seven output")));
  expect(times("/part") - before).toBe(2);
  expect(await tabs[0]?.locator("#banner-update").isVisible()).toBe(false);
}, 60_000);

test("a short loss is mended without a word", async () => {
  const page = await tab();
  await streaming();
  await shell.down();
  shell.up();
  await seen(page, "#seven output");
  expect(await page.locator("#banner-offline").isVisible()).toBe(false);
});

test("a new version is offered and never loaded by itself", async () => {
  const page = await tab();
  await streaming();
  await shell.down();
  shell.state.build = "newer";
  shell.up();
  await seen(page, "#banner-update");
  expect(times("/")).toBe(1);
  await page.getByRole("button", { name: "Load the new version" }).click();
  await until(() => times("/") === 2, SOON_MS, "the page was not loaded anew");
  await page.locator("#banner-update").waitFor({ state: "hidden" });
});

test("when the session ends every tab says so, and nothing is asked any more", async () => {
  const tabs = [await tab(), await tab()];
  await streaming();
  shell.state.ended = true;
  shell.happen("session.ended", { agentId: 5 }, { sessionId: 1, userId: 5 });
  await Promise.all(tabs.map((page) => seen(page, "#banner-ended")));
  expect(shell.streams.count()).toBe(0);
  const before = shell.asked.length;
  await Bun.sleep(1_500);
  expect(shell.asked.length).toBe(before);
  expect(await tabs[0]?.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/sign-in");
});

test("when the last tab closes the stream closes, and the next one opens another", async () => {
  const page = await tab();
  await streaming();
  await page.close();
  await until(() => shell.streams.count() === 0, SOON_MS, "the stream stayed open");
  await tab();
  await streaming();
  expect(times("/stream")).toBe(2);
});

test("where there are no shared workers, each tab has a stream of its own", async () => {
  await context.addInitScript("delete globalThis.SharedWorker");
  const page = await tab();
  await streaming();
  received(7);
  await seen(page, "#seven output");
  await shell.down();
  shell.up();
  await until(async () => times("/stream") === 2 && times("/part") >= 3, SOON_MS, "it was not whole again");
  await page.close();
  await until(() => shell.streams.count() === 0, SOON_MS, "the stream stayed open");
});

test("the browser says that it is there, once for all its tabs", async () => {
  await tab();
  await tab();
  await streaming();
  await until(() => times("/presence") === 1, SOON_MS, "nobody said a word");
});

test("who is not signed in has no stream", async () => {
  await shell.stop();
  shell = startShell({ page: { person: null } });
  await tab();
  await Bun.sleep(300);
  expect([times("/stream"), times("/presence")]).toEqual([0, 0]);
});
