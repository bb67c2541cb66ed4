import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Writing: what is sent goes once, what fails says why, what is private stays so, and nothing that was typed is lost.

const MARIO = { phone: "393471234567", userId: "IT.1", name: "Mario Rossi" };
const LUCIA = { phone: "393331112222", userId: "IT.2", name: "Lucia Bianchi" };

let office: Office;
let ana: Agent;
let ben: Agent;

beforeAll(async () => {
  office = await openOffice();
  [ana, ben] = (await Promise.all((["ana", "ben"] as const).map((name) => office.agent(name)))) as [Agent, Agent];
}, 60_000);
afterAll(() => office.closes());
beforeEach(() => ana.turns("ready"));
afterEach(async () => {
  office.graph.faults.clear();
  await Promise.all([ana, ben].map((agent) => agent.leavesNothing()));
}, 60_000);

const mario = () => office.graph.customer({ ...MARIO });
const lucia = () => office.graph.customer({ ...LUCIA });
const talk = async (customer = mario(), text = "Hello") => {
  await customer.writes(text);
  await ana.page.goto(office.url + (await ana.takes()));
};
const count = (text: string) => office.graph.ledger.filter(({ body }) => (body["text"] as { body?: string } | undefined)?.body === text).length;
const arrives = (text: string) => ana.said(text).locator('[data-mark="read"]').waitFor();

test("a double click and two keys send once; a second message is a second one", async () => {
  await talk();
  await ana.composer.fill("Only once");
  await ana.page.locator("[data-send]").dblclick();
  await arrives("Only once");
  await ana.composer.fill("Twice typed");
  await Promise.all([ana.composer.press("Enter"), ana.composer.press("Enter")]);
  await arrives("Twice typed");
  await ana.writes("Only once");
  await eventually(async () => count("Only once") === 2, "what was written again did not go again");
  expect([count("Twice typed"), await ana.said("Twice typed").count()]).toEqual([1, 1]);
  expect(ana.problems).toEqual([]);
});

test("when the answer is lost it goes again with the same id, and the customer gets it once", async () => {
  await talk();
  let lost = 0;
  await ana.page.route("**/messages", async (route) => {
    await route.fetch();
    if (lost++ < 1) return route.abort("connectionreset");
    return route.continue();
  });
  await ana.writes("Lost on the way back");
  await arrives("Lost on the way back");
  await eventually(async () => lost === 2, "it was not tried again");
  await ana.writes("And after it");
  await arrives("And after it");
  expect([count("Lost on the way back"), await ana.said("Lost on the way back").count()]).toEqual([1, 1]);
  await comeToBe(ana.thread, ["Hello", "Lost on the way back", "And after it"]);
});

test("what the server refuses stays in the thread with its reason, and can be taken back", async () => {
  await talk();
  await ana.page.route("**/messages", (route) => route.fulfill({ status: 409, json: { title: "The window is closed", status: 409 } }));
  await ana.writes("Refused");
  await ana.said("Refused").getByText("Not sent. The window is closed.").waitFor();
  await ana.page.locator('[data-opens="close-dialog"]').click();
  expect(await ana.page.locator("[data-confirm]").isDisabled()).toBe(true);
  expect(await ana.page.locator("#close-dialog").innerText()).toInclude("A message has not left this page yet");
  await ana.page.keyboard.press("Escape");
  await ana.page.unroute("**/messages");
  await ana.page.locator("[data-send-again]").click();
  await arrives("Refused");
  await ana.page.route("**/messages", (route) => route.fulfill({ status: 409, json: { title: "No", status: 409 } }));
  await ana.writes("Taken back");
  await ana.page.locator("[data-take-back]").click();
  expect(await ana.composer.inputValue()).toBe("Taken back");
  expect([await ana.said("Taken back").count(), count("Taken back"), count("Refused")]).toEqual([0, 0, 1]);
});

