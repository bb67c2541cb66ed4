import { expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { hold } from "../../src/admin/hold.ts";
import { openApp, STAFF } from "../http/app.ts";

const TEXT = "This is a restored copy. Nothing is sent until";

async function heldApp() {
  const app = await openApp();
  await app.workspace.write((db) => hold(db, CONSOLE, app.workspace.clock()));
  return app;
}

test("every page of a restored copy says that it is one; who may gets the button", async () => {
  const { signedIn, close } = await heldApp();
  for (const name of Object.keys(STAFF) as (keyof typeof STAFF)[]) {
    const page = await (await (await signedIn(name)).get("/me")).text();
    expect([name, page.includes(TEXT), page.includes("/admin/resume")]).toEqual([name, true, name === "ada"]);
  }
  await close();
});

test("an administrator makes it the live one, once, and the bar goes from the pages that are open", async () => {
  const { workspace, signedIn, heard, close } = await heldApp();
  const ada = await signedIn("ada");
  expect((await ada.post("/admin/resume")).status).toBe(204);
  expect(workspace.hold.since()).toBeNull();
  expect(heard.at(-1)?.kind).toBe("workspace.resumed");
  expect(await (await ada.get("/held")).text()).not.toInclude(TEXT);
  expect((await ada.post("/admin/resume")).status).toBe(409);
  expect(workspace.db.query("SELECT action, user_id IS NOT NULL AS somebody FROM audit WHERE action LIKE 'workspace.%' ORDER BY id").all()).toEqual([
    { action: "workspace.held", somebody: 0 },
    { action: "workspace.resumed", somebody: 1 },
  ]);
  await close();
});

test("nobody else can", async () => {
  const { workspace, signedIn, browser, close } = await heldApp();
  for (const name of ["ana", "sara", "vito"] as const) expect([name, (await (await signedIn(name)).post("/admin/resume")).status]).toEqual([name, 403]);
  expect((await browser().post("/admin/resume")).status).not.toBe(204);
  expect((await browser().get("/held")).status).not.toBe(200);
  expect(workspace.hold.since()).toBeNumber();
  await close();
});
