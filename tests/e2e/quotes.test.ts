import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// A quote is written beside the conversation, attached above the box, and sent as a file is.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };

let office: Office;
let sara: Agent;

beforeAll(async () => {
  office = await openOffice();
  sara = await office.agent("sara");
  await sara.turns("ready");
  await office.graph.customer({ ...MARIO }).writes("What do two blue lamps cost?");
  await sara.page.goto(office.url + (await sara.takes()));
}, 60_000);
afterAll(() => office.closes());

const line = (n: number) => sara.page.locator("#quote-form ol > li").nth(n);
const field = (n: number, name: string) => line(n).locator(`[name="${name}"]`);
const texts = () => sara.page.locator('#quote-form ol [name="text"]').evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value));
const write = async (n: number, fields: Record<string, string>) => {
  for (const [name, value] of Object.entries(fields)) await field(n, name).fill(value);
};
const total = (text: string) => sara.page.locator("#quote-totals dd.whole", { hasText: text }).waitFor();
const focused = () => sara.page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.name);
const saves = () => sara.page.getByRole("button", { name: "Save quote" }).click();

test("lines come, change places and go by keys and mouse, the totals follow, and what is wrong keeps all that was typed", async () => {
  await sara.page.locator("#quote-new").click();
  await write(0, { text: "Blue lamp", quantity: "2", price: "100", vat: "22" });
  await total("€244.00");
  await sara.page.getByRole("button", { name: "Add a line" }).click();
  expect([await focused(), await field(1, "vat").inputValue()]).toEqual(["text", "22"]);
  await sara.page.keyboard.type("Delivery");
  await write(1, { price: "10,5" });
  await total("€256.81");
  await field(1, "price").press("Alt+ArrowUp");
  expect([await texts(), await focused()]).toEqual([["Delivery", "Blue lamp"], "price"]);
  await line(0).locator("output", { hasText: "€10.50" }).waitFor();
  await line(1).getByRole("button", { name: "Move the line up" }).click();
  await sara.page.getByRole("button", { name: "Add a line" }).click();
  await sara.page.keyboard.type("Thrown away");
  await line(2).getByRole("button", { name: "Remove the line" }).click();
  expect([await texts(), await focused()]).toEqual([["Blue lamp", "Delivery"], "text"]);
  await write(1, { price: "10.555" });
  // What was typed is not thrown away by a key that was pressed once.
  await sara.page.keyboard.press("Escape");
  expect(await sara.page.locator("#quote-dialog[open]").count()).toBe(1);
  await saves();
  await sara.page.locator('[name="price"][aria-invalid="true"]:focus').waitFor();
  expect([await texts(), await field(1, "price").inputValue()]).toEqual([["Blue lamp", "Delivery"], "10.555"]);
  await write(1, { price: "10.50" });
  await saves();
  await sara.page.locator("#quote-dialog").waitFor({ state: "detached" });
  await comeToBe(sara.page.locator("#quotes li"), [/-0001 Blue lamp[\s\S]*€256\.81[\s\S]*Draft/]);
  sara.problems.length = 0;
}, 60_000);

test("chosen above the box it is a tile as a file is, which can be taken away; sent it is a document, and the quote is sent", async () => {
  const choose = async () => {
    await sara.page.getByRole("button", { name: "Attach a quote" }).click();
    await sara.page.locator("#quote-list [role='option']").waitFor();
  };
  await choose();
  await sara.page.keyboard.type("nothing of the kind");
  await sara.page.locator("#quote-list [data-none]:not([hidden])").waitFor();
  await sara.page.keyboard.press("Escape");
  await choose();
  await sara.page.keyboard.type("LAMP");
  await sara.page.keyboard.press("Enter");
  const tile = sara.page.locator('.tile[data-state="done"]');
  await tile.waitFor();
  expect(await tile.innerText()).toMatch(/Quote \d{4}-0001\.pdf\s+[\d.]+ kB/);
  await tile.locator("[data-remove]").click();
  expect(await sara.page.locator(".tile").count()).toBe(0);
  await choose();
  await sara.page.locator("#quote-list [role='option']").click();
  await tile.waitFor();
  await sara.writes("Here it is");
  await eventually(async () => office.graph.ledger.some(({ type }) => type === "document"), "the document did not arrive");
  const { body } = office.graph.ledger.find(({ type }) => type === "document") ?? { body: {} as Record<string, unknown> };
  expect(body["document"]).toMatchObject({ caption: "Here it is", filename: expect.stringMatching(/^Quote \d{4}-0001\.pdf$/) });
  await comeToBe(sara.page.locator("#quotes li"), [/-0001[\s\S]*Sent/]);
  await sara.page.locator("#quotes li button").click();
  await sara.page.getByRole("button", { name: "Mark as accepted" }).click();
  await comeToBe(sara.page.locator("#quotes li"), [/-0001[\s\S]*Accepted/]);
  await sara.page.getByRole("button", { name: "New version" }).click();
  await sara.page.locator("#quote-form").waitFor();
  await sara.page.keyboard.press("Escape");
  await comeToBe(sara.page.locator("#quotes li"), [/-0002[\s\S]*Draft/, /-0001[\s\S]*Accepted/]);
  expect(sara.problems).toEqual([]);
}, 60_000);
