import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import { type Agent, comeToBe, eventually, type Office, openOffice } from "./desk-office.ts";

// Conversations that go from hand to hand: passed on, put aside, taken, picked up; and what the others see of it at once.

const AXE = await Bun.file(join(import.meta.dir, "../../node_modules/axe-core/axe.min.js")).text();

let office: Office;
let ana: Agent;
let ben: Agent;
let sara: Agent;

beforeAll(async () => {
  office = await openOffice();
  [ana, ben, sara] = await Promise.all([office.agent("ana"), office.agent("ben"), office.agent("sara")]);
}, 60_000);
afterAll(() => office.closes());
beforeEach(() => ana.turns("ready"));
afterEach(async () => {
  for (const agent of [ana, ben, sara]) {
    await agent.page.unrouteAll();
    await agent.turns("break");
    await agent.page.keyboard.press("Escape");
  }
  await endsAll();
  for (const agent of [ana, ben, sara]) {
    await agent.page.goto(`${office.url}/conversations`);
    agent.problems.length = 0;
  }
}, 60_000);

/** Sara picks up all that is open and closes it. */
const endsAll = () =>
  sara.page.evaluate(async () => {
    const headers = { "X-CSRF-Token": document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "", "HX-Request": "true" };
    const rows = await (await fetch("/conversations/rows?lane=all", { headers })).text();
    for (const [, id] of rows.matchAll(/id="row-(\d+)"/g)) {
      await fetch(`/conversations/${id}/pick-up`, { method: "POST", headers });
      await fetch(`/conversations/${id}/close`, { method: "POST", headers });
    }
  });

let customers = 0;
/** Somebody new writes, and Ana has them open. */
const talk = async (text = "Hello") => {
  const n = ++customers;
  const customer = office.graph.customer({ phone: `3934711100${String(n).padStart(2, "0")}`, userId: `IT.M${n}`, name: `Mover ${n}` });
  await customer.writes(text);
  await ana.page.bringToFront();
  const path = await ana.takes();
  await ana.page.goto(office.url + path);
  await ana.said(text).waitFor();
  return { customer, path, id: path.split("/").at(-1) as string };
};
const dialog = (agent: Agent) => agent.page.locator("#transfer-dialog[open]");
/** Opens the window, types a name and sends. */
const passes = async (agent: Agent, words: string, way: "immediate" | "exclusive" = "immediate") => {
  await agent.page.keyboard.press("Escape");
  await agent.page.locator("[data-transfer]").click();
  await dialog(agent).waitFor();
  await agent.page.keyboard.type(words);
  if (way === "exclusive") await dialog(agent).locator("[data-way='exclusive'] input").check();
};
const send = (agent: Agent) => dialog(agent).locator("#transfer-send");
const goesTo = (agent: Agent, path: string) => agent.page.goto(office.url + path);
const waitingRow = (agent: Agent, id: string) => agent.page.locator(`#waits-${id}`);
const toast = (agent: Agent, text: string | RegExp) => agent.page.locator("#toasts .toast").filter({ hasText: text });

test("passed on immediately it is at once on the other's desk and gone from one's own; keys do it all", async () => {
  const { id } = await talk("For Ben");
  await ben.turns("ready");
  await ana.page.locator(".chat > .scroll").focus();
  await ana.page.keyboard.press("t");
  await dialog(ana).waitFor();
  await comeToBe(dialog(ana).locator("tbody tr[data-kind='agent']"), [/Ben Hughes[\s\S]*Ready/, /Sara De Luca[\s\S]*(Break|Not ready)/]);
  expect(await send(ana).isDisabled()).toBe(true);
  await ana.page.keyboard.type("hug");
  expect(await send(ana).innerText()).toBe("Transfer to Ben Hughes");
  await ana.page.keyboard.press("Enter");
  await ben.rows.filter({ hasText: "For Ben" }).locator("[aria-label='Not opened yet']").waitFor();
  await eventually(async () => (await ben.page.title()).startsWith("(1) "), "the tab's title does not count it");
  await ana.page.locator(".chat:not([data-conversation])").waitFor();
  await ana.rows.waitFor({ state: "detached" });
  await ben.opens("For Ben");
  await ben.composer.waitFor();
  await comeToBe(ben.page.locator("#thread > [data-from='system']").last(), ["Ana Ricci transfers to Ben Hughes"]);
  await goesTo(ana, `/conversations/${id}`);
  await ana.page.locator(".readonly").filter({ hasText: "Ben Hughes has this conversation" }).waitFor();
  expect([ana.problems, ben.problems]).toEqual([[], []]);
}, 60_000);

test("who is not Ready is passed to alone only: it is theirs at once, whatever they do, and a notice says so", async () => {
  await goesTo(sara, "/me");
  const { id } = await talk("Only for Sara");
  await passes(ana, "sara");
  expect(await dialog(ana).locator("[data-way='immediate'] input").isDisabled()).toBe(true);
  expect(await dialog(ana).locator("[data-way='exclusive'] input").isChecked()).toBe(true);
  await send(ana).click();
  await toast(sara, `Conversation ${id} is yours now`).getByText("Open").click();
  await sara.composer.waitFor();
}, 60_000);

