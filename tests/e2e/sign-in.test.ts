import { afterAll, beforeAll, expect, test } from "bun:test";
import { listen } from "../../src/http/server.ts";
import { firstRunLink } from "../../src/users/links.ts";
import { openApp, PASSWORD, type TestApp } from "../http/app.ts";
import { type Browser, startBrowser } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

async function served(options: Parameters<typeof openApp>[0] = {}) {
  const app = await openApp({ ...options, env: { PARLO_PORT: "0" } });
  const server = listen(app.app, app.workspace);
  const stop = async () => {
    await server.stop(true);
    await app.close();
  };
  return { app, url: `http://127.0.0.1:${server.port}`, stop };
}

const makeLink = ({ workspace: { write, dice, clock } }: TestApp) => write((db) => firstRunLink(db, dice, clock()));

test("the button waits for both fields, the language applies at once and keeps the name, and one is in", async () => {
  const { app, url, stop } = await served();
  const { page, problems } = await browser.person({ locale: "en-GB" });
  await page.goto(`${url}/conversations`);
  const button = page.locator("button[type=submit]");
  expect(await button.isDisabled()).toBe(true);
  await page.fill("#username", "ana");
  expect(await button.isDisabled()).toBe(true);

  await page.click("text=Italiano");
  await page.waitForSelector("html[lang=it]");
  expect(await page.inputValue("#username")).toBe("ana");
  await page.fill("#password", PASSWORD);
  expect(await button.isDisabled()).toBe(false);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${url}/conversations`);
  expect(await page.getAttribute("html", "lang")).toBe("it");
  expect(problems).toEqual([]);
  expect(app.heard.map(({ kind }) => kind)).toContain("agent.signed-in");
  await stop();
});

test("signing in works without scripts", async () => {
  const { url, stop } = await served();
  const { page } = await browser.person({ javaScriptEnabled: false });
  await page.goto(`${url}/sign-in`);
  await page.fill("#username", "ana");
  await page.fill("#password", "wrong");
  await page.click("button[type=submit]");
  expect(await page.textContent("[role=alert]")).toContain("User name or password is wrong");
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  expect(page.url()).toBe(`${url}/home`);
  await stop();
});

test("the first run knows the browser's time zone, shows what is wrong, and lets the administrator in", async () => {
  const { app, url, stop } = await served({ staff: false });
  const { page } = await browser.person({ locale: "en-GB", timezoneId: "Europe/Rome" });
  await page.goto(url + (await makeLink(app)));
  expect(await page.inputValue("select[name=timeZone]")).toBe("Europe/Rome");
  for (const [field, value] of Object.entries({ name: "Ada", username: "ada", password: "correct horse", again: "another horse" }))
    await page.fill(`#${field}`, value);
  await page.click("button[type=submit]");
  await page.waitForSelector("#again[aria-invalid=true]:focus");
  expect(await page.inputValue("#name")).toBe("Ada");
  for (const field of ["password", "again"]) await page.fill(`#${field}`, "short");
  await page.click("button[type=submit]");
  await page.waitForSelector("#password[aria-invalid=true]:focus");

  for (const field of ["password", "again"]) await page.fill(`#${field}`, "correct horse");
  await page.click("button[type=submit]");
  await page.waitForURL(`${url}/home`);
  expect(app.workspace.db.query("SELECT value FROM settings WHERE key = 'timeZone'").get()).toEqual({ value: '"Europe/Rome"' });
  await stop();
});

test("theme and language take effect at once and are there in another browser", async () => {
  const { url, stop } = await served();
  const people = [await browser.person({ locale: "en-GB" }), await browser.person({ locale: "en-GB" })] as const;
  for (const { page } of people) {
    await page.goto(`${url}/sign-in?next=%2Fme`);
    await page.fill("#username", "ana");
    await page.fill("#password", PASSWORD);
    await page.click("button[type=submit]");
    await page.waitForURL(`${url}/me`);
  }
  const [here, elsewhere] = people;
  await Promise.all([here.page.waitForResponse("**/me/preferences"), here.page.selectOption("#own-theme", "dark")]);
  expect(await here.page.getAttribute("html", "data-theme")).toBe("dark");
  await here.page.selectOption("#own-language", "it");
  await here.page.waitForSelector("html[lang=it]");
  await elsewhere.page.reload();
  expect([await elsewhere.page.getAttribute("html", "lang"), await elsewhere.page.getAttribute("html", "data-theme")]).toEqual(["it", "dark"]);
  expect([...here.problems, ...elsewhere.problems]).toEqual([]);
  await stop();
});

test("who signs out in one tab is out in the other", async () => {
  const { url, stop } = await served();
  const { context, page } = await browser.person({ locale: "en-GB" });
  await page.goto(`${url}/sign-in`);
  await page.fill("#username", "ana");
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await page.waitForURL(`${url}/home`);
  const other = await context.newPage();
  await other.goto(`${url}/me`);
  await page.click("button.me");
  await page.click("text=Sign out");
  await page.waitForURL(`${url}/sign-in?out`);
  expect(await page.textContent("main")).toContain("You signed out");
  await other.waitForSelector("#banner-ended:not([hidden])");
  await stop();
});
