import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Finding one's way among conversations: stars, search and order of the list.

const people = Array.from({ length: 4 }, (_, n) => ({ phone: `39347000000${n}`, userId: `IT.F${n}`, name: `Person ${n}` }));
const numberOf = (n: number) => `+39 347 000 000${n}`;

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
beforeEach(() => ana.turns("ready"));
afterEach(async () => {
  await ana.page.mouse.move(900, 20);
  await ana.leavesNothing();
}, 60_000);

const customer = (n: number) => office.graph.customer({ ...(people[n] as (typeof people)[0]) });
/** So many customers talk to Ana; the last one's conversation is open. */
const talks = async (many: number) => {
  let path = "";
  for (let n = 0; n < many; n++) {
    await customer(n).writes(`Hello from ${n}`);
    path = await ana.takes();
  }
  await ana.page.goto(office.url + path);
  await comeToBe(
    ana.rows,
    people.slice(0, many).map((_, n) => numberOf(n)),
  );
};
const starOf = (agent: Agent, n: number) => agent.rows.filter({ hasText: numberOf(n) }).locator(".starring");
const inHead = (agent: Agent) => agent.page.locator(".head > .starring");
const isOn = (star: ReturnType<typeof inHead>) => eventually(async () => (await star.getAttribute("aria-pressed")) === "true", "the star is not on");
const isOff = (star: ReturnType<typeof inHead>) => eventually(async () => (await star.getAttribute("aria-pressed")) === "false", "the star is on");
const tally = (agent: Agent) => agent.page.locator('.tally[href*="starred"]');

test("a star set in the row is on in the head, in the bar and in the other tab, and survives kill -9; the key takes it away", async () => {
  await talks(2);
  const other = await ana.tab(new URL(ana.page.url()).pathname);
  await ana.page.bringToFront();
  await starOf(ana, 1).click();
  for (const agent of [ana, other]) {
    await isOn(starOf(agent, 1));
    await isOn(inHead(agent));
    await eventually(async () => (await tally(agent).innerText()).trim() === "1", "the bar does not count it");
  }
  await isOff(starOf(ana, 0));
  await other.page.close();

  await office.killed();
  await office.started();
  await ana.page.reload();
  await isOn(inHead(ana));
  await tally(ana).click();
  await comeToBe(ana.rows, [numberOf(1)]);
  await ana.page.getByRole("link", { name: "Show all" }).click();
  await comeToBe(ana.rows, [numberOf(0), numberOf(1)]);
  await ana.opens(numberOf(1));
  await ana.page.locator("h1").click();
  await ana.page.keyboard.press("s");
  await isOff(inHead(ana));
  await isOff(starOf(ana, 1));
  await eventually(async () => (await tally(ana).innerText()).trim() === "0", "the bar still counts it");
}, 40_000);

test("the bar opens to one's own conversations by priority, and leads to one of them", async () => {
  await talks(1);
  await office.declares({ priority: "high" });
  await customer(1).writes("Urgent");
  await ana.takes();
  await office.declares();
  const mine = ana.page.getByRole("button", { name: "My conversations High priority 1 Medium priority 1 Low priority 0" });
  await mine.click();
  const menu = ana.page.locator("#own");
  await comeToBe(menu.getByRole("menuitem"), ["High priority: 1", numberOf(1), "Medium priority: 1", numberOf(0)]);
  await menu.getByRole("menuitem", { name: numberOf(1) }).click();
  await ana.said("Urgent").waitFor();
  await mine.click();
  await menu.getByRole("menuitem", { name: "Medium priority: 1" }).click();
  await comeToBe(ana.rows, [numberOf(0)]);
}, 60_000);

test("the list is searched while one types, filtered by one priority, and starred first stays so after a reload", async () => {
  await talks(3);
  await ana.page.locator("h1").click();
  await ana.page.keyboard.press("f");
  await ana.page.keyboard.type("from 1");
  await comeToBe(ana.rows, [numberOf(1)]);
  expect(await ana.page.evaluate(() => document.activeElement?.id)).toBe("find");
  await ana.page.keyboard.type("zz");
  await ana.page.getByText("Nothing found").waitFor();
  await ana.page.reload();
  expect(await ana.page.locator("#find").inputValue()).toBe("from 1zz");
  await ana.page.locator("#find").press("Escape");
  await comeToBe(ana.rows, [numberOf(0), numberOf(1), numberOf(2)]);

  await starOf(ana, 2).click();
  await ana.page.getByRole("button", { name: "Order" }).click();
  await ana.page.getByRole("menuitemcheckbox", { name: "Starred first" }).click();
  await comeToBe(ana.rows, [numberOf(2), numberOf(0), numberOf(1)]);
  await ana.page.locator("#only").selectOption({ label: "High priority" });
  await ana.page.getByText("Nothing of what you chose").waitFor();
  await ana.page.getByRole("button", { name: "Order" }).click();
  await ana.page.getByRole("menuitemradio", { name: "By channel" }).click();
  await comeToBe(ana.rows, [numberOf(2), numberOf(0), numberOf(1)]);
  expect(await ana.page.locator("#only").inputValue()).toBe("");
  await ana.page.locator("#only").selectOption({ label: "Main number" });
  await eventually(async () => ana.page.url().includes("channel=wa"), "the address does not say the channel");
  await ana.page.goto(`${office.url}/conversations`);
  await comeToBe(ana.rows, [numberOf(2), numberOf(0), numberOf(1)]);
  expect(await ana.page.locator("#only").getAttribute("name")).toBe("channel");
  expect(ana.problems).toEqual([]);
  await ana.page.context().clearCookies({ name: /^parlo-list/ });
}, 40_000);

test("what is closed is found in the archive, by customer and by agent, and not by who may not see it", async () => {
  await talks(2);
  await ana.closes();
  await ana.page.getByRole("link", { name: "Closed conversations" }).click();
  await ana.page.getByText("Closed, the newest first").waitFor();
  await comeToBe(ana.rows.first(), [numberOf(1)]);
  expect(await ana.rows.first().locator(".starring").count()).toBe(0);
  await ana.page.locator("#find").fill("0001");
  await comeToBe(ana.rows.first(), [numberOf(1)]);
  await ana.rows.first().locator("a").click();
  await ana.page.getByText("A new message of the customer opens a new conversation").waitFor();
  await ana.page.getByRole("link", { name: "Back to the open ones" }).click();
  await comeToBe(ana.rows, [numberOf(0)]);
  await eventually(async () => (await ana.page.locator("#find").inputValue()) === "", "the words went to another list");

  const ben = await office.agent("ben");
  await ben.page.goto(`${office.url}/conversations?lane=archived`);
  await ben.page.getByText("Nothing closed here").waitFor();
  expect(await ben.page.locator("#whose").count()).toBe(0);
  const sara = await office.agent("sara");
  await sara.page.goto(`${office.url}/conversations?lane=archived`);
  await comeToBe(sara.rows.first(), [numberOf(1)]);
  await sara.page.locator("#whose").selectOption({ label: "Ben Hughes" });
  await sara.page.getByText("Nothing of what you chose").waitFor();
  await sara.page.getByRole("link", { name: "All" }).click();
  await sara.page.locator("#whose").selectOption({ label: "Ana Ricci" });
  await comeToBe(sara.rows, [numberOf(0)]);
  expect([...ana.problems, ...ben.problems, ...sara.problems]).toEqual([]);
}, 40_000);