test("what the provider refuses says why in words, and can be sent again", async () => {
  await talk();
  office.graph.faults.next({ code: 131026 });
  await ana.writes("Do you get this?");
  const message = ana.said("Do you get this?");
  await message.getByText("Not delivered. It cannot be delivered: the customer does not use WhatsApp").waitFor();
  expect(await message.innerText()).toInclude("(131026)");
  await message.getByRole("button", { name: "Send again" }).dblclick();
  await arrives("Do you get this?");
  expect([count("Do you get this?"), await ana.page.locator("#toasts .toast").count()]).toEqual([1, 0]);
});

test("a note is for colleagues: it never reaches the customer, not even when its draft is left and found again", async () => {
  await talk();
  await ana.notes("He is a friend of the boss");
  expect(await ana.said("friend of the boss").innerText()).toInclude("Private note");
  await talk(lucia(), "Hi");
  await ana.opens("+39 347 123 4567");
  await ana.page.locator('[data-mode="note"]').click();
  await ana.composer.fill("Never to be");
  await ana.opens("+39 333 111 2222");
  expect([await ana.composer.inputValue(), await ana.page.locator('[data-mode="reply"]').getAttribute("aria-pressed")]).toEqual(["", "true"]);
  await ana.opens("+39 347 123 4567");
  await ana.page.reload();
  expect([await ana.composer.inputValue(), await ana.page.locator('[data-mode="note"]').getAttribute("aria-pressed")]).toEqual(["Never to be", "true"]);
  expect(await ana.page.locator("[data-send]").innerText()).toInclude("Add note");
  await ana.composer.press("Enter");
  await ana.said("Never to be").getByText("Private note").waitFor();
  await office.graph.settled();
  expect(office.graph.ledger.filter(({ body }) => /boss|Never/.test(JSON.stringify(body)))).toEqual([]);
});

test("when somebody else has it, what one writes says who", async () => {
  await talk();
  await ana.page.route("**/messages", (route) => route.fulfill({ status: 409, json: { title: "Ben Hughes has this conversation now" } }));
  await ana.writes("Mine?");
  await ana.said("Mine?").getByText("Not sent. Ben Hughes has this conversation now.").waitFor();
  await ana.page.locator("[data-take-back]").click();
});

test("when the window closes the box closes, and opens when the customer writes again", async () => {
  const customer = office.graph.customer({ phone: "393330000009", userId: "IT.9", name: "Nora" });
  await customer.writes("I wrote yesterday", { at: Date.now() - 60 * 60_000 });
  await ana.accepts();
  expect(await ana.page.locator(".window").innerText()).toMatch(/^Window open for 22 h 5\d$/);
  expect(await ana.said("I wrote yesterday").innerText()).toMatch(/Sent \d\d:\d\d, received \d\d:\d\d/);
  // The provider says that it is closed.
  office.graph.faults.next({ code: 131047 });
  await ana.writes("Are you there?");
  await ana.composer.fill("Half a sentence");
  await ana.page.locator(".window").getByText("The window is closed. +39 333 000 0009 must write first.").waitFor();
  await ana.said("Are you there?").getByText("The customer last wrote more than 24 hours ago").waitFor();
  expect(await ana.page.locator('[data-mode="reply"]').isDisabled()).toBe(true);
  expect([await ana.composer.inputValue(), await ana.page.locator("[data-send]").innerText()]).toEqual([
    "Half a sentence",
    expect.stringContaining("Add note"),
  ]);
  // Meta's clock has no parts of a second, and would be before ours.
  await customer.writes("I am back", { at: Date.now() + 1_000 });
  await ana.page.locator('[data-mode="reply"]:not([disabled])').waitFor();
  expect(await ana.composer.inputValue()).toBe("Half a sentence");
  await ana.page.locator('[data-mode="reply"]').click();
  await ana.writes("Good");
  await arrives("Good");
  expect(count("Half a sentence")).toBe(0);
});

