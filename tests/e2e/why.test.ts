import { afterAll, beforeAll, expect, test } from "bun:test";
import axe from "axe-core";
import { type Agent, type Office, openOffice } from "./desk-office.ts";

// A supervisor reads why conversations went to whom, while they come in.

const VERA = { phone: "393470000011", userId: "IT.11", name: "Vera Neri" };
const UGO = { phone: "393470000012", userId: "IT.12", name: "Ugo Verdi" };

let office: Office;
let ana: Agent;
let ben: Agent;
let sara: Agent;
beforeAll(async () => {
  office = await openOffice();
  [ana, ben, sara] = (await Promise.all((["ana", "ben", "sara"] as const).map((name) => office.agent(name)))) as [Agent, Agent, Agent];
}, 60_000);
afterAll(() => office.closes());

const lines = () => sara.page.locator("#decisions tbody tr");
const news = () => sara.page.locator("#news a");

test("a new decision waits behind a bar; a click brings it, and opening it shows who was considered and the whole way", async () => {
  await ana.turns("break");
  await ben.turns("break");
  await sara.page.goto(`${office.url}/why`);
  await sara.page.locator("nav.rail a[aria-current='page'][href='/why']").waitFor();
  await sara.page.getByText("No decision yet").waitFor();
  await office.graph.customer({ ...VERA }).writes("Is anybody there?");
  await news().getByText("Others wait now").waitFor();
  await news().click();
  const waiting = sara.page.locator(".waiters button");
  await waiting.getByText("sales").waitFor();
  await waiting.click();
  const dialog = sara.page.locator("#why-dialog");
  expect(await dialog.innerText()).toMatch(/Why nobody yet\?.*It is the first in its queue\..*3 agents are not ready/s);
  await sara.page.keyboard.press("Escape");

  const before = await lines().count();
  await ana.turns("ready");
  await news().getByText("1 new decision").waitFor();
  expect(await lines().count()).toBe(before);
  await ana.accepts();
  await news().click();
  await sara.page.locator(`#decisions tbody tr:nth-child(1)`, { hasText: "Ana Ricci" }).waitFor();
  expect(await lines().first().innerText()).toMatch(/sales.*Ana Ricci.*Offered: the only one who could.*1 of 3/s);
  await lines().first().locator("a").click();
  await sara.page.waitForURL("**/why/*");
  expect(await sara.page.locator(".decisions").innerText()).toMatch(
    /Offered to Ana Ricci: the only one who could\..*Chosen.*Passed over.*Ben Hughes.*Not ready/s,
  );
  expect((await sara.page.locator(".steps b").allInnerTexts()).slice(0, 4)).toEqual([
    "The customer wrote",
    "Queued in sales",
    "Offered to Ana Ricci",
    "Ana Ricci accepted",
  ]);
  expect(sara.problems).toEqual([]);
});

test("the list is narrowed by agent, outcome and number, and an agent has no such page", async () => {
  await office.graph.customer({ ...UGO }).writes("And me?");
  const path = await ana.takes();
  const id = path.split("/").at(-1) ?? "";
  await sara.page.goto(`${office.url}/why`);
  await sara.page.locator('select[name="agent"]').selectOption({ label: "Ben Hughes" });
  await sara.page.waitForURL(/agent=\d+/);
  await sara.page.locator("#decisions").waitFor({ state: "detached" });
  await sara.page.getByText("No decision fits").waitFor();
  await sara.page.getByText("Show all").click();
  await sara.page.locator('input[name="conversation"]').fill(id);
  await sara.page.keyboard.press("Enter");
  await sara.page.waitForURL(new RegExp(`conversation=${id}`));
  await sara.page.locator("#decisions tbody tr:only-child").waitFor();
  expect(await lines().innerText()).toInclude(id);
  expect(await ana.page.locator("nav.rail a[href='/why']").count()).toBe(0);
  expect((await ana.page.request.get(`${office.url}/why`)).status()).toBe(403);
});

test("who cannot see it can read it: no rule of WCAG is broken on the pages, in either theme", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    await sara.page.emulateMedia({ colorScheme });
    for (const path of ["/why", `/why/${await firstId()}`]) {
      await sara.page.goto(office.url + path);
      await sara.page.locator("#today .figure").first().waitFor();
      const found = await sara.page.evaluate(
        `(() => { const module = undefined; ${axe.source}; return window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }); })()`,
      );
      const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
      expect(violations.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([]);
    }
  }
});

async function firstId(): Promise<string> {
  await sara.page.goto(`${office.url}/why`);
  return (await lines().first().locator("a").innerText()).trim();
}
