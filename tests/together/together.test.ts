import { describe, expect, test } from "bun:test";
import { busOf } from "../../src/events/bus.ts";
import type { Event } from "../../src/events/kinds.ts";
import { GONE_MS, LOOKING_MS } from "../../src/together/lookers.ts";
import { type Together, togetherOf, WRITING_MS } from "../../src/together/together.ts";
import { ana, ben, chiara, NINE, seconds } from "../world.ts";

// Who is at which conversation: what is told to whom, and that all of it is over by itself.

function room() {
  const time = { now: NINE };
  const told: string[] = [];
  const bus = busOf((error) => {
    throw error;
  });
  const streams = { tell: (keys: readonly string[], topic: string) => void told.push(...keys.map((key) => `${key} ${topic}`)) };
  const together = togetherOf({ bus, streams, clock: () => time.now });
  return {
    together,
    pass: (ms: number) => {
      time.now += ms;
    },
    /** What was told since the last time one looked. */
    told: () => told.splice(0).map((line) => line.replace("person:", "")),
    happens: (event: Partial<Event>) => bus.publish([{ id: 1, at: time.now, conversationId: null, ...event } as Event]),
    /** Each has one browser; the session has the number of the user. */
    shows: (userId: number, ...ids: number[]) => together.looks({ sessionId: userId, page: "", userId }, ids),
  };
}
const others = (together: Together, userId: number, conversationId = 7) => together.companyOf({ conversationId, userId }).people;

describe("who looks", () => {
  test("alone, is told nothing and tells nobody", () => {
    const { together, shows, told } = room();
    shows(ana, 7);
    shows(ana, 7, 8);
    together.writes({ conversationId: 7, userId: ana }, "reply");
    shows(ana);
    expect([told(), others(together, ana)]).toEqual([[], []]);
  });

  test("is seen by the others there, each of whom is told once when they come and when they leave", () => {
    const { together, shows, told } = room();
    shows(ana, 7);
    shows(chiara, 8);
    shows(ben, 7);
    expect(told().sort()).toEqual([`${ana} together-7`, `${ben} together-7`]);
    expect([others(together, ana), others(together, ben)]).toEqual([[{ userId: ben, doing: null }], [{ userId: ana, doing: null }]]);
    shows(ben, 7);
    expect(told()).toEqual([]);
    shows(ben, 9);
    expect([told(), others(together, ana)]).toEqual([[`${ana} together-7`], []]);
  });

  test("is shown no longer than they are heard of", () => {
    const { together, shows, pass } = room();
    shows(ana, 7);
    shows(ben, 7);
    expect(together.companyOf({ conversationId: 7, userId: ana }).until).toBe(NINE + LOOKING_MS);
    pass(seconds(20));
    shows(ben, 7);
    pass(LOOKING_MS - 1);
    expect(others(together, ana)).toHaveLength(1);
    pass(1);
    expect([others(together, ana), together.companyOf({ conversationId: 7, userId: ana }).until]).toEqual([[], null]);
  });

  test("is one person, in however many windows", () => {
    const { together, shows, told } = room();
    shows(ana, 7);
    for (const sessionId of [2, 3]) together.looks({ sessionId, page: "", userId: ben }, [7]);
    expect(others(together, ana)).toHaveLength(1);
    told();
    together.looks({ sessionId: 2, page: "", userId: ben }, []);
    expect([told(), others(together, ana).length]).toEqual([[], 1]);
  });

  test("signs out and is gone at once", () => {
    const { together, shows, told, happens } = room();
    shows(ana, 7);
    shows(ben, 7);
    together.writes({ conversationId: 7, userId: ben }, "note");
    told();
    happens({ kind: "session.ended", data: { sessionId: ben, userId: ben } });
    expect([told(), others(together, ana)]).toEqual([[`${ana} together-7`], []]);
  });

  test("closes the browser and is gone in a moment; one that is loaded again stays", () => {
    const { together, shows, told, pass } = room();
    shows(ana, 7);
    shows(ben, 7);
    const [first, second] = [together.hears(ben), together.hears(ben)];
    told();
    first();
    first();
    expect(told()).toEqual([]);
    second();
    expect([told(), together.companyOf({ conversationId: 7, userId: ana }).until]).toEqual([[`${ana} together-7`], NINE + GONE_MS]);
    pass(GONE_MS - 1);
    shows(ben, 7);
    pass(GONE_MS);
    expect(others(together, ana)).toHaveLength(1);
    together.hears(ben)();
    pass(GONE_MS);
    expect(others(together, ana)).toEqual([]);
  });
});

describe("who writes", () => {
  const two = () => {
    const here = room();
    here.shows(ana, 7);
    here.shows(ben, 7);
    here.told();
    return here;
  };

  test("is told to the others, an answer or a note, once for as long as it goes on", () => {
    const { together, told, pass } = two();
    const ben7 = { conversationId: 7, userId: ben };
    together.writes(ben7, "reply");
    pass(seconds(3));
    together.writes(ben7, "reply");
    expect([told(), others(together, ana)]).toEqual([[`${ana} together-7`], [{ userId: ben, doing: "reply" }]]);
    together.writes(ben7, "note");
    expect([told(), others(together, ana)]).toEqual([[`${ana} together-7`], [{ userId: ben, doing: "note" }]]);
    together.writes(ben7, null);
    expect([told(), others(together, ana)]).toEqual([[`${ana} together-7`], [{ userId: ben, doing: null }]]);
  });

  test("and says no more is not writing some seconds later; beginning again is told again", () => {
    const { together, told, pass } = two();
    together.writes({ conversationId: 7, userId: ben }, "reply");
    expect(together.companyOf({ conversationId: 7, userId: ana }).until).toBe(NINE + WRITING_MS);
    pass(WRITING_MS);
    expect(others(together, ana)).toEqual([{ userId: ben, doing: null }]);
    told();
    together.writes({ conversationId: 7, userId: ben }, "reply");
    expect(told()).toEqual([`${ana} together-7`]);
  });

  test("leaves, and does not write when they come back", () => {
    const { together, shows } = two();
    together.writes({ conversationId: 7, userId: ben }, "reply");
    shows(ben, 8);
    shows(ben, 7);
    expect(others(together, ana)).toEqual([{ userId: ben, doing: null }]);
  });
});

describe("a customer who writes", () => {
  test("is told to who looks, until the message is there or some seconds have gone", () => {
    const { together, shows, told, pass, happens } = room();
    const writes = () => together.companyOf({ conversationId: 7, userId: ana }).customerWrites;
    together.customerWrites(7);
    expect(writes()).toBe(false);
    shows(ana, 7);
    together.customerWrites(7);
    together.customerWrites(7);
    expect([told(), writes()]).toEqual([[`${ana} together-7`], true]);
    happens({ kind: "message.received", conversationId: 7, data: { messageId: 1 } });
    expect([told(), writes()]).toEqual([[`${ana} together-7`], false]);
    together.customerWrites(7);
    pass(WRITING_MS);
    expect(writes()).toBe(false);
  });
});
