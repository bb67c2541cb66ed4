import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// What is begun and not sent is with its agent wherever they go on.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const LUCIA = { phone: "393331112222", userId: "IT.2", name: "Lucia Bianchi" };
const [MARIO_ROW, LUCIA_ROW] = ["+39 347 123 4567", "+39 333 111 2222"];

let office: Office;
let ana: Agent;
beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());
afterEach(() => ana.leavesNothing(), 60_000);

const talk = async (customer: typeof MARIO = MARIO) => {
  await ana.turns("ready");
  await office.graph.customer({ ...customer }).writes("Hello");
  const path = await ana.takes();
  await ana.page.goto(office.url + path);
  return path;
};
const kept = (agent: Agent, path: string) => agent.page.evaluate(async (at) => (await (await fetch(`${at}/draft`)).json()).text as string, path);
const isKept = (path: string, text: string) => eventually(async () => (await kept(ana, path)) === text, `"${text}" was not kept`);
const contains = (agent: Agent, text: string) => eventually(async () => (await agent.composer.inputValue()) === text, `"${text}" is not in the box`);

test("a draft is found again after kill -9, on another computer, and in the list", async () => {
  const mario = await talk();
  await talk(LUCIA);
  await ana.opens(MARIO_ROW);
  await ana.composer.fill("Dear Mario, ");
  await isKept(mario, "Dear Mario, ");
  await ana.composer.fill("Dear Mario, your order");
  await ana.opens(LUCIA_ROW);
  await ana.rows.filter({ hasText: "Draft: Dear Mario, your order" }).waitFor();
  await office.killed();
  await office.started();
  const elsewhere = await office.signsIn("ana");
  await elsewhere.opens(MARIO_ROW);
  expect(await elsewhere.composer.inputValue()).toBe("Dear Mario, your order");
  await elsewhere.writes("Dear Mario, your order is here");
  await elsewhere.said("is here").locator('[data-mark="read"]').waitFor();
  await isKept(mario, "");
  await ana.rows.filter({ hasText: "Draft:" }).waitFor({ state: "detached" });
  await ana.opens(MARIO_ROW);
  expect(await ana.composer.inputValue()).toBe("");
});

test("another window has it when one comes to it; of two texts one chooses", async () => {
  const path = await talk();
  await ana.composer.fill("Begun here");
  await isKept(path, "Begun here");
  const other = await ana.tab(path);
  expect(await other.composer.inputValue()).toBe("Begun here");
  await other.composer.fill("Gone on there");
  await isKept(path, "Gone on there");
  await ana.page.bringToFront();
  await ana.page.evaluate(() => dispatchEvent(new Event("focus")));
  await contains(ana, "Gone on there");

  await other.page.route("**/draft", (route) => route.abort());
  await other.composer.fill("The other text");
  await ana.composer.fill("The one text");
  await isKept(path, "The one text");
  await other.page.unroute("**/draft");
  await other.composer.press("End");
  await other.composer.pressSequentially("!");
  const beside = other.page.locator("[data-other-draft]");
  await beside.waitFor();
  expect([await beside.locator("[data-other-text]").innerText(), await other.composer.inputValue()]).toEqual(["The one text", "The other text!"]);
  expect(await kept(ana, path)).toBe("The one text");
  await beside.getByRole("button", { name: "Keep what is in the box" }).click();
  await isKept(path, "The other text!");
  expect(await beside.isVisible()).toBe(false);
  await ana.page.evaluate(() => dispatchEvent(new Event("focus")));
  await contains(ana, "The other text!");
  await other.page.close();
});

test("what is sent without having been kept leaves no draft behind, nor does the window of before", async () => {
  const path = await talk();
  const other = await ana.tab(path);
  await ana.page.bringToFront();
  await ana.writes("Sent at once");
  await ana.composer.fill("A longer one");
  await isKept(path, "A longer one");
  await other.page.evaluate(() => dispatchEvent(new Event("focus")));
  await contains(other, "A longer one");
  await ana.composer.press("Enter");
  await comeToBe(ana.thread, ["Hello", "Sent at once", "A longer one"]);
  await isKept(path, "");
  await contains(other, "");
  await other.page.close();
  await ana.page.reload();
  expect(await ana.composer.inputValue()).toBe("");
});
