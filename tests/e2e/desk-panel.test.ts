import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// The customer's details beside the conversation: four tabs, what was before, the files, and what is to be done.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const LUCIA = { phone: "393331112222", userId: "IT.2", name: "Lucia Bianchi" };
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEklEQVR4nGP4z8DAAMIM/4EIAB3yBfsJ0tRoAAAAAElFTkSuQmCC", "base64");

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
  await ana.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("Where is the blue lamp?");
  await ana.accepts();
  await ana.closes();
  await office.graph.customer({ ...LUCIA }).writes("Good morning");
  await ana.accepts();
  await office.graph.customer({ ...MARIO }).writes("It is me again");
  await ana.accepts();
}, 60_000);
afterAll(() => office.closes());

const tab = (name: string) => ana.page.getByRole("tab", { name });
const chosen = () => ana.page.locator("#details [role='tab'][aria-selected='true']").innerText();
const focused = () => ana.page.evaluate(() => document.activeElement?.id);

test("the keys walk the tabs; the chosen one and what was folded stay for the next conversation and over a reload", async () => {
  await tab("Customer").focus();
  const walked: (string | undefined)[] = [];
  for (const key of ["End", "ArrowRight", "ArrowLeft", "Home", "ArrowRight", "ArrowRight"]) {
    await ana.page.keyboard.press(key);
    walked.push(await focused());
  }
  expect(walked).toEqual(["tab-media", "tab-customer", "tab-media", "tab-customer", "tab-wrap-up", "tab-past"]);
  expect([await chosen(), await ana.page.locator("#details > [role='tabpanel']:not([hidden])").getAttribute("id")]).toEqual(["History", "past"]);
  await tab("Customer").click();
  await ana.page.locator("#details-conversation > summary").click();
  await tab("Media").click();
  await ana.opens("Good morning");
  expect(await chosen()).toBe("Media");
  await ana.page.locator("#media", { hasText: "No files" }).waitFor();
  await ana.page.reload();
  await ana.composer.waitFor();
  await eventually(async () => (await chosen()) === "Media", "the tab is another after a reload");
  await tab("Customer").click();
  expect(await ana.page.locator("#details-conversation").evaluate((part: HTMLDetailsElement) => part.open)).toBe(false);
  expect(await ana.page.locator("#details-tickets").evaluate((part: HTMLDetailsElement) => part.open)).toBe(true);
  expect(ana.problems).toEqual([]);
}, 60_000);

test("a file that comes shows at once among the files, and leads to its message", async () => {
  await tab("Media").click();
  await office.graph.customer({ ...LUCIA }).shares({ bytes: PNG, type: "image/png", caption: "This one" });
  const rows = ana.page.locator("#media li");
  await comeToBe(rows, [/Photo[\s\S]*Customer: \+39 333 111 2222/]);
  await eventually(() => rows.locator("img").evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth === 2), "there is no thumbnail");
  await rows.getByRole("button", { name: "Show it in the conversation" }).click();
  await ana.page.locator(".said[data-reached]:focus", { hasText: "This one" }).waitFor();
  expect(ana.problems).toEqual([]);
}, 60_000);

test("the history is narrowed while one types, stays when the record changes, and one is read over the conversation that stays open", async () => {
  await ana.opens("It is me again");
  await ana.composer.fill("A draft that stays");
  await tab("History").click();
  const past = ana.page.locator("#past .past > li");
  await comeToBe(past, ["Where is the blue lamp?"]);
  await ana.page.locator("#past-words").fill("green");
  await ana.page.locator("#past", { hasText: "Nothing found" }).waitFor();
  await ana.page.locator("#past-words").fill("BLUE");
  await comeToBe(past, ["Where is the blue lamp?"]);
  await ana.page.evaluate(() => document.querySelector(".chat")?.setAttribute("data-old", ""));
  await tab("Customer").click();
  await ana.page.getByRole("button", { name: "Edit the customer’s record" }).click();
  await ana.page.locator("#customer-first-name").fill("Mario Rossi, plumber");
  await ana.page.keyboard.press("Enter");
  await ana.page.locator(".chat:not([data-old])").waitFor();
  await tab("History").click();
  expect(await ana.page.locator("#past-words").inputValue()).toBe("BLUE");
  await past.locator("button").click();
  const window = ana.page.locator("#read-dialog");
  await window.locator(".said", { hasText: "Where is the blue lamp?" }).waitFor();
  await ana.page.keyboard.press("Escape");
  await window.waitFor({ state: "detached" });
  expect(await ana.composer.inputValue()).toBe("A draft that stays");
  await ana.composer.fill("");
  expect(ana.problems).toEqual([]);
}, 60_000);

test("a ticket that is made here shows at once on a colleague’s page, where what they look for stays; solved there it is solved here", async () => {
  const sara = await office.agent("sara");
  await tab("Customer").click();
  await sara.page.goto(office.url + ((await ana.page.locator("#customer h2 a").getAttribute("href")) ?? ""));
  await sara.page.locator("#past-words").fill("lamp");
  await comeToBe(sara.page.locator(".past > li"), ["blue lamp"]);
  await ana.page.getByRole("button", { name: "New ticket" }).click();
  await ana.page.locator("#ticket-save").click();
  await ana.page.locator("#ticket-name[aria-invalid='true']").waitFor();
  await ana.page.locator("#ticket-name").fill("Send the lamp");
  await ana.page.keyboard.press("Enter");
  await ana.page.locator("#ticket-dialog").waitFor({ state: "detached" });
  await comeToBe(ana.page.locator("#tickets li"), [/Send the lamp[\s\S]*Open/]);
  await comeToBe(sara.page.locator("#tickets li"), [/Send the lamp[\s\S]*Open/]);
  await sara.page.getByRole("button", { name: "Send the lamp" }).click();
  await sara.page.locator("#ticket-state").selectOption("solved");
  await sara.page.locator("#ticket-save").click();
  await comeToBe(ana.page.locator("#tickets li"), [/Send the lamp[\s\S]*Solved/]);
  await sara.page.getByRole("button", { name: "Edit" }).click();
  await sara.page.locator("#customer-first-name").fill("Mario, the plumber");
  await sara.page.keyboard.press("Enter");
  await sara.page.locator("h1", { hasText: "Mario, the plumber" }).waitFor();
  expect([await sara.page.locator("#past-words").inputValue(), await sara.page.locator(".past > li").count()]).toEqual(["lamp", 1]);
  expect(sara.problems).toEqual([]);
}, 60_000);
