import { expect, test } from "bun:test";
import { InOrder } from "../../src/routing/in-order.ts";
import { random } from "../random.ts";

test("thousands put in and taken out anywhere stand in order, are found and are counted", () => {
  const dice = random(5);
  const order = new InOrder<number>((a, b) => a - b);
  let plain: number[] = [];
  for (let n = 0; n < 6000; n++) {
    const thing = dice.below(4000);
    if (dice.chance(n < 4000 ? 0.8 : 0.2) && !plain.includes(thing)) {
      order.add(thing);
      plain.push(thing);
    } else {
      expect(order.delete(thing)).toBe(plain.includes(thing));
      plain = plain.filter((other) => other !== thing);
    }
    if (n % 40 > 0) continue;
    plain.sort((a, b) => a - b);
    const bound = dice.below(4000);
    expect(order.first((other) => other > bound)).toBe(plain.find((other) => other > bound));
    expect(order.countBefore((other) => other > bound)).toBe(plain.filter((other) => other <= bound).length);
  }
  expect([...order]).toEqual(plain.toSorted((a, b) => a - b));
  expect(order.size).toBe(plain.length);
  expect(plain.length).toBeGreaterThan(1000);
});

test("nothing is found where nothing is", () => {
  const order = new InOrder<number>((a, b) => a - b);
  expect([order.first(() => true), order.delete(1), order.countBefore(() => true), order.size]).toEqual([undefined, false, 0, 0]);
});
