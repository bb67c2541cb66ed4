import { describe, expect, test } from "bun:test";
import { everMeet, everOpens, type Hours, isOpen, nextChange, type Span, WEEKDAYS } from "../../src/queues/hours.ts";

const ROME = "Europe/Rome";
const at = (text: string) => Date.parse(text);
const NEVER = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const hours = (week: Partial<Hours["week"]>, more: Partial<Hours> = {}): Hours => ({ week: { ...NEVER, ...week }, holidays: [], ...more });
const daily = (...spans: Span[]) => hours(Object.fromEntries(WEEKDAYS.map((day) => [day, spans])));
/** When it next opens or closes, again and again, in UTC. */
const changes = (when: Hours, from: string, count: number, zone = ROME) => {
  const found: string[] = [];
  for (let now: number | null = at(from); found.length < count; ) {
    now = nextChange(when, zone, now);
    if (now === null) break;
    found.push(new Date(now).toISOString().slice(5, 16));
  }
  return found;
};

// A shop in Rome: weekdays with a break, Saturday in the morning. Monday is 2 March 2026; Rome is an hour ahead of UTC then.
const weekday: Span[] = [
  ["09:00", "13:00"],
  ["14:30", "18:00"],
];
const shop = hours({ mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: [["09:00", "12:00"]] });

test("what has no hours is always open, and never changes", () => {
  expect(isOpen(null, ROME, at("2026-03-02T03:00Z"))).toBe(true);
  expect(nextChange(null, ROME, at("2026-03-02T03:00Z"))).toBeNull();
});

test("a shop is open within its spans, from the first instant on and not at the last", () => {
  for (const [instant, open] of [
    ["2026-03-02T07:59:59.999Z", false],
    ["2026-03-02T08:00:00Z", true],
    ["2026-03-02T11:59:59.999Z", true],
    ["2026-03-02T12:00:00Z", false],
    ["2026-03-02T13:30:00Z", true],
    ["2026-03-07T10:59:00Z", true],
    ["2026-03-08T10:00:00Z", false],
  ] as const)
    expect([instant, isOpen(shop, ROME, at(instant))]).toEqual([instant, open]);
});

test("when it opens and closes next is told through the week", () => {
  expect(changes(shop, "2026-03-06T09:00Z", 6)).toEqual(["03-06T12:00", "03-06T13:30", "03-06T17:00", "03-07T08:00", "03-07T11:00", "03-09T08:00"]);
});

test("the hours may name another zone than the workspace's", () => {
  const there = { ...shop, timeZone: "America/New_York" };
  expect(isOpen(there, ROME, at("2026-03-02T08:30Z"))).toBe(false);
  expect(isOpen(there, ROME, at("2026-03-02T14:30Z"))).toBe(true);
});

test("a span past midnight ends on the next day", () => {
  const night = hours({ fri: [["22:00", "02:00"]] });
  expect(changes(night, "2026-03-06T12:00Z", 2)).toEqual(["03-06T21:00", "03-07T01:00"]);
  expect(isOpen(night, ROME, at("2026-03-07T00:59Z"))).toBe(true);
  expect(isOpen(night, ROME, at("2026-03-07T01:00Z"))).toBe(false);
});

test("a holiday opens nothing, and what began the evening before runs on into it", () => {
  const night = { ...daily(["20:00", "03:00"]), holidays: [{ date: "2026-12-25", name: "Natale" }] };
  expect(changes(night, "2026-12-24T12:00Z", 4)).toEqual(["12-24T19:00", "12-25T02:00", "12-26T19:00", "12-27T02:00"]);
});

test("spans that touch are one, over midnight too", () => {
  const long = hours({
    fri: [["09:00", "24:00"]],
    sat: [
      ["00:00", "12:00"],
      ["12:00", "14:00"],
    ],
  });
  expect(changes(long, "2026-03-06T12:00Z", 2)).toEqual(["03-07T13:00", "03-13T08:00"]);
});

test("a whole week without a break never closes, and one without a span never opens", () => {
  expect(nextChange(daily(["00:00", "24:00"]), ROME, at("2026-03-02T12:00Z"))).toBeNull();
  expect(nextChange(daily(["06:00", "06:00"]), ROME, at("2026-03-02T12:00Z"))).toBeNull();
  expect(isOpen(daily(["00:00", "24:00"]), ROME, at("2026-10-25T01:30Z"))).toBe(true);
  expect(nextChange(hours({}), ROME, at("2026-03-02T12:00Z"))).toBeNull();
  expect([everOpens(hours({})), everOpens(shop)]).toEqual([false, true]);
});

// The clock is put forward on 29 March 2026 (02:00 is 03:00 at once: 01:00 UTC) and back on 25 October (03:00 is 02:00 again: 01:00 UTC).

