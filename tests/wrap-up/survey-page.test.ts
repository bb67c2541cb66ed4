import { afterAll, beforeAll, expect, test } from "bun:test";
import { questionsOf } from "../../src/wrap-up/survey.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// A queue's survey is written on its page, and Ana answers it, without any script.

let app: TestApp;
let ada: Browser;
beforeAll(async () => {
  app = await openApp();
  await furnish(app);
  ada = await app.signedIn("ada");
});
afterAll(() => app.close());

const page = "/admin/surveys/1";
const revision = async () => /name="revision" value="([^"]*)"/.exec(await (await ada.get(page)).text())?.[1] ?? "";
const sends = async (fields: Record<string, string>) => ada.post(page, { revision: await revision(), ...fields });
const question = (at: number, text: string, kind: string, choices = "") => ({
  [`questions[${at}].id`]: "",
  [`questions[${at}].text`]: text,
  [`questions[${at}].kind`]: kind,
  [`questions[${at}].choices`]: choices,
  [`questions[${at}].required`]: at === 2 ? "" : "yes",
});
const WRITTEN = {
  ...question(0, "Solved?", "one", "Yes\r\nNo"),
  ...question(1, "What about?", "several", "Price\nTime\n<b>"),
  ...question(2, "Anything else?", "text"),
};
const texts = () => questionsOf(app.workspace.db, 1).map(({ text }) => text);

test("its own buttons add, move and remove without losing what was typed; only saving changes it", async () => {
  const added = await (await sends({ ...question(0, "Half", "one", "a"), do: "add" })).text();
  expect([added.includes('value="Half"'), added.includes('name="questions[1].text"')]).toEqual([true, true]);
  const moved = await (await sends({ ...WRITTEN, do: "up:1" })).text();
  expect(moved).toMatch(/name="questions\[0\].text"[^>]*value="What about\?"/);
  const removed = await (await sends({ ...WRITTEN, do: "remove:0" })).text();
  expect(removed).not.toContain('value="Solved?"');
  expect(texts()).toEqual([]);
  expect((await sends(WRITTEN)).status).toBe(303);
  expect(texts()).toEqual(["Solved?", "What about?", "Anything else?"]);
  expect(await (await ada.get("/admin/surveys/")).text()).toMatch(/sales<\/a><\/td><td class="num">3</);
});

test("who closes answers it: what is no choice counts for nothing, and only then it is disposed of", async () => {
  const ana = await app.signedIn("ana");
  const path = `/conversations/${CONVERSATIONS.ours}`;
  await ana.post(`${path}/close`, {});
  const shown = await (await ana.get(path)).text();
  for (const words of ["sales asks a few questions.", "Solved?", "&lt;b>", "Anything else? (optional)"]) expect(shown).toContain(words);
  expect((await ana.post(`${path}/dispose`, { "answer-1": "Perhaps", "answer-2": ["Time", "Price"] })).status).toBe(422);
  expect((await ana.post(`${path}/dispose`, { "answer-1": "Yes", "answer-2": ["Time", "Price"], "answer-3": "Nothing" })).status).toBe(204);
  const closed = await (await ana.get(path)).text();
  expect(closed).toMatch(/Solved\?<\/dt><dd[^>]*>Yes<[\s\S]*What about\?<\/dt><dd[^>]*>Price, Time<[\s\S]*Nothing/);
});
