import { expect, test } from "bun:test";
import { timetableOf } from "../../src/demo/timetable.ts";
import { random } from "../random.ts";

test("what is planned comes in the order of its instants, at one instant in the order of planning, and what is called off never", () => {
  const dice = random(5);
  const table = timetableOf();
  const planned = Array.from({ length: 400 }, (_, nth) => ({ at: dice.below(60), nth, off: dice.chance(0.3) }));
  const done: { at: number; nth: number }[] = [];
  const callOffs = planned.map(({ at, nth }) => table.at(at, () => done.push({ at, nth })));
  planned.forEach(({ off }, nth) => {
    if (off) callOffs[nth]?.();
  });
  for (let due = table.take(60); due; due = table.take(60)) due.act();
  const wanted = planned.filter(({ off }) => !off).map(({ at, nth }) => ({ at, nth }));
  expect(done).toEqual(wanted.sort((a, b) => a.at - b.at || a.nth - b.nth));
  expect(table.next()).toBeNull();
});

test("nothing is taken before its time, and calling off what was done does nothing", () => {
  const table = timetableOf();
  const callOff = table.at(10, () => {});
  table.at(20, () => {});
  expect(table.take(9)).toBeNull();
  expect(table.take(10)?.at).toBe(10);
  callOff();
  expect(table.next()).toBe(20);
});