test("a long text says how many messages it becomes, and becomes those, in order", async () => {
  await talk();
  const text = Array.from({ length: 1_600 }, (_, n) => `word${n}`).join(" ");
  await ana.composer.fill(text);
  await ana.page.getByText("Goes as 4 messages").waitFor();
  await ana.composer.press("Enter");
  await eventually(async () => office.got(MARIO.phone).join(" ").includes("word1599"), "not all of it arrived");
  expect(office.got(MARIO.phone).slice(-4).join(" ")).toBe(text);
  await ana.composer.fill("x".repeat(100_001));
  await ana.composer.press("Enter");
  await ana.page.getByText("Too long to send at once, by 1").waitFor();
  expect((await ana.composer.inputValue()).length).toBe(100_001);
  await ana.composer.fill("");
}, 60_000);

test("bold, italic and a link go as the channel writes them", async () => {
  await talk();
  await ana.composer.fill("Take the blue lamp");
  const choose = (words: string) =>
    ana.composer.evaluate(
      (box: HTMLTextAreaElement, wanted) => box.setSelectionRange(box.value.indexOf(wanted), box.value.indexOf(wanted) + wanted.length),
      words,
    );
  await choose("blue");
  await ana.page.getByRole("button", { name: "Bold" }).click();
  await choose("Take");
  await ana.page.getByRole("button", { name: "Italic" }).click();
  await choose("lamp");
  await ana.page.getByRole("button", { name: "Link" }).click();
  expect(await ana.page.getByLabel("Words").inputValue()).toBe("lamp");
  const add = ana.page.getByRole("button", { name: "Add link" });
  expect(await add.isDisabled()).toBe(true);
  await ana.page.getByLabel("Address").fill("example.org/lamp?a=1");
  expect(await add.isDisabled()).toBe(false);
  await ana.page.keyboard.press("Enter");
  expect(await ana.composer.inputValue()).toBe("_Take_ the *blue* lamp: https://example.org/lamp?a=1");
  await ana.composer.press("Shift+Enter");
  await ana.composer.press("Enter");
  await ana.said("Take the blue lamp").locator("strong", { hasText: "blue" }).waitFor();
  expect(await ana.said("Take the blue").locator("a").getAttribute("href")).toBe("https://example.org/lamp?a=1");
  await eventually(async () => count("_Take_ the *blue* lamp: https://example.org/lamp?a=1") === 1, "it did not arrive");
});

test("an answer waits until its time; it is taken back into the box, or goes at once after all", async () => {
  await talk();
  const later = ana.page.locator("[data-later]");
  const dialog = ana.page.locator("#later-dialog");
  const waiting = ana.page.locator("#scheduled li");
  const middle = async (of: typeof later) => {
    const { y = 0, height = 0 } = (await of.boundingBox()) ?? {};
    return Math.round(y + height / 2);
  };
  // They stand in one row.
  expect(await middle(later)).toBe(await middle(ana.page.locator("#composer [data-send]")));
  await later.click();
  await ana.page.getByText("Write what is to be sent first.").waitFor();
  await ana.composer.fill("On Saturday between nine and eleven");
  await later.click();
  await dialog.locator("#later-day").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await dialog.getByText("That has passed: choose a later time.").waitFor();
  await dialog.getByRole("button", { name: "In an hour" }).click();
  await waiting.getByText("On Saturday between nine and eleven").waitFor();
  await dialog.waitFor({ state: "detached" });
  expect(await ana.composer.inputValue()).toBe("");
  await ana.page.reload();
  await waiting.getByRole("button", { name: "Edit" }).click();
  await waiting.waitFor({ state: "detached" });
  expect([await ana.composer.inputValue(), count("On Saturday between nine and eleven")]).toEqual(["On Saturday between nine and eleven", 0]);
  await later.click();
  await dialog.getByRole("button", { name: "In an hour" }).click();
  await waiting.getByRole("button", { name: "Send now" }).click();
  await arrives("On Saturday between nine and eleven");
  expect([count("On Saturday between nine and eleven"), await waiting.count()]).toEqual([1, 0]);
  expect(ana.problems.splice(0)).toEqual([expect.stringContaining("422")]);
});
