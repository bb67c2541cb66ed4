import { afterAll, beforeAll, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { branchesIn } from "../../src/wrap-up/outline.ts";
import { changeReasons, reasonsOf } from "../../src/wrap-up/reasons.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

// Ana closes in a queue that asks for a wrap-up, without any script.

let app: TestApp;
let ana: Browser;
const path = `/conversations/${CONVERSATIONS.ours}`;

beforeAll(async () => {
  app = await openApp();
  await furnish(app);
  await app.workspace.write((db) => {
    db.run("UPDATE queues SET wrap_up = 'mandatory' WHERE id = 1");
    changeReasons(db, branchesIn("Order\n  Delivery\n    Too late\n  Invoice\nQuestion"), CONSOLE, app.workspace.clock());
  });
  ana = await app.signedIn("ana");
});
afterAll(() => app.close());

const text = async (browser: Browser, at: string) => await (await browser.get(at)).text();
const idOf = (way: string) => String(reasonsOf(app.workspace.db).find((one) => one.way === way)?.id);
const chosen = (markup: string) => [...markup.matchAll(/<option value="\d+" selected[^>]*>([^<]*)</g)].map(([, name]) => name);

test("the wrap-up is asked for in the place of the customer, and the rest of the desk lets nothing be said", async () => {
  expect((await ana.post(`${path}/close`, {})).status).toBe(204);
  const shown = await text(ana, path);
  expect(shown).toContain("sales asks for a wrap-up.");
  expect(shown).not.toContain('id="composer"');
  expect(shown).not.toContain("data-transfer");
  expect(shown).toMatch(/<button[^>]*type="submit"[^>]*disabled[^>]*><span>Dispose/);
  expect(shown).toMatch(/id="owed"[^>]*href="\/conversations\/1"[^>]*title="1 wrap-up owed"/);
  expect(await text(ana, "/conversations/rows")).toContain("wrap-up owed");
});

test("a level shows once the one above is chosen, what was searched for counts first, and a reload shows what was kept", async () => {
  const kept = await (await ana.post(`${path}/wrap-up`, { level1: idOf("Order"), notes: "<b>half</b>" })).text();
  expect(chosen(kept)).toEqual(["Order"]);
  expect(kept).toContain('name="level2"');
  expect(kept).not.toContain('name="level3"');
  expect(kept).toMatch(/Dispose/);
  const again = await text(ana, path);
  expect([chosen(again), again.includes("&lt;b>half&lt;/b>")]).toEqual([["Order"], true]);
  const found = await (await ana.post(`${path}/wrap-up`, { find: "Order › Delivery › Too late", level1: idOf("Question"), notes: "half" })).text();
  expect(chosen(found)).toEqual(["Order", "Delivery", "Too late"]);
  // A level that does not lie below the one before it is nothing.
  const other = await (await ana.post(`${path}/wrap-up`, { level1: idOf("Question"), level2: idOf("Order › Delivery"), notes: "half" })).text();
  expect(chosen(other)).toEqual(["Question"]);
});

test("what is missing is said at its place, and what is too long is refused and stays", async () => {
  const missing = await ana.post(`${path}/dispose`, { level1: idOf("Order"), notes: "typed" });
  const words = await missing.text();
  expect(missing.status).toBe(422);
  expect(words).toMatch(/id="wrap-up-level2-wrong".*Choose a reason down to its last level/s);
  expect(words).toContain("typed");
  const long = await ana.post(`${path}/wrap-up`, { level1: idOf("Question"), notes: "x".repeat(5001) });
  expect([long.status, (await long.text()).includes("x".repeat(5001))]).toEqual([422, true]);
});

test("others may read that it is owed and not give it; disposing closes it, and whoever may archive it changes it later", async () => {
  const sara = await app.signedIn("sara");
  expect(await text(sara, path)).toContain("still owes the wrap-up");
  expect((await sara.get(`${path}/wrap-up`)).status).toBe(403);
  expect((await sara.post(`${path}/wrap-up`, { level1: idOf("Question") })).status).toBe(409);
  expect((await sara.post(`${path}/dispose`, { level1: idOf("Question") })).status).toBe(409);
  expect((await ana.post(`${path}/dispose`, { level1: idOf("Question"), notes: "done" })).status).toBe(204);
  const closed = await text(ana, path);
  expect(closed).toContain("You gave the wrap-up: Question");
  expect(closed).not.toContain('id="owed"');
  expect((await ana.post(`${path}/dispose`, {})).status).toBe(409);
  expect((await sara.post(`${path}/wrap-up`, { level1: idOf("Order"), level2: idOf("Order › Invoice"), notes: "seen" })).status).toBe(204);
  const after = await text(sara, path);
  expect(after).toMatch(/<dd[^>]*>Order › Invoice<\/dd>/);
  expect(after).toContain("You gave the wrap-up: Order › Invoice");
});
