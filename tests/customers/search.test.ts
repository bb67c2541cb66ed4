import { expect, test } from "bun:test";
import { identify, rehandle } from "../../src/customers/identify.ts";
import { saveCustomer } from "../../src/customers/save.ts";
import { CUSTOMERS_PER_PAGE, customerFor, customersFor } from "../../src/customers/search.ts";
import { pastOf } from "../../src/desk/past.ts";
import type { Permissions } from "../../src/users/permissions.ts";
import { ana, arrives, ben, QUEUES, type World, world } from "../world.ts";

// Customers are found by any part of what is known of them, by who may see them.

const WABA = { channelKind: "whatsapp", scope: "waba" };
const ALL: Permissions = new Map([
  ["customers.view", "all"],
  ["conversations.view", "own"],
]);
const viewer = (userId: number, permissions = ALL) => ({ userId, permissions });
const names = (here: World, typed: string, who = viewer(ana)) =>
  customersFor(here.db, who, typed, null).lines.map(({ savedName, profileName, phone }) => savedName ?? profileName ?? phone);
const writes = (here: World, number: string, profileName: string | null, username: string | null = null) =>
  here.write((db) => identify(db, WABA, { handles: [{ kind: "wa_id", value: number }], profileName, ...(username ? { username } : {}) }, here.now));

test("by any three letters of a name or digits of a number, in any case and without accents", () => {
  const here = world();
  writes(here, "393471182046", "Màrio Rossi", "super.mario");
  writes(here, "393331112222", "Lucia Bianchi");
  for (const typed of ["mario", "ARI", "io ros", "per.ma", "1182", "+39 347 118", "347-1182"])
    expect([typed, names(here, typed)]).toEqual([typed, ["Màrio Rossi"]]);
  expect(names(here, "39 3")).toEqual(["Lucia Bianchi", "Màrio Rossi"]);
  expect(names(here, '"') && names(here, 'a"b OR *')).toEqual([]);
  expect(customersFor(here.db, viewer(ana), "ma", null).short).toBe(true);
});

test("what changes is found as it is now, and not as it was", () => {
  const here = world();
  const { customerId } = writes(here, "393471182046", "Mario Rossi");
  here.write((db) => saveCustomer(db, customerId, { firstName: "Studio Verdi", email: "info@verdi.example" }, here.now));
  expect([names(here, "studio"), names(here, "verdi.ex"), names(here, "mario")]).toEqual([["Studio Verdi"], ["Studio Verdi"], ["Studio Verdi"]]);
  writes(here, "393471182046", "Marietto");
  expect([names(here, "rossi"), names(here, "mariet")]).toEqual([[], ["Studio Verdi"]]);
  here.write((db) => rehandle(db, WABA, [{ kind: "wa_id", value: "393471182046" }], [{ kind: "wa_id", value: "393990000000" }], here.now));
  expect([names(here, "1182046"), names(here, "9900000")]).toEqual([[], ["Studio Verdi"]]);
});

test("a customer is in the list once, by their latest conversation, and pages follow each other without a gap", () => {
  const here = world();
  const many = CUSTOMERS_PER_PAGE + 5;
  for (let n = 0; n < many; n++) arrives(here, { from: `39${n}` });
  here.write((db) => db.run("UPDATE conversations SET state = 'closed', closed_at = 1 WHERE id = 1"));
  arrives(here, { from: "390" });
  const first = customersFor(here.db, viewer(ana), "", null);
  const second = customersFor(here.db, viewer(ana), "", first.next);
  const ids = [...first.lines, ...second.lines].map(({ id }) => id);
  expect([first.lines.length, second.next, ids.length, new Set(ids).size]).toEqual([CUSTOMERS_PER_PAGE, null, many, many]);
  expect([first.lines[0]?.id, first.lines[0]?.conversations]).toEqual([1, 2]);
});

test("who sees less finds only the customers of conversations within that, and opens no others", () => {
  const here = world();
  const sales = arrives(here, { from: "391111", queue: QUEUES.sales });
  const support = arrives(here, { from: "392222", queue: QUEUES.support });
  const customerOf = (id: number) => (here.db.query("SELECT customer_id AS id FROM conversations WHERE id = ?").get(id) as { id: number }).id;
  const skilled = (userId: number) =>
    viewer(
      userId,
      new Map([
        ["customers.view", "skillsets"],
        ["conversations.view", "skillsets"],
      ]) as Permissions,
    );
  const seen = (userId: number, typed: string) => customersFor(here.db, skilled(userId), typed, null).lines.map(({ id }) => id);
  const [one, other] = [customerOf(sales), customerOf(support)];
  expect([seen(ana, ""), seen(ana, "1111"), seen(ana, "2222")]).toEqual([[one], [one], []]);
  expect(seen(ben, "")).toEqual([other, one]);
  expect(pastOf(here.db, skilled(ana), { customerId: one }, {}).rows.map(({ id }) => id)).toEqual([sales]);
  expect(() => customerFor(here.db, skilled(ana), other)).toThrow("error.not-found");
});
