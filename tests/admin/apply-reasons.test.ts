import { expect, test } from "bun:test";
import { outlineOf } from "../../src/wrap-up/outline.ts";
import { branchesOf, reasonsOf } from "../../src/wrap-up/reasons.ts";
import { apply } from "./applying.ts";
import { type Office, office } from "./office.ts";

const ORDER = { name: "Order", below: [{ name: "Delivery", below: ["Too late", "Damaged"] }, { name: "Invoice" }] };
const outline = ({ db }: Office) => outlineOf(branchesOf(db));
const idOf = ({ db }: Office, way: string) => reasonsOf(db).find((one) => one.way === way)?.id;

test("a file declares the reasons, an area at a time, and a second time there is nothing to change", async () => {
  const here = office();
  expect(await apply(here, { reasons: [ORDER, { name: "Question" }] })).toEqual(["reason Order: added", "reason Question: added"]);
  expect(outline(here)).toBe("Order\n  Delivery\n    Too late\n    Damaged\n  Invoice\nQuestion");
  expect(await apply(here, { reasons: [ORDER, { name: "Question" }] })).toEqual([]);
});

test("what it does not name stays, a new name keeps the reason, and one goes", async () => {
  const here = office();
  await apply(here, { reasons: [ORDER, { name: "Question" }] });
  const before = idOf(here, "Order › Invoice");
  expect(await apply(here, { reasons: [{ name: "Purchase", was: "Order" }] })).toEqual(["reason Purchase: was Order"]);
  expect(idOf(here, "Purchase › Invoice")).toBe(before as number);
  expect(await apply(here, { reasons: [{ name: "Purchase", below: [{ name: "Invoice" }] }] })).toEqual([
    "reason Purchase: below Delivery (Too late, Damaged), Invoice → Invoice",
  ]);
  await apply(here, { reasons: [{ name: "Purchases", was: "Purchase", below: [{ name: "Invoice" }, { name: "Return" }] }] });
  expect(outline(here)).toBe("Purchases\n  Invoice\n  Return\nQuestion");
  expect(idOf(here, "Purchases › Invoice")).toBe(before as number);
  expect(await apply(here, { reasons: [{ name: "Question", absent: true }] })).toEqual(["reason Question: removed"]);
  expect(outline(here)).toBe("Purchases\n  Invoice\n  Return");
});

test("a name that stands twice is refused at its place", async () => {
  const here = office();
  expect(await apply(here, { reasons: [{ name: "Order", below: [{ name: "Invoice" }, { name: "invoice" }] }] })).toEqual([
    "refused",
    "reasons[0].reasons: “invoice” stands twice in the same place",
  ]);
});
