import { afterEach, beforeEach, expect, test } from "bun:test";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { furnish } from "../http/centre.ts";

let parlo: TestApp;
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
});
afterEach(() => parlo.close());

const FORM = { name: "Shop", address: "Via Roma 1", latitude: "45,46427", longitude: "9.18951" };
const posts = async (name: Name, path: string, fields: Record<string, string>) => (await parlo.signedIn(name)).post(path, fields);
const reads = async (name: Name, path: string) => (await (await parlo.signedIn(name)).get(path)).text();
const revisionIn = (page: string) => /name="revision" value="([^"]*)"/.exec(page)?.[1] ?? "";

test("places are made on a page of administration; sent twice one is there once; words narrow the list", async () => {
  for (const _ of [1, 2]) expect((await posts("ada", "/admin/locations/add", FORM)).status).toBe(303);
  expect(await reads("ada", "/admin/locations?q=via%20roma")).toInclude("45.46427, 9.18951");
  expect(await reads("ada", "/admin/locations?q=elsewhere")).toInclude("No location has these words");
  expect((await posts("ada", "/admin/locations/1/remove", {})).status).toBe(303);
  expect(await reads("ada", "/admin/locations")).toInclude("No locations yet");
});

test("a form that is wrong keeps what was typed and says why beside the field; of two who change one, the second is told", async () => {
  await posts("ada", "/admin/locations/add", FORM);
  const refused = await posts("ada", "/admin/locations/add", { name: "shop", address: "<b>", latitude: "91", longitude: "east" });
  const page = await refused.text();
  expect(refused.status).toBe(422);
  for (const words of ["This name is taken", 'value="&lt;b>"', 'value="91"', 'value="east"', "from -90 to 90", "from -180 to 180"])
    expect(page).toInclude(words);
  const revision = revisionIn(await reads("ada", "/admin/locations/1"));
  expect((await posts("ada", "/admin/locations/1", { ...FORM, address: "Via Roma 2", revision })).status).toBe(303);
  const late = await posts("ada", "/admin/locations/1", { ...FORM, address: "Via Roma 3", revision });
  expect([late.status, (await late.text()).includes("Via Roma 3")]).toEqual([409, true]);
  expect(await reads("ada", "/admin/locations")).toInclude("Via Roma 2");
});
