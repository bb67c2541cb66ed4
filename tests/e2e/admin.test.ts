import { afterAll, beforeAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { startGraph } from "../fakes/graph.ts";
import { makeFolder, type Parlo, startParlo } from "../parlo.ts";
import { type Browser, type Person, startBrowser } from "./browser.ts";

// A company sets itself up in the browser, from the one-time link to a channel that Meta takes. Each test goes on where the last ended.

const AXE = readFileSync(join(import.meta.dir, "../../node_modules/axe-core/axe.min.js"), "utf8");
const GRETA = { name: "Greta Neri", username: "greta", password: "a long enough password" };

let parlo: Parlo;
let browser: Browser;
let greta: Person;
let page: Page;

beforeAll(async () => {
  [parlo, browser] = await Promise.all([startParlo({ folder: makeFolder() }), startBrowser()]);
  greta = await browser.person({ locale: "en-GB", timezoneId: "Europe/Rome", permissions: ["clipboard-read", "clipboard-write"] });
  page = greta.page;
  await page.goto(await parlo.link());
  for (const [field, value] of Object.entries({ ...GRETA, again: GRETA.password })) await page.fill(`#${field}`, value);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/home/);
});
afterAll(async () => {
  await browser.close();
  await parlo.stop();
});

const go = (path: string) => page.goto(parlo.url + path);
const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
const saved = () => page.waitForSelector("footer.save >> text=Saved");

test("the overview leads to the first step, and a skillset is added by its name and Enter", async () => {
  await go("/admin");
  await page.click("text=Do this >> nth=0");
  for (const name of ["Sales", "Support"]) {
    await page.waitForSelector("[name=name]:focus");
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await page.waitForSelector(`#rows >> text=${name}`);
  }
});

test("a user is added with a skill at a level; the link is copied, and lets that person in", async () => {
  await go("/admin");
  await page.click("text=Do this >> nth=0");
  for (const [field, value] of Object.entries({ name: "Ana Ricci", username: "ana", email: "ana@example.com" })) await page.fill(`#${field}`, value);
  await page.selectOption("#profile", { label: "Agent" });
  await page.selectOption("select[name=add]", { label: "Sales" });
  await page.selectOption(".level-row select", "8");
  expect(await page.inputValue("#name")).toBe("Ana Ricci");
  await page.keyboard.press("Control+s");
  await page.click("text=Copy");
  await page.waitForSelector("text=Copied");
  const link = await clipboard();
  expect(link).toStartWith(`${parlo.url}/password/`);

  const ana = await browser.person({ locale: "en-GB" });
  await ana.page.goto(link);
  for (const field of ["password", "again"]) await ana.page.fill(`#${field}`, "another long password");
  await ana.page.keyboard.press("Enter");
  await ana.page.waitForURL(/\/sign-in/);
  await ana.page.fill("#username", "ana");
  await ana.page.fill("#password", "another long password");
  await ana.page.keyboard.press("Enter");
  await ana.page.waitForURL(/\/home/);
  expect((await ana.page.goto(`${parlo.url}/admin`))?.status()).toBe(403);
  await ana.context.close();
});

test("a queue says beside the field what is wrong, takes rings, and saves with the keyboard", async () => {
  await go("/admin/queues/add");
  await page.selectOption("select[name='rings[0].add']", { label: "Sales" });
  await page.waitForSelector("#rings >> text=Sales");
  await page.click("text=Add a ring");
  await page.fill("input[name='rings[1].afterSeconds']", "0");
  await page.selectOption("select[name='rings[1].add']", { label: "Support" });
  await page.waitForSelector(".ring-row:nth-of-type(2) >> text=Support");
  await page.fill("#name", "Orders");
  await page.keyboard.press("Enter");
  await page.waitForSelector("text=Ring 2 must start after ring 1 (0 s)");
  expect(await page.inputValue("#name")).toBe("Orders");
  await page.waitForSelector("input[name='rings[1].afterSeconds']:focus");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("45");
  await page.keyboard.press("Control+s");
  await saved();
  expect(await page.textContent("h1")).toContain("Orders");
});

