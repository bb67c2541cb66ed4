import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import type { Locator } from "playwright-core";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Everything is live in every open tab, and whole again after the connection was lost or the server was killed.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const TABS = 8;

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
beforeEach(() => ana.turns("ready"));
afterEach(() => ana.leavesNothing(), 60_000);

const mario = () => office.graph.customer({ ...MARIO });
const talk = async (text = "Hello") => {
  await mario().writes(text);
  const path = await ana.takes();
  await ana.page.goto(office.url + path);
  return path;
};
// Tabs behind the front one draw nothing, so what they show is asked of their document.
const shows = (tab: Agent, text: string) =>
  eventually(() => tab.page.evaluate((words) => document.body.textContent.includes(words), text), `a tab does not show "${text}"`);
const hides = (element: Locator) => eventually(async () => (await element.count()) === 0, "it stayed");

test("a message shows in eight tabs at once without a reload, and so do the answer and its marks", async () => {
  const path = await talk();
  const tabs = [ana, ...(await Promise.all(Array.from({ length: TABS - 1 }, () => ana.tab(path))))];
  await mario().writes("Do you hear me everywhere?");
  await Promise.all(tabs.map((tab) => shows(tab, "Do you hear me everywhere?")));
  await tabs[3]?.page.bringToFront();
  await tabs[3]?.writes("Everywhere");
  await Promise.all(
    tabs.map((tab) => eventually(async () => (await tab.said("Everywhere").locator('[data-mark="read"]').count()) === 1, "a tab lacks the mark")),
  );
  await Promise.all(tabs.map((tab) => eventually(async () => (await tab.thread.count()) === 3, "a tab shows something twice")));
  expect(office.got(MARIO.phone).filter((text) => text === "Everywhere").length).toBe(1);
  await Promise.all(tabs.slice(1).map((tab) => tab.page.close()));
  expect(ana.problems).toEqual([]);
}, 60_000);

test("an offer stands in every tab; answered in one it is gone from the others", async () => {
  const tabs = [await ana.tab(), await ana.tab("/me")];
  await mario().writes("Who is there?");
  await Promise.all([ana, ...tabs].map((tab) => eventually(async () => (await tab.offer.count()) === 1, "a tab has no offer")));
  await ana.page.bringToFront();
  await ana.accepts();
  await Promise.all(tabs.map((tab) => hides(tab.offer)));
  // From another page an answer leads to the desk.
  await office.graph.customer({ phone: "393330000002", userId: "IT.3", name: "Lucia" }).writes("And me?");
  const [, elsewhere] = tabs as [Agent, Agent];
  await elsewhere.page.bringToFront();
  await elsewhere.accepts();
  expect(new URL(elsewhere.page.url()).pathname).toMatch(/^\/conversations\/\d+$/);
  await elsewhere.said("And me?").waitFor();
  await Promise.all(tabs.map((tab) => tab.page.close()));
}, 60_000);

test("after the connection was lost the page is whole again, and what was written meanwhile goes out once", async () => {
  await talk();
  office.wire.cut();
  await mario().writes("Said while you were away");
  await ana.writes("Written while away");
  await ana.said("Written while away").locator('[aria-label="On its way"]').waitFor();
  await ana.page.locator("#banner-offline").waitFor();
  expect(await ana.said("Said while you were away").count()).toBe(0);
  office.wire.mend();
  await ana.said("Said while you were away").waitFor();
  await ana.said("Written while away").locator('[data-mark="read"]').waitFor();
  await comeToBe(ana.thread, ["Hello", "Said while you were away", "Written while away"]);
  await ana.page.locator("#banner-offline").waitFor({ state: "hidden" });
  expect(office.got(MARIO.phone).filter((text) => text === "Written while away")).toEqual(["Written while away"]);
}, 60_000);