test("the window finds by name and by kind, goes with the arrows, and closes with Escape without doing anything", async () => {
  await talk("Stays");
  await ana.page.locator("[data-transfer]").click();
  await dialog(ana).waitFor();
  const shown = dialog(ana).locator("tbody tr[data-kind]:visible");
  await dialog(ana).locator("[data-show-kind='queue']").click();
  await comeToBe(shown, ["sales"]);
  await dialog(ana).locator("[data-show-kind='room']").click();
  await comeToBe(shown, ["My waiting room", "Waiting room for all"]);
  await dialog(ana).locator("[data-show-kind='all']").click();
  await dialog(ana).locator("[data-search]").fill("nobody like this");
  await dialog(ana).getByText("Nobody and nothing like that").waitFor();
  await dialog(ana).locator("[data-search]").fill("");
  await dialog(ana).locator("[data-search]").press("ArrowDown");
  await ana.page.keyboard.press("ArrowDown");
  expect(await ana.page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe("to");
  expect(await send(ana).innerText()).toMatch(/^Transfer to \S+/);
  const place = () => dialog(ana).evaluate((window) => window.getBoundingClientRect().top);
  const before = await place();
  await dialog(ana).locator("tr[data-kind='room'] input").first().check();
  expect([await send(ana).innerText(), await place()]).toEqual(["Put aside", before]);
  await ana.page.keyboard.press("Escape");
  await dialog(ana).waitFor({ state: "detached" });
  await ana.composer.waitFor();
}, 60_000);

test("put aside for oneself it waits in one's own room, and is back when the customer writes, Ready or not", async () => {
  const { customer, id } = await talk("Tomorrow then");
  await ana.page.locator("[data-aside]").click();
  await ana.page.locator("#aside-menu").getByText("My waiting room").click();
  await ana.rows.waitFor({ state: "detached" });
  await ana.turns("break");
  await goesTo(ana, "/waiting/mine");
  await waitingRow(ana, id).filter({ hasText: "Tomorrow then" }).waitFor();
  await customer.writes("It is tomorrow");
  await waitingRow(ana, id).waitFor({ state: "detached" });
  await goesTo(ana, "/conversations");
  await ana.rows.filter({ hasText: "It is tomorrow" }).waitFor();
}, 60_000);

test("what one has put aside is resumed after one question", async () => {
  const { id } = await talk("Wait for me");
  await passes(ana, "my waiting");
  expect(await send(ana).innerText()).toBe("Put aside");
  await send(ana).click();
  await ana.rows.waitFor({ state: "detached" });
  await goesTo(ana, "/waiting/mine");
  await waitingRow(ana, id).getByRole("button", { name: "Resume" }).click();
  await ana.page.locator("#resume-window[open]").getByRole("button", { name: "Resume" }).click();
  await ana.composer.waitFor();
  expect(new URL(ana.page.url()).pathname).toBe(`/conversations/${id}`);
}, 60_000);

test("put aside for all it goes to the first who is free when the customer writes", async () => {
  const { customer, id } = await talk("Later");
  await passes(ana, "waiting room for all");
  await send(ana).click();
  await goesTo(ben, "/waiting");
  await waitingRow(ben, id).filter({ hasText: "In the waiting room" }).waitFor();
  await goesTo(sara, "/conversations?lane=all");
  await sara.rows.filter({ hasText: "In the waiting room" }).waitFor();
  await ana.turns("break");
  await ben.turns("ready");
  await customer.writes("Now it is later");
  await ben.accepts();
  await ben.said("Now it is later").waitFor();
}, 60_000);

test("of two who take one at once the first has it open, and the other is told who was faster", async () => {
  const { id } = await talk("Who takes me?");
  await passes(ana, "waiting room for all");
  await send(ana).click();
  await goesTo(ben, "/waiting");
  await goesTo(sara, "/waiting");
  // Sara's page hears nothing of it in time.
  await sara.page.route("**/waiting/rows", (route) => route.abort());
  await waitingRow(sara, id).waitFor();
  await waitingRow(ben, id).getByRole("button", { name: "Take" }).click();
  await ben.composer.waitFor();
  await waitingRow(sara, id).getByRole("button", { name: "Take" }).click();
  await toast(sara, "Ben Hughes was faster").waitFor();
  expect(new URL(sara.page.url()).pathname).toBe("/waiting");
}, 60_000);

test("nothing moves under the pointer: what left the page of what waits fades, and has no button any more", async () => {
  const { id } = await talk("Fade");
  await passes(ana, "waiting room for all");
  await send(ana).click();
  await goesTo(ben, "/waiting");
  await waitingRow(ben, id).hover();
  await goesTo(ana, "/waiting");
  await waitingRow(ana, id).getByRole("button", { name: "Take" }).click();
  await ben.page.locator(`#waits-${id}[data-left]`).waitFor();
  expect(await waitingRow(ben, id).locator("button:enabled").count()).toBe(0);
  await ben.page.mouse.move(700, 20);
  await waitingRow(ben, id).waitFor({ state: "detached" });
}, 60_000);

test("who loses one to a supervisor's hand is told at once, wherever they are", async () => {
  const { id } = await talk("Give it to me");
  const elsewhere = await ana.tab("/waiting");
  await goesTo(sara, `/conversations/${id}`);
  await sara.page.getByRole("button", { name: "Pick up" }).click();
  await sara.composer.waitFor();
  await ana.page.locator(".readonly").filter({ hasText: "Sara De Luca has this conversation" }).waitFor();
  for (const agent of [ana, elsewhere]) await toast(agent, /Sara De Luca has .+ now/).waitFor();
  await elsewhere.page.close();
  expect(ana.problems).toEqual([]);
}, 60_000);

test("a supervisor assigns what waits to an agent by hand", async () => {
  const { id } = await talk("Assign me");
  await goesTo(sara, `/conversations/${id}`);
  await sara.page.getByRole("button", { name: "Assign to an agent or a queue" }).click();
  await dialog(sara).waitFor();
  await sara.page.keyboard.type("ben");
  expect(await send(sara).innerText()).toBe("Assign to Ben Hughes");
  await sara.page.keyboard.press("Enter");
  await ben.rows.filter({ hasText: "Assign me" }).waitFor();
}, 60_000);

test("while the customer waits the bar fills and says so; an answer ends it, and a new message begins it anew", async () => {
  await office.declares({ slaSeconds: 4 });
  const { customer } = await talk("How long?");
  const due = ana.page.locator(".head [data-due]");
  const bar = ana.page.locator(".head progress[data-sla]");
  await due.filter({ hasText: /Reply within 0:0\d/ }).waitFor();
  await due.filter({ hasText: /Reply overdue by 0:0\d/ }).waitFor();
  expect(await bar.getAttribute("data-state")).toBe("bad");
  await ana.writes("Not long");
  await bar.waitFor({ state: "hidden" });
  await customer.writes("Thanks");
  await due.filter({ hasText: /Reply within 0:0\d/ }).waitFor();
  expect(await bar.getAttribute("data-state")).not.toBe("bad");
  await office.declares();
}, 60_000);

test("who let two offers run out is told so, and is Ready again with one click", async () => {
  await office.declares({ offerSeconds: 1 });
  const customer = office.graph.customer({ phone: "393471119900", userId: "IT.M99", name: "Ignored" });
  await customer.writes("Anybody?");
  const banner = ana.page.locator("#no-answer .banner");
  await office.graph.customer({ phone: "393471119901", userId: "IT.M98", name: "Ignored too" }).writes("Me too");
  await banner.filter({ hasText: "You did not answer" }).waitFor({ timeout: 20_000 });
  await office.declares();
  await banner.getByRole("button", { name: "I am ready" }).click();
  await banner.waitFor({ state: "detached" });
  await eventually(async () => (await ana.page.locator(".button.status").innerText()).includes("Ready"), "not Ready");
}, 40_000);

test("axe finds nothing on the pages of what waits and in the window, in either theme and language, and nothing is wider than the page", async () => {
  await talk("W".repeat(300));
  await passes(ana, "my waiting");
  await send(ana).click();
  const { path: open } = await talk("Open");
  for (const [colorScheme, language, width] of [
    ["light", "en", 1280],
    ["dark", "it", 1024],
  ] as const) {
    await ana.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await ana.page.setViewportSize({ width, height: 800 });
    await speaks(language);
    for (const place of ["/waiting", "/waiting/mine", open]) {
      await goesTo(ana, place);
      if (place === open) {
        await ana.page.locator("[data-transfer]").click();
        await dialog(ana).locator("tr[data-kind='agent'] input").first().check();
      }
      expect([place, await looksWrong()]).toEqual([place, []]);
    }
  }
  await speaks("en");
  await ana.page.emulateMedia({ colorScheme: "light", reducedMotion: null });
  await ana.page.setViewportSize({ width: 1280, height: 800 });
}, 60_000);

const speaks = (language: "en" | "it") =>
  ana.page.evaluate(async (wanted) => {
    const csrf = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? "";
    const body = new URLSearchParams({ language: wanted, theme: "system", volume: "0" });
    await fetch("/me/preferences", { method: "POST", headers: { "X-CSRF-Token": csrf }, body });
  }, language);

async function looksWrong(): Promise<string[]> {
  await ana.page.evaluate(AXE);
  return ana.page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } };
    const { violations } = await axe.run();
    const wide = document.documentElement.scrollWidth > innerWidth ? ["wider than the page"] : [];
    const rows = [...document.querySelectorAll("#waiting tbody tr")];
    const tall = rows.some(({ clientHeight }) => clientHeight > 64) ? ["a row that fills the page"] : [];
    return [...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" ")}`), ...wide, ...tall];
  });
}
