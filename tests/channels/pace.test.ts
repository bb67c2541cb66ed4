import { describe, expect, test } from "bun:test";
import type { Channel } from "../../src/channels/channels.ts";
import { paceOf } from "../../src/channels/pace.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { waId } from "../talk.ts";
import { NINE, seconds } from "../world.ts";

const channel = (id: string, settings: Record<string, string> = {}) => ({ row: { id }, kind: whatsapp, settings }) as unknown as Channel;
const [wa, wa2, mario] = [channel("wa"), channel("wa2"), [waId("39347")]];

/** Takes places one after the other until there is none; how many there were, and when there is one again. */
function takesAll(pace: ReturnType<typeof paceOf>, from: Channel, now: number, to = (_: number) => mario) {
  for (let n = 0; ; n++) {
    const at = pace.take(from, to(n), `${now}.${n}`, now);
    if (at > now) return { taken: n, at };
  }
}
const everybody = (n: number) => [waId(`39${n}`)];

describe("to one recipient", () => {
  test("a burst of 45 may go, then one every six seconds", () => {
    const pace = paceOf();
    expect(takesAll(pace, wa, NINE)).toEqual({ taken: 45, at: NINE + seconds(6) });
    expect(takesAll(pace, wa, NINE + seconds(6))).toEqual({ taken: 1, at: NINE + seconds(12) });
    expect(takesAll(pace, wa, NINE + seconds(6 + 60))).toMatchObject({ taken: 10 });
    expect(takesAll(pace, wa, NINE + seconds(3_600))).toMatchObject({ taken: 45 });
  });

  test("what another has used is not ours", () => {
    const pace = paceOf();
    takesAll(pace, wa, NINE);
    expect(pace.take(wa, [waId("39000")], "t", NINE)).toBe(NINE);
    expect(pace.take(wa2, mario, "t", NINE)).toBe(NINE);
  });

  test("nothing goes while they are held, and no burst after", () => {
    const pace = paceOf();
    pace.hold(wa, mario, NINE + seconds(64));
    expect(pace.take(wa, mario, "a", NINE)).toBe(NINE + seconds(64));
    expect(takesAll(pace, wa, NINE + seconds(64))).toEqual({ taken: 1, at: NINE + seconds(70) });
  });

  test("a shorter hold does not end a longer one", () => {
    const pace = paceOf();
    pace.hold(wa, mario, NINE + seconds(64));
    pace.hold(wa, mario, NINE + seconds(4));
    expect(pace.take(wa, mario, "a", NINE + seconds(4))).toBe(NINE + seconds(64));
  });
});

describe("on one channel", () => {
  test("eighty go in a second, whoever they are for", () => {
    const pace = paceOf();
    expect(takesAll(pace, wa, NINE, everybody)).toEqual({ taken: 80, at: NINE + 13 });
    expect(takesAll(pace, wa, NINE + 1_000, (n) => everybody(100 + n)).taken).toBe(80);
    expect(takesAll(pace, wa2, NINE + 1_000, everybody).taken).toBe(80);
  });

  test("as many as its settings say", () => {
    const slow = channel("slow", { perSecond: "5", recipientEveryMs: "1000", recipientBurst: "2" });
    expect(takesAll(paceOf(), slow, NINE, everybody)).toEqual({ taken: 5, at: NINE + 200 });
    expect(takesAll(paceOf(), slow, NINE)).toEqual({ taken: 2, at: NINE + 1_000 });
  });
});

test("a try that is written twice, because the first writing was rolled back, is paid once", () => {
  const pace = paceOf();
  for (let n = 0; n < 100; n++) expect(pace.take(wa, mario, "7.0", NINE)).toBe(NINE);
  expect(takesAll(pace, wa, NINE).taken).toBe(44);
});

test("thousands of recipients are not remembered for ever", () => {
  const pace = paceOf();
  const many = channel("many", { perSecond: "1000000" });
  for (let n = 0; n < 25_000; n++) expect(pace.take(many, everybody(n), String(n), NINE + n)).toBe(NINE + n);
  expect(takesAll(pace, many, NINE + 25_000).taken).toBe(45);
});
