import { afterAll, beforeAll, expect, test } from "bun:test";
import { outlineOf } from "../../src/wrap-up/outline.ts";
import { branchesOf } from "../../src/wrap-up/reasons.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";

let app: TestApp;
let ada: Browser;
beforeAll(async () => {
  app = await openApp();
  ada = await app.signedIn("ada");
});
afterAll(() => app.close());

const shown = async () => await (await ada.get("/admin/reasons")).text();
const revision = async () => /name="revision" value="([^"]*)"/.exec(await shown())?.[1] ?? "";
const saves = async (reasons: string, of?: string) => ada.post("/admin/reasons", { reasons, revision: of ?? (await revision()) });
const outline = () => outlineOf(branchesOf(app.workspace.db));

test("the tree is written as text, and says what is wrong with it without losing a word", async () => {
  expect((await saves("Order\r\n  Delivery\r\nQuestion")).status).toBe(303);
  expect(outline()).toBe("Order\n  Delivery\nQuestion");
  const wrong = await saves("Order\n  a\n    b\n      <b>c</b>");
  const text = await wrong.text();
  expect(wrong.status).toBe(422);
  expect(text).toContain("Line 4 would be a fourth level");
  expect(text).toContain("&lt;b>c&lt;/b>");
  expect(outline()).toBe("Order\n  Delivery\nQuestion");
});

test("who was slower is told so, and writes over nothing", async () => {
  const before = await revision();
  expect((await saves("Order\nQuestion")).status).toBe(303);
  expect((await saves("Other", before)).status).toBe(409);
  expect(outline()).toBe("Order\nQuestion");
});