test("a kill -9 in between loses nothing: not what the customer says, not what was sent, not what is being written", async () => {
  await talk("Before the crash");
  await ana.composer.fill("Half a thought");
  await office.killed();
  const said = mario().writes("Said to a dead server");
  await ana.page.locator("#banner-offline").waitFor();
  await ana.composer.fill("Answered to a dead server");
  await ana.composer.press("Enter");
  await ana.composer.fill("Half a thought");
  await ana.said("Answered to a dead server").locator('[aria-label="On its way"]').waitFor();
  await office.started();
  await said;
  await ana.said("Said to a dead server").waitFor();
  await ana.said("Answered to a dead server").locator('[data-mark="read"]').waitFor({ timeout: 20_000 });
  expect(await ana.composer.inputValue()).toBe("Half a thought");
  expect(office.got(MARIO.phone).filter((text) => text.includes("dead server"))).toEqual(["Answered to a dead server"]);
  await ana.composer.fill("");
}, 60_000);

test("what somebody does with the page survives what comes: focus, selection, what is being read further up", async () => {
  await talk();
  const customer = mario();
  for (let n = 0; n < 30; n++) await customer.writes(`Line ${n}\nand more\nand more`);
  await ana.said("Line 29").waitFor();
  const scroll = ana.page.locator(".chat > .scroll");
  const atEnd = () => scroll.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 2);
  await eventually(atEnd, "the newest is not shown");
  await scroll.evaluate((box) => void (box.scrollTop = 300));
  await eventually(async () => !(await atEnd()), "it did not scroll");
  const [first] = await ana.page.locator("#thread .said[data-from='customer']").all();
  await first?.evaluate((item) => getSelection()?.selectAllChildren(item.querySelector(".words") as Element));
  const before = await scroll.evaluate((box) => box.scrollTop);
  await customer.writes("New below");
  await ana.page.locator("[data-new-below]").waitFor();
  expect(await scroll.evaluate((box) => box.scrollTop)).toBe(before);
  expect(await ana.page.evaluate(() => getSelection()?.toString())).toBe("Hello");
  expect(await ana.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await ana.page.locator("[data-new-below]").click();
  await eventually(atEnd, "the newest is not shown");
  await ana.composer.fill("a\n".repeat(8));
  await eventually(atEnd, "the box covers the newest");
  await ana.composer.fill("");
}, 60_000);

test("older messages come on demand above the others, in order, and not before when one of them changes", async () => {
  const path = await talk();
  const customer = mario();
  const first = await customer.writes("Number 0");
  await office.graph.inOnePost(() => {
    for (let n = 1; n < 130; n++) void customer.writes(`Number ${n}`);
  });
  await ana.said("Number 129").waitFor();
  await ana.page.goto(office.url + path);
  expect(await ana.thread.count()).toBe(100);
  await customer.edits(first, "Number 0, put right");
  await customer.writes("Number 130");
  await ana.said("Number 130").waitFor();
  expect(await ana.thread.count()).toBe(101);
  await ana.page.getByRole("button", { name: "Older messages" }).click();
  await eventually(async () => (await ana.thread.count()) === 132, "the older ones did not come");
  await ana.said("Number 0, put right").waitFor({ state: "attached" });
  const numbers = (await ana.thread.allInnerTexts()).map((text) => Number(/Number (\d+)/.exec(text)?.[1] ?? -1));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(await ana.page.locator("#thread .day").count()).toBe(1);
  expect(await ana.page.getByRole("button", { name: "Older messages" }).count()).toBe(0);
}, 60_000);

test("who writes on a channel that its provider refuses is told that it waits, and sees it leave when it is mended", async () => {
  await talk();
  office.graph.revokeToken();
  await ana.writes("Are you still there?");
  const stopped = ana.page.locator("#channel-stopped .stopped");
  await stopped.waitFor();
  expect(await stopped.innerText()).toContain("Main number does not send");
  await ana.page.reload();
  await stopped.waitFor();
  await ana.composer.fill("A draft");
  office.graph.restoreToken();
  await office.declares({ settings: { perSecond: "79" } });
  await hides(stopped);
  await ana.said("Are you still there?").locator('[data-mark="read"]').waitFor();
  expect(await ana.composer.inputValue()).toBe("A draft");
  await office.declares();
  expect(ana.problems).toEqual([]);
}, 60_000);
