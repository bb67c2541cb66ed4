import { describe, expect, test } from "bun:test";
import type { Invalid } from "../../../src/http/errors.ts";
import { variationOf } from "../../../src/routing/simulate/ask.ts";
import type { Choices } from "../../../src/routing/simulate/choices.ts";
import { problemsOf } from "../../../src/routing/simulate/variation.ts";

// Sales asks the sellers first and then the lawyers. Ana sells, and knows Greek too, of which the page knows nothing.

const rings = [
  { afterSeconds: 0, minLevel: 1, skillsets: ["selling"] },
  { afterSeconds: 30, minLevel: 3, skillsets: ["law"] },
];
const choices: Choices = {
  queues: [{ id: 1, name: "sales", agentOrder: "load", ageingMinutes: 10, rings }],
  skillsets: [
    { id: 21, name: "selling" },
    { id: 22, name: "law" },
  ],
  agents: [
    { id: 11, name: "Ana", username: "ana", capacity: 4, levels: new Map([[21, 7]]), others: { greek: 2 } },
    { id: 12, name: "Ben", username: "ben", capacity: 3, levels: new Map([[22, 5]]), others: {} },
  ],
};
/** The form as the page shows it when nothing is otherwise. */
const UNTOUCHED = {
  "more.21": "0",
  capacity: "",
  "skill.11.21": "7",
  "skill.11.22": "",
  "places.11": "",
  "skill.12.21": "",
  "skill.12.22": "5",
  "places.12": "",
  "priority.1": "",
  "order.1": "load",
  "ageing.1": "10",
  "ring.1.0": "0",
  "level.1.0": "1",
  "ring.1.1": "30",
  "level.1.1": "3",
};
const asked = (typed: Record<string, string>, among = choices) => {
  const variation = variationOf({ day: "2026-03-01", typed: { ...UNTOUCHED, ...typed } }, among);
  expect(problemsOf(variation ?? {})).toEqual([]);
  return variation;
};

describe("what a form asks for", () => {
  test("a form as it came, or without these fields, asks for nothing", () => {
    expect([asked({}), variationOf({ day: "2026-03-01", typed: {} }, choices)]).toEqual([null, null]);
  });

  test("another level, a new skill and one that is gone, each with all that the agent keeps", () => {
    expect(asked({ "skill.11.21": "9" })).toEqual({ skills: [{ agent: "ana", skillsets: { greek: 2, selling: 9 } }] });
    expect(asked({ "skill.11.22": "1" })).toEqual({ skills: [{ agent: "ana", skillsets: { greek: 2, selling: 7, law: 1 } }] });
    expect(asked({ "skill.12.22": "" })).toEqual({ skills: [{ agent: "ben", skillsets: {} }] });
  });

  test("an agent's places, where they are not those of now", () => {
    expect([asked({ "places.11": "6" }), asked({ "places.11": "4" })]).toEqual([{ capacities: [{ agent: "ana", capacity: 6 }] }, null]);
  });

  test("beside places for everybody, those of now are something to say, and the same again are not", () => {
    expect(asked({ capacity: "2", "places.11": "4", "places.12": "2" })).toEqual({ capacities: [{ capacity: 2 }, { agent: "ana", capacity: 4 }] });
  });

  test("a ring's lowest level goes with its seconds and its skillsets", () => {
    const [first, second] = rings;
    expect(asked({ "level.1.1": "8" })).toEqual({ queues: [{ queue: "sales", rings: [first, { ...second, minLevel: 8 }] }] as never });
    expect(asked({ "level.1.1": "" })).toBeNull();
  });

  test("the order of agents; ageing, also never", () => {
    expect(asked({ "order.1": "level", "ageing.1": "5" })).toEqual({ queues: [{ queue: "sales", agentOrder: "level", ageingMinutes: 5 }] });
    expect(asked({ "ageing.1": "" })).toEqual({ queues: [{ queue: "sales", ageingMinutes: null }] });
  });

  test("everything that is wrong is told at once, by field", () => {
    const typed = { "skill.11.21": "0", "skill.12.22": "x", "places.11": "1001", "level.1.0": "11", "ageing.1": "0", "order.1": "best" };
    try {
      asked(typed);
      expect.unreachable();
    } catch (error) {
      expect(Object.keys((error as Invalid).fields).sort()).toEqual(Object.keys(typed).sort());
    }
  });

  test("where the table is too large nobody's skills are asked", () => {
    expect(asked({ "skill.11.21": "9" }, { ...choices, agents: "too-many" })).toBeNull();
  });
});
