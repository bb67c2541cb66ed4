import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// The agent's day, on the real server, in a real browser, with two agents and a customer at once.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const LUCIA = { phone: "393331112222", userId: "IT.2", name: "Lucia Bianchi" };
const NUMBERS = { mario: "+39 347 123 4567", lucia: "+39 333 111 2222" };

let office: Office;
let ana: Agent;
let ben: Agent;
let sara: Agent;

beforeAll(async () => {
  office = await openOffice();
  [ana, ben, sara] = (await Promise.all((["ana", "ben", "sara"] as const).map((name) => office.agent(name)))) as [Agent, Agent, Agent];
}, 60_000);
afterAll(() => office.closes());
beforeEach(() => ana.turns("ready"));
afterEach(async () => {
  for (const agent of [ana, ben]) await agent.leavesNothing();
});

const mario = () => office.graph.customer({ ...MARIO });
const lucia = () => office.graph.customer({ ...LUCIA });

test("an offered conversation is accepted, read, answered and closed", async () => {
  await mario().writes("Where is my order *4471*?");
  await ana.offer.waitFor();
  expect(await ana.offer.innerText()).toMatch(/\+39 347 123 4567.*Medium priority · \d+ · sales.*0:\d\d.*Where is my order \*4471\*\?/s);
  expect(await ana.page.title()).toStartWith("(1) ");
  await ana.accepts();
  expect(await ana.thread.allInnerTexts()).toEqual([expect.stringMatching(/^Where is my order 4471\?\n\d\d:\d\d$/)]);
  expect(await ana.page.locator("#thread strong").innerText()).toBe("4471");
  expect(await ana.page.locator("#thread").innerText()).toMatch(/You accepted: the only one who could\. Why\?/);
  await comeToBe(ana.rows, [NUMBERS.mario]);
  expect(await ana.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");

  await ana.writes("It leaves *today*, Mario.");
  await ana.said("It leaves today").locator('[aria-label="Read by the customer"]').waitFor();
  expect(office.got(MARIO.phone).at(-1)).toBe("It leaves *today*, Mario.");
  await mario().writes("Thank you");
  await ana.said("Thank you").waitFor();
  await eventually(async () => !(await ana.page.locator("#thread [data-unread]").count()), "it was never read");
  await eventually(async () => (await ana.page.title()) === "Conversations · Parlo", "something still wants to be read");
  await ana.closes();
  await comeToBe(ana.rows, []);
  expect(await ana.page.locator("#rows").innerText()).toInclude("You are ready. The next customer comes to you by themselves.");
  expect(ana.problems).toEqual([]);
});

test("what was rejected goes to the other agent, and says so", async () => {
  await ben.turns("ready");
  await mario().writes("Anybody there?");
  const [first, second] = await offeredFirst();
  await first.page.locator(".offer:not([data-shield])").waitFor();
  await first.page.locator("body").press("Escape");
  await first.offer.waitFor({ state: "detached" });
  await second.accepts();
  expect(await second.page.locator("#thread").innerText()).toMatch(new RegExp(`${nameOf(first)} rejected.*You accepted: the only one who could`, "s"));
});

test("what was not answered in time goes to another; who answers too late is told who was faster", async () => {
  await office.declares({ offerSeconds: 2 });
  await ben.turns("ready");
  await mario().writes("Hello?");
  const [first, second] = await offeredFirst();
  // The page of the slow one does not hear that the offer is over.
  await first.page.route("**/offer", (route) => route.abort());
  await second.accepts();
  await office.declares();
  expect(await second.page.locator("#thread").innerText()).toInclude(`${nameOf(first)} did not answer in time`);
  await first.page.locator('[data-answer="accept"]').click();
  await first.page
    .locator("#toasts")
    .getByText(`${nameOf(second)} was faster`)
    .waitFor();
}, 60_000);

test("the first moment of an offer is no answer, and its keys leave who writes alone", async () => {
  await mario().writes("One");
  await ana.accepts();
  await ana.composer.fill("Half a sen");
  await lucia().writes("Two");
  await ana.offer.waitFor();
  await ana.page.locator('[data-answer="reject"]').click({ force: true });
  await ana.composer.press("Escape");
  expect(await ana.offer.isVisible()).toBe(true);
  await ana.page.locator(".offer:not([data-shield])").waitFor();
  await ana.composer.press("Escape");
  await ana.composer.press("t");
  expect([await ana.offer.isVisible(), await ana.composer.inputValue()]).toEqual([true, "Half a sent"]);
  await ana.page.keyboard.press("F6");
  expect(await ana.page.evaluate(() => (document.activeElement as HTMLElement).dataset["answer"])).toBe("accept");
  await ana.page.keyboard.press("F6");
  expect(await ana.page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await ana.page.keyboard.press("F6");
  await ana.page.keyboard.press("Enter");
  await ana.said("Two").waitFor();
  expect(office.got(LUCIA.phone)).toEqual([]);
});

test("a second click on accept accepts once, and tells nothing", async () => {
  await mario().writes("Click click");
  await ana.offer.waitFor();
  await ana.page.locator(".offer:not([data-shield])").waitFor();
  await ana.page.locator('[data-answer="accept"]').dblclick();
  await ana.said("Click click").waitFor();
  expect(await ana.page.locator("#toasts .toast").count()).toBe(0);
});

test("who sees the queue reads along, may add a note, and may not answer", async () => {
  await mario().writes("Is it live?");
  await ana.accepts();
  await sara.page.locator("nav.segments").getByText("All").click();
  await sara.opens(NUMBERS.mario);
  expect(new URL(sara.page.url()).search).toBe("?lane=all");
  expect(await sara.page.locator(".readonly").innerText()).toInclude("Ana Ricci has this conversation");
  expect(await sara.page.locator('[data-mode="reply"]').isDisabled()).toBe(true);
  await mario().writes("Still here");
  await sara.said("Still here").waitFor();
  await sara.writes("Give him ten per cent");
  await ana.said("Give him ten per cent").waitFor();
  expect(await ana.said("Give him ten per cent").innerText()).toInclude("Private note · Sara De Luca");
  await comeToBe(ana.rows, ["Note: Give him ten per cent"]);
  expect(office.got(MARIO.phone).join()).not.toInclude("ten per cent");
});

test("one that waits can say why it has nobody yet", async () => {
  await ana.turns("break");
  await mario().writes("I wait");
  await sara.page.goto(`${office.url}/conversations?lane=unassigned`);
  await sara.opens(NUMBERS.mario);
  expect(await sara.page.locator(".readonly").innerText()).toInclude("It waits in sales. Nobody has it yet.");
  await sara.page.getByRole("button", { name: "Why?" }).click();
  const dialog = sara.page.locator("#why-dialog");
  expect(await dialog.innerText()).toMatch(
    /Why nobody yet\?.*It has waited \d+ s in sales\. It is the first in its queue\..*3 agents are not ready.*Ana Ricci/s,
  );
  await sara.page.keyboard.press("Escape");
  await ana.turns("ready");
  await ana.accepts();
  await sara.page.locator(".readonly").getByText("Ana Ricci has this conversation").waitFor();
  await sara.page.getByRole("button", { name: "Why?" }).first().click();
  expect(await dialog.innerText()).toMatch(/Why Ana Ricci\?.*Offered to Ana Ricci: the only one who could\..*Chosen.*Ready, with a place free/s);
  await sara.page.keyboard.press("Escape");
});

test("a conversation that one may not see any more leaves the page, and it is said", async () => {
  await mario().writes("Now you see me");
  await ana.page.goto(office.url + (await ana.takes()));
  await ana.page.route("**/changes?*", (route) => route.fulfill({ status: 404 }));
  await mario().writes("Now you do not");
  await ana.page.locator("#toasts").getByText("You may not see this conversation any more").waitFor();
  await ana.page.getByText("No conversation is open").waitFor();
  expect(new URL(ana.page.url()).pathname).toBe("/conversations");
});

test("the browser's way back leads to the conversation before", async () => {
  const paths: string[] = [];
  for (const customer of [mario(), lucia()]) {
    await customer.writes("Back and forth");
    paths.push(await ana.takes());
  }
  await comeToBe(ana.rows, [NUMBERS.mario, NUMBERS.lucia]);
  await ana.opens(NUMBERS.mario);
  await ana.opens(NUMBERS.lucia);
  await ana.page.goBack();
  await ana.page.locator(".head h1").getByText(NUMBERS.mario).waitFor();
  expect(new URL(ana.page.url()).pathname).toBe(paths[0] as string);
});

test("what happens to an open conversation elsewhere shows here: closed in another tab, it can only be read", async () => {
  await mario().writes("Bye");
  await ana.accepts();
  const id = await ana.page.locator(".chat").getAttribute("data-conversation");
  const tab = await ana.tab(`/conversations/${id}`);
  await ana.composer.fill("Was about to say");
  await tab.closes();
  await ana.page.locator(".readonly").getByText("Closed:").waitFor();
  expect(await ana.composer.count()).toBe(0);
  await tab.page.close();
  // The customer writes again: a new conversation, the old one folded above it.
  await mario().writes("And hello again");
  await ana.accepts();
  expect(await ana.page.locator(".fold").innerText()).toMatch(/\d+ earlier messages of this customer/);
  expect(await ana.page.getByText("Bye", { exact: true }).isVisible()).toBe(false);
  await ana.page.getByRole("button", { name: "Show", exact: true }).click();
  await ana.page.locator("#earlier").getByText("Bye", { exact: true }).waitFor();
  await ana.page.getByRole("button", { name: "Hide", exact: true }).click();
  expect(await ana.page.getByText("Bye", { exact: true }).isVisible()).toBe(false);
});

const nameOf = (agent: Agent) => (agent === ana ? "Ana Ricci" : "Ben Hughes");

/** Both are ready: who is asked first, and the other. */
async function offeredFirst(): Promise<[Agent, Agent]> {
  await eventually(async () => (await ana.offer.isVisible()) || (await ben.offer.isVisible()), "nobody was asked");
  return (await ana.offer.isVisible()) ? [ana, ben] : [ben, ana];
}
