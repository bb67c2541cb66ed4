import { expect, test } from "bun:test";
import { netOf, totalsOf } from "../../src/quotes/amounts.ts";
import { decimal, digitsOf, money, readDecimal } from "../../src/texts/money.ts";
import { random } from "../random.ts";

const dice = random(20_261_118);
const line = () => ({
  quantity: dice.between(1, 5_000_000),
  price: dice.between(0, 9_999_999),
  vat: dice.pick([0, 400, 1000, 2200, 2550]),
  discount: dice.pick([0, 0, 500, 3333]),
});

// The same, done by hand: with remainders, one smallest unit at a time.
function halfUp(amount: bigint, by: bigint): bigint {
  return (amount % by) * 2n >= by ? amount / by + 1n : amount / by;
}
function byHand(lines: readonly ReturnType<typeof line>[]) {
  const rates: Record<number, bigint> = {};
  let net = 0n;
  for (const { quantity, price, vat, discount } of lines) {
    const one = halfUp(BigInt(quantity) * BigInt(price) * BigInt(10_000 - discount), 10_000_000n);
    net += one;
    rates[vat] = (rates[vat] ?? 0n) + one;
  }
  let vat = 0n;
  for (const [rate, taxed] of Object.entries(rates)) vat += halfUp(taxed * BigInt(rate), 10_000n);
  return { net: Number(net), vat: Number(vat), total: Number(net + vat) };
}

test("what quotes come to is the same by hand, and what is printed adds up", () => {
  for (let n = 0; n < 2_000; n++) {
    const lines = Array.from({ length: dice.between(1, 12) }, line);
    const { nets, groups, net, vat, total } = totalsOf(lines);
    expect({ net, vat, total }).toEqual(byHand(lines));
    expect([nets, groups.map((group) => group.net)].map((all) => all.reduce((sum, one) => sum + one, 0))).toEqual([net, net]);
    expect(groups.map(({ rate }) => rate)).toEqual([...new Set(lines.map((one) => one.vat))].sort((a, b) => b - a));
  }
});

test("half goes up, each line for itself, and VAT once for each rate", () => {
  expect(netOf({ quantity: 500, price: 1, vat: 0, discount: 0 })).toBe(1);
  expect(netOf({ quantity: 499, price: 1, vat: 0, discount: 0 })).toBe(0);
  const third = { quantity: 1_000, price: 102, vat: 2200, discount: 0 };
  // Computed line by line it would be 0.66.
  expect(totalsOf([third, third, third])).toMatchObject({ net: 306, vat: 67, total: 373 });
  expect(totalsOf([])).toEqual({ nets: [], groups: [], net: 0, vat: 0, total: 0 });
  expect(netOf({ quantity: 999_999_999, price: 999_999, vat: 0, discount: 1 })).toBe(999_898_999_100);
});

test("numbers are read with a comma or a point, never with more decimals than they may have", () => {
  const typed = ["12", " 12,5 ", "12.50", "0,005", "12.555", "1.234,50", "", "-1", "1e3", "½", "12,"];
  expect(typed.map((one) => readDecimal(one, 2))).toEqual([1200, 1250, 1250, null, null, null, null, null, null, null, 1200]);
  expect(readDecimal("1,234", 3)).toBe(1234);
  for (let n = 0; n < 500; n++) {
    const [amount, digits] = [dice.below(1e9), dice.below(4)];
    for (const language of ["en", "it"] as const) expect(readDecimal(decimal(language, amount, digits), digits)).toBe(amount);
  }
  expect([decimal("it", 1250, 2, 2), decimal("en", 1000, 3), decimal("en", 5, 0)]).toEqual(["12,50", "1", "5"]);
});

test("a currency has the decimals that it has", () => {
  expect(["EUR", "JPY", "KWD"].map(digitsOf)).toEqual([2, 0, 3]);
  expect([money("en", "EUR", 123_450), money("en", "JPY", 1234), money("en", "KWD", 1_234_567, "code")]).toEqual([
    "€1,234.50",
    "JP¥1,234",
    "KWD\u00a01,234.567",
  ]);
  expect(money("it", "EUR", 123_450)).toBe("1.234,50\u00a0€");
});