test("on the day of 23 hours it opens by the clock on the wall", () => {
  expect(changes(daily(["09:00", "18:00"]), "2026-03-28T12:00Z", 4)).toEqual(["03-28T17:00", "03-29T07:00", "03-29T16:00", "03-30T07:00"]);
  expect(changes(daily(["00:00", "24:00"]), "2026-03-29T00:00Z", 1)).toEqual([]);
});

test("a time that the clock leaves out is the instant at which it jumps, and a span within is left out", () => {
  expect(changes(daily(["02:30", "04:00"]), "2026-03-28T22:00Z", 2)).toEqual(["03-29T01:00", "03-29T02:00"]);
  expect(changes(daily(["01:00", "02:30"]), "2026-03-28T22:00Z", 2)).toEqual(["03-29T00:00", "03-29T01:00"]);
  expect(changes(daily(["02:00", "03:00"]), "2026-03-28T22:00Z", 1)).toEqual(["03-30T00:00"]);
});

test("on the day of 25 hours a span over the hour that comes twice is open all along, and once", () => {
  expect(changes(daily(["09:00", "18:00"]), "2026-10-24T12:00Z", 4)).toEqual(["10-24T16:00", "10-25T08:00", "10-25T17:00", "10-26T08:00"]);
  expect(changes(daily(["02:00", "03:00"]), "2026-10-24T22:00Z", 3)).toEqual(["10-25T00:00", "10-25T02:00", "10-26T01:00"]);
  expect(changes(daily(["22:00", "02:30"]), "2026-10-24T12:00Z", 2)).toEqual(["10-24T20:00", "10-25T01:30"]);
});

test("every minute over both changes agrees with the next change", () => {
  for (const from of ["2026-03-28T20:00Z", "2026-10-24T20:00Z"])
    for (const when of [daily(["23:30", "02:15"], ["02:45", "03:10"]), shop, daily(["02:10", "02:50"])]) {
      let next = nextChange(when, ROME, at(from));
      let open = isOpen(when, ROME, at(from));
      for (let now = at(from); now < at(from) + 12 * 3_600_000; now += 60_000) {
        if (next !== null && now >= next) {
          open = !open;
          next = nextChange(when, ROME, now);
        }
        expect([new Date(now).toISOString(), isOpen(when, ROME, now)]).toEqual([new Date(now).toISOString(), open]);
      }
    }
});

describe("two meet", () => {
  const now = at("2026-04-13T08:00Z");
  const meet = (one: Hours, other: Hours, zone = ROME) => [everMeet(one, other, zone, now), everMeet(other, one, zone, now)];

  test("where a span of one has an instant in common with one of the other, and not where they only touch", () => {
    expect(meet(daily(["09:00", "13:00"]), daily(["12:59", "18:00"]))).toEqual([true, true]);
    expect(meet(daily(["09:00", "13:00"]), daily(["13:00", "18:00"]))).toEqual([false, false]);
    expect(meet(hours({ mon: [["09:00", "18:00"]] }), hours({ tue: [["09:00", "18:00"]] }))).toEqual([false, false]);
    expect(meet(shop, hours({ sat: [["11:00", "20:00"]] }))).toEqual([true, true]);
  });

  test("also after midnight, and from Sunday to Monday", () => {
    expect(meet(hours({ sun: [["22:00", "02:00"]] }), hours({ mon: [["01:00", "09:00"]] }))).toEqual([true, true]);
    expect(meet(hours({ sun: [["22:00", "01:00"]] }), hours({ mon: [["01:00", "09:00"]] }))).toEqual([false, false]);
  });

  test("in two zones as the world has it, if only in the weeks between the changes of their clocks", () => {
    const tokyo = (...spans: Span[]) => ({ ...daily(...spans), timeZone: "Asia/Tokyo" });
    expect(meet(daily(["09:00", "12:00"]), tokyo(["09:00", "12:00"]))).toEqual([false, false]);
    expect(meet(daily(["00:00", "03:00"]), tokyo(["08:00", "12:00"]))).toEqual([true, true]);
    const newYork = { ...daily(["09:00", "10:00"]), timeZone: "America/New_York" };
    expect(meet(daily(["14:00", "15:00"]), newYork)).toEqual([true, true]);
    expect(meet(daily(["13:00", "14:00"]), newYork)).toEqual([false, false]);
  });

  test("whatever holidays there are, which pass", () => {
    const holidays = Array.from({ length: 60 }, (_, n) => ({ date: Temporal.PlainDate.from("2026-04-13").add({ weeks: n }).toString(), name: "" }));
    const mondays = hours({ mon: weekday }, { holidays });
    expect(meet(mondays, shop)).toEqual([true, true]);
  });
});
