import { describe, expect, test } from "bun:test";
import { AnsweredMeanwhile, checkSecond, type Known, SECOND_ANSWER_MS } from "../../src/conversations/second.ts";
import { answers, lastEvent, type Talk, talk } from "../talk.ts";
import { ana, ben, minutes, seconds } from "../world.ts";

// Two people answer one customer: the second is asked first.

/** What of hers is held back by, when ana presses send and her page knows so much; null when hers goes. */
function heldBy({ here, id }: Talk, known: Partial<Known>, clientId = "client-new") {
  try {
    checkSecond(here.db, { conversationId: id, agentId: ana, clientId }, { seen: 0, sent: [], asked: 0, ...known }, here.now);
    return null;
  } catch (error) {
    if (!(error instanceof AnsweredMeanwhile)) throw error;
    return error.answer;
  }
}
/** Ben had it, answered and passed it on to ana. */
function answered(): Talk & { his: number } {
  const one = talk();
  const has = (agentId: number) => one.here.write((db) => db.run("UPDATE conversations SET agent_id = ? WHERE id = ?", [agentId, one.id]));
  has(ben);
  const his = says(one, ben, "client-ben");
  has(ana);
  return { ...one, his };
}
const says = (one: Talk, agentId: number, clientId: string) => answers(one, clientId, "Yes, on Monday", agentId)[0] as number;

describe("an answer is held back", () => {
  test("while a colleague's is there that the page does not show, however old, and says whose and what", () => {
    const one = answered();
    one.here.now += minutes(20);
    expect(heldBy(one, { seen: one.his - 1 })).toMatchObject({ id: one.his, authorId: ben, authorName: "Ben", text: "Yes, on Monday" });
    expect(heldBy(one, { seen: one.his })).toBeNull();
  });

  test("for some seconds after a colleague's, though the page shows it", () => {
    const one = answered();
    one.here.now += SECOND_ANSWER_MS - 1;
    expect(heldBy(one, { seen: one.his })?.id).toBe(one.his);
    one.here.now += 1;
    expect(heldBy(one, { seen: one.his })).toBeNull();
  });

  test("by one's own of another window that this one does not show, not by what this one sent", () => {
    const one = talk();
    const own = says(one, ana, "client-own");
    expect(heldBy(one, { seen: own - 1 })?.id).toBe(own);
    expect(heldBy(one, { seen: own - 1, sent: ["client-own"] })).toBeNull();
    expect(heldBy(one, { seen: own })).toBeNull();
  });

  test("once: who wants it sent all the same is asked again only about what came since", () => {
    const one = answered();
    expect(heldBy(one, { asked: one.his })).toBeNull();
    one.here.now += seconds(1);
    const later = says(one, ana, "client-own");
    expect(heldBy(one, { asked: one.his })?.id).toBe(later);
  });

  test("and nothing is written by it", () => {
    const one = answered();
    const before = lastEvent(one.here);
    heldBy(one, {});
    expect(lastEvent(one.here)).toBe(before);
  });
});

test("what the customer wrote, a repeat, and what somebody else has now hold nothing back", () => {
  expect(heldBy(talk(), {})).toBeNull();
  const one = answered();
  says(one, ana, "client-own");
  expect(heldBy(one, {}, "client-own")).toBeNull();
  one.here.write((db) => db.run("UPDATE conversations SET agent_id = ? WHERE id = ?", [ben, one.id]));
  expect(heldBy(one, {})).toBeNull();
});

test("one message that went as several is one's own in all its parts", () => {
  const one = talk();
  expect(answers(one, "client-long", "word ".repeat(1500)).length).toBeGreaterThan(1);
  expect(heldBy(one, { sent: ["client-long"] })).toBeNull();
});
