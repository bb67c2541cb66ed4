import { expect, test } from "bun:test";
import { type Branch, branchesIn, outlineOf } from "../../src/wrap-up/outline.ts";
import { branchesOf, changeReasons, reasonsOf } from "../../src/wrap-up/reasons.ts";
import { greta, NINE, type Office, office, refusal } from "../admin/office.ts";

const TREE = "Order\n  Delivery\n    Too late\n    Damaged\n  Invoice\nQuestion";
const sets = (here: Office, outline: string) => here.write((db) => changeReasons(db, branchesIn(outline), greta, NINE));
const named = (here: Office) => new Map(reasonsOf(here.db).map(({ id, path }) => [path.join(" > "), id]));

test("an outline is read as it is written: tabs, spaces, empty lines, and back", () => {
  const typed = "Order\r\n\tDelivery\n\t\tToo late\n\n\t\tDamaged  \n\tInvoice\n\nQuestion\n".replaceAll("\r", "");
  expect(outlineOf(branchesIn(typed))).toBe(TREE);
  expect(branchesIn(" \n\n")).toEqual([]);
  expect(refusal(() => branchesIn("a\n b\n  c\n   d"))).toEqual({ reasons: "reasons.too-deep" });
});

test("the reasons are what was written, in its order, each with its way from the top", () => {
  const here = office();
  sets(here, TREE);
  expect(reasonsOf(here.db).map(({ path, last }) => [path.join(" > "), last])).toEqual([
    ["Order", false],
    ["Order > Delivery", false],
    ["Order > Delivery > Too late", true],
    ["Order > Delivery > Damaged", true],
    ["Order > Invoice", true],
    ["Question", true],
  ]);
  expect(here.news().map(({ kind }) => kind)).toEqual(["content.changed"]);
  expect(here.audits()).toMatchObject([{ action: "reasons.changed", before: { reasons: "" }, after: { reasons: TREE } }]);
  sets(here, TREE);
  expect([here.news(), here.audits()]).toEqual([[], []]);
});

test("a reason keeps its id while its name and its place stay; what went can come again as another", () => {
  const here = office();
  sets(here, TREE);
  const before = named(here);
  sets(here, "Question\nORDER\n  Delivery\n    Damaged");
  const after = named(here);
  expect([...after.keys()]).toEqual(["Question", "ORDER", "ORDER > Delivery", "ORDER > Delivery > Damaged"]);
  expect(after.get("ORDER > Delivery > Damaged")).toBe(before.get("Order > Delivery > Damaged") as number);
  expect(here.db.query("SELECT name FROM wrap_up_reasons WHERE removed_at IS NOT NULL ORDER BY name").values()).toEqual([["Invoice"], ["Too late"]]);
  sets(here, TREE);
  expect(named(here).get("Order > Invoice")).toBeGreaterThan(Math.max(...before.values()));
});

test("what cannot be is refused whole", () => {
  const here = office();
  expect(refusal(() => sets(here, "Order\nQuestion\norder"))).toEqual({ reasons: "reasons.twice" });
  expect(refusal(() => sets(here, "x".repeat(101)))).toEqual({ reasons: "reasons.too-long" });
  expect(refusal(() => sets(here, Array.from({ length: 1001 }, (_, n) => `r${n}`).join("\n")))).toEqual({ reasons: "reasons.too-many" });
  const deep = [1, 2, 3, 4].reduceRight<Branch[]>((below, n) => [{ name: `${n}`, below }], []);
  expect(refusal(() => here.write((db) => changeReasons(db, deep, greta, NINE)))).toEqual({ reasons: "reasons.below" });
  expect(branchesOf(here.db)).toEqual([]);
});