test("a channel is tested before it is added: the sentence names the wrong token, nothing typed is lost", async () => {
  using graph = await startGraph();
  await go("/admin/channels/add");
  await page.click("text=WhatsApp");
  const settings = { phoneNumberId: graph.account.phoneNumberId, wabaId: graph.account.wabaId, accessToken: "a wrong token", appSecret: "test-app-secret" };
  await page.fill("#name", "Main number");
  await page.fill("#id", "wa");
  for (const [key, value] of Object.entries(settings)) await page.fill(`[name='settings.${key}']`, value);
  await page.click("text=More settings");
  await page.fill("[name='settings.apiUrl']", graph.url);
  await page.click("text=Test connection");
  await page.waitForSelector("#tested >> text=Meta does not take the access token");
  expect(await page.inputValue("[name='settings.accessToken']")).toBe("a wrong token");

  await page.fill("[name='settings.accessToken']", "test-token");
  await page.click("text=Test connection");
  await page.waitForSelector("#tested >> text=The provider takes these settings.");
  await page.click("text=Add the channel");
  await saved();
  expect(await page.inputValue("[name='settings.accessToken']")).toBe("");

  await page.click(".given >> nth=0 >> text=Copy");
  await page.waitForSelector("text=Copied");
  expect(await clipboard()).toBe(`${parlo.url}/webhooks/wa`);
  await page.click(".given >> nth=1 >> text=Copy");
  const word = await page.inputValue("[name='settings.verifyToken']");
  await page.waitForFunction((text) => navigator.clipboard.readText().then((copied) => copied === text), word);
  const handshake = await fetch(`${parlo.url}/webhooks/wa?hub.mode=subscribe&hub.verify_token=${word}&hub.challenge=42`);
  expect(await handshake.text()).toBe("42");
});

test("an open list follows what another administrator changes", async () => {
  const other = await greta.context.newPage();
  await other.goto(`${parlo.url}/admin/skillsets`);
  await go("/admin/queues");
  await page.waitForSelector("#rows >> text=Orders");
  await other.fill("[name=name]", "Night shift");
  await other.keyboard.press("Enter");
  await go("/admin/skillsets");
  await page.waitForSelector("#rows >> text=Night shift");
  await other.goto(`${parlo.url}/admin/queues/add`);
  await go("/admin/queues");
  await other.fill("#name", "Late orders");
  await other.selectOption("select[name='rings[0].add']", { label: "Sales" });
  await other.keyboard.press("Control+s");
  await page.waitForSelector("#rows >> text=Late orders");
  await other.close();
});

test("without scripts everything can still be set", async () => {
  const plain = await browser.person({ locale: "en-GB", javaScriptEnabled: false });
  await plain.page.goto(`${parlo.url}/sign-in`);
  await plain.page.fill("#username", GRETA.username);
  await plain.page.fill("#password", GRETA.password);
  await plain.page.click("button[type=submit]");
  await plain.page.goto(`${parlo.url}/admin/queues/add`);
  await plain.page.fill("#name", "Plain");
  await plain.page.click("text=Add a ring");
  expect(await plain.page.inputValue("#name")).toBe("Plain");
  await plain.page.fill("[name='rings[0].afterSeconds']", "0");
  await plain.page.selectOption("select[name='rings[0].add']", { label: "Sales" });
  await plain.page.fill("[name='rings[1].afterSeconds']", "30");
  await plain.page.selectOption("select[name='rings[1].add']", { label: "Support" });
  await plain.page.click("footer >> text=Save");
  expect(await plain.page.textContent("h1")).toContain("Plain");
  expect(await plain.page.locator(".ring-row").count()).toBe(2);
  await plain.page.click("text=Remove >> nth=0");
  await plain.page.click("text=Remove Plain");
  expect(await plain.page.locator("#rows >> text=Plain").count()).toBe(0);
  await plain.context.close();
});

test("nobody is shut out: axe finds nothing on any page, light or dark", async () => {
  const pages = ["", "/users", "/users/add", "/users/1", "/profiles", "/profiles/1", "/skillsets", "/skillsets/1", "/queues", "/queues/1"];
  const more = ["/statuses", "/queues/1/remove", "/channels", "/channels/add", "/channels/wa", "/workspace", "/backups", "/tokens", "/trouble"];
  const found: string[] = [];
  for (const [at, path] of [...pages, ...more].entries()) {
    const colorScheme = at % 2 === 0 ? "light" : "dark";
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await go(`/admin${path}`);
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe.run(),
    );
    found.push(...violations.map(({ id, nodes }) => `${colorScheme} ${path}: ${id} ${nodes[0]?.html.slice(0, 120)}`));
  }
  expect(found).toEqual([]);
});

test("through all of it no page complained", () => {
  expect(greta.problems.filter((problem) => !/status of 422/.test(problem))).toEqual([]);
});
