import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { makeFolder, type Parlo, runParlo } from "../parlo.ts";
import { type Browser, type Person, startBrowser } from "./browser.ts";
import { type Ana, signInAna, startCompany } from "./webchat-site.ts";

// Ana can hold one conversation at a time: everybody else waits, and sees where.

const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

let browser: Browser;
let parlo: Parlo;
let ana: Ana;
const people: Person[] = [];

beforeAll(async () => {
  browser = await startBrowser();
  parlo = await startCompany([]);
  const file = join(makeFolder(), "one-place.json");
  writeFileSync(file, JSON.stringify({ users: [{ username: "ana", capacity: 1 }] }));
  const { code, err } = await runParlo(["apply", file, "--data", parlo.folder]);
  if (code !== 0) throw new Error(err);
  ana = await signInAna(() => parlo);
});
afterAll(async () => {
  await browser.close();
  await parlo.stop();
});
afterEach(() => Promise.all(people.splice(0).map(({ context }) => context.close())).then(() => {}));

async function visitor(options: BrowserContextOptions = {}): Promise<Person> {
  const extraHTTPHeaders = { "x-forwarded-for": `198.51.100.${people.length + 1}` };
  const somebody = await browser.person({ locale: "en-GB", extraHTTPHeaders, ...options });
  people.push(somebody);
  await somebody.page.goto(`${parlo.url}/chat/web`);
  await somebody.page.locator("#message").fill("Hello");
  await somebody.page.locator("#send").click();
  return somebody;
}
const place = ({ page }: Person) => page.locator("#place");

test("who waits sees their place, moves up when the one in front is served, and hears it politely", async () => {
  const first = await visitor();
  await place(first).getByText("You are next").waitFor();
  const second = await visitor(PHONE);
  await place(second).getByText("Number 2 in the queue").waitFor();
  const third = await visitor({ locale: "it-IT" });
  await place(third).getByText("Numero 3 in coda").waitFor();

  await ana.ready();
  await ana.conversation();
  await place(second).getByText("You are next").waitFor();
  await place(third).getByText("Numero 2 in coda").waitFor();
  await place(first).waitFor({ state: "hidden" });
  const aloud = second.page.locator("#place-aloud");
  expect(await aloud.getAttribute("role")).toBe("status");
  expect(await aloud.textContent()).toStartWith("Number 2 in the queue");
  expect(await second.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect([first, second, third].flatMap(({ problems }) => problems)).toEqual([]);
});

test("when the last agent leaves, who waits is told that nobody is there, and when she is back, their place again", async () => {
  const waiting = await visitor();
  await place(waiting).getByText("in the queue").waitFor();
  await ana.leave();
  await place(waiting).getByText("Nobody is here right now").waitFor();
  ana = await signInAna(() => parlo);
  await place(waiting).getByText("in the queue").waitFor();
});
