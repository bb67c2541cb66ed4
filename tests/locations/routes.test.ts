import { afterEach, beforeEach, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addLocation } from "../../src/locations/define.ts";
import { type Name, openApp, type TestApp } from "../http/app.ts";
import { CONVERSATIONS, furnish } from "../http/centre.ts";

let parlo: TestApp;
beforeEach(async () => {
  parlo = await openApp();
  await furnish(parlo);
});
afterEach(() => parlo.close());

const SHOP = { name: "Shop <1>", address: "Via Roma 1", latitude: 45.46427, longitude: 9.18951 };
const opens = async (name: Name) => (await parlo.signedIn(name)).get(`/conversations/${CONVERSATIONS.ours}/location`);

test("who has the conversation chooses from the saved places; nobody else is asked", async () => {
  await parlo.workspace.write((db) => addLocation(db, SHOP, CONSOLE, parlo.workspace.clock()));
  const window = await (await opens("ana")).text();
  for (const words of ['data-name="Shop &lt;1>"', 'data-latitude="45.46427"', `data-conversation="${CONVERSATIONS.ours}"`]) expect(window).toInclude(words);
  expect((await opens("sara")).status).toBe(409);
});

test("a location that is sent is in the thread as a card; where it is must be said", async () => {
  await parlo.workspace.write((db) => db.run(`INSERT INTO identity_channels VALUES (1, 'wa', ${parlo.workspace.clock()}, NULL)`));
  const browser = await parlo.signedIn("ana");
  const csrf = await browser.csrf();
  const sends = (location: object, clientId: string) =>
    parlo.app.handle(
      new Request(`http://localhost/conversations/${CONVERSATIONS.ours}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", cookie: browser.cookie, "x-csrf-token": csrf },
        body: JSON.stringify({ clientId, text: "", uploads: [], location }),
      }),
    );
  expect((await sends(SHOP, "place-001")).status).toBe(200);
  expect((await (await browser.get(`/conversations/${CONVERSATIONS.ours}`)).text()).includes("mlat=45.46427&amp;mlon=9.18951")).toBe(true);
  const refused = await sends({ ...SHOP, latitude: "x" }, "place-002");
  expect([refused.status, await refused.json()]).toMatchObject([422, { fields: { latitude: expect.stringContaining("-90 to 90") } }]);
});
