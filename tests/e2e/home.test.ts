import { afterAll, beforeAll, expect, test } from "bun:test";
import { type Agent, eventually, type Office, openOffice } from "./desk-office.ts";

// The agent's home: it is there at a glance, and changes by itself.

let office: Office;
let ana: Agent;

beforeAll(async () => {
  office = await openOffice();
  ana = await office.agent("ana");
}, 60_000);
afterAll(() => office.closes());

/** The colours on a chart's middle line: whether anything is drawn. */
const isDrawn = (id: string) =>
  ana.page.locator(`section:has(#${id}) canvas`).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return data.some((value) => value > 0);
  });

test("home draws the day in both themes, and a conversation that is accepted shows there without a reload", async () => {
  await ana.page.goto(`${office.url}/home`);
  await ana.page.locator("nav.rail a[aria-current='page'][href='/home']").waitFor();
  expect(await ana.page.locator(".service + .lines").innerText()).toMatch(/Main number\s+Always open/);
  const active = ana.page.locator("section:has(#my-day) tr", { hasText: "Active" }).locator("td");
  expect(await active.textContent()).toBe("0");
  for (const colorScheme of ["light", "dark"] as const) {
    await ana.page.emulateMedia({ colorScheme });
    for (const id of ["my-day", "my-hours", "agents-now"]) await eventually(() => isDrawn(id), `${id} is not drawn in ${colorScheme}`);
  }
  await ana.turns("ready");
  await office.graph.customer({ phone: "393471234567", userId: "IT.1", name: "Mario Rossi" }).writes("Good morning");
  await ana.takes();
  await eventually(async () => (await active.textContent()) === "1", "what she holds does not show");
  await eventually(() => isDrawn("my-day"), "the chart is not drawn again");
  expect(ana.problems).toEqual([]);
});
