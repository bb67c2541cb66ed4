import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type Parlo, startParlo, until } from "../parlo.ts";
import { type Browser, type Person, startBrowser } from "./browser.ts";

// A supervisor asks what yesterday would have been like. Each test goes on where the last ended.

const AXE = readFileSync(join(import.meta.dir, "../../node_modules/axe-core/axe.min.js"), "utf8");
const CHARTS = 4;

let parlo: Parlo;
let browser: Browser;
let sofia: Person;
let page: Page;

beforeAll(async () => {
  [parlo, browser] = await Promise.all([startParlo({ args: ["demo"] }), startBrowser()]);
  sofia = await browser.person({ colorScheme: "light" });
  page = sofia.page;
  await page.goto(`${parlo.url}/conversations`);
  await page.fill("#username", "supervisor");
  await page.fill("#password", "parlo-demo");
  await page.click("button[type=submit]");
  await page.waitForURL("**/conversations");
});
afterAll(async () => {
  await browser.close();
  await parlo.stop();
});

/** How much is drawn on each chart, and how light that is. */
const drawn = () =>
  page.$$eval("canvas[data-chart]", (all) =>
    all.map((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement;
      const { data } = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height) ?? { data: [] };
      let [ink, light] = [0, 0];
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at + 3] ?? 0) < 200) continue;
        ink++;
        light += (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0);
      }
      return { ink, light: ink === 0 ? 0 : light / ink };
    }),
  );

async function allDrawn() {
  await page.waitForFunction((count) => document.querySelectorAll("canvas[data-chart]").length === count, CHARTS);
  await until(async () => (await drawn()).every(({ ink }) => ink > 0), 20_000, "not every chart is drawn");
  return drawn();
}

test("the way there is in the navigation; a replay with two more agents draws its charts, each with a table", async () => {
  await page.click("nav.rail a[href='/what-if']");
  await page.locator("[name^='more.']").first().fill("2");
  await page.click(".ask button[type=submit]");
  expect((await allDrawn()).every(({ ink }) => ink > 500)).toBe(true);
  expect(await page.locator("text=With your changes").count()).toBeGreaterThan(3);
  await page.click("text=As a table >> nth=0");
  expect(await page.locator(".chart-card details[open] tbody tr").count()).toBeGreaterThan(0);
  const beyond = await page.$$eval<number, HTMLDetailsElement>("details.figures-of", (all) => {
    for (const one of all) one.open = true;
    return all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length;
  });
  expect(beyond).toBe(0);
});

/** What each agent was given: as it was, replayed, and with the changes. */
const given = () =>
  page
    .locator(".chart-card", { has: page.locator("#loads") })
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map(({ children }) => [...children].map((cell) => cell.textContent ?? "")));

test("who loses their skills is given nothing", async () => {
  const [name = ""] = (await given()).find(([, , replayed = ""]) => /^[1-9]/.test(replayed)) ?? [];
  await page.locator("summary", { hasText: "Skills and places" }).press("Enter");
  for (const skillset of ["Orders", "Support"]) await page.getByLabel(`${name}, ${skillset}`).fill("");
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  await allDrawn();
  const [, , replayed, varied] = (await given()).find(([agent]) => agent === name) ?? [];
  expect([replayed, varied]).toEqual([expect.stringMatching(/^[1-9]/), expect.stringMatching(/^(0 |–)/)]);
  expect(await page.getByLabel(`${name}, Orders`).inputValue()).toBe("");
});

test("the charts follow the theme", async () => {
  const light = await drawn();
  await page.emulateMedia({ colorScheme: "dark" });
  const follow = async () => (await drawn()).every((chart, n) => Math.abs(chart.light - (light[n]?.light ?? 0)) > 5);
  await until(follow, 20_000, "the charts did not follow");
});

test("nothing on it breaks the content policy or keeps anybody out", async () => {
  await page.evaluate(AXE);
  const broken = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(where: Document, what: object): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })).violations.map(({ id }) => id);
  });
  expect([broken, sofia.problems]).toEqual([[], []]);
});
