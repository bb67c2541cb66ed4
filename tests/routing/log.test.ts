import { expect, test } from "bun:test";
import { accept, reject } from "../../src/conversations/assignment.ts";
import { keepDecision } from "../../src/routing/explain.ts";
import { LINES_MAX, LOOKED_MAX, logOf, newsOf, storyOf, waitingOf } from "../../src/routing/log.ts";
import { ana, arrives, ben, chiara, conversation, dario, NINE, QUEUES, seconds, turns, type World, world } from "../world.ts";

const ALL = { viewerId: dario, viewerScope: "all" };
const EVERY = { queueId: null, agentId: null, outcome: null, conversationId: null };

function offeredTo(here: World, id: number): number {
  here.settle();
  return conversation(here, id).agentId ?? 0;
}

test("a line says to whom it went and why, how many could and were considered, and how long it had waited", () => {
  const here = world();
  for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
  const id = arrives(here);
  here.now += seconds(40);
  turns(here, ben, "ready");
  expect(offeredTo(here, id)).toBe(ben);
  const { lines, next } = logOf(here.db, ALL, EVERY, null);
  expect(lines).toEqual([
    {
      id: 1,
      at: here.now,
      conversationId: id,
      queueName: "sales",
      agentId: ben,
      agentName: "Ben",
      outcome: "offered",
      tieBreak: "only-one",
      could: 1,
      considered: 2,
      waitedMs: seconds(40),
    },
  ]);
  expect(next).toBeNull();
});

test("the newest stand first, and are narrowed by queue, agent, outcome and number", () => {
  const here = world();
  const ids = [arrives(here), arrives(here, { queue: QUEUES.support }), arrives(here)];
  here.settle();
  const wanted = (more: Partial<typeof EVERY> | object) => logOf(here.db, ALL, { ...EVERY, ...more }, null).lines.map((line) => line.conversationId);
  expect(wanted({}).toSorted()).toEqual(ids);
  expect(wanted({ queueId: QUEUES.support })).toEqual([ids[1] as number]);
  expect(wanted({ outcome: "assigned" })).toEqual([ids[1] as number]);
  expect(wanted({ outcome: "offered" })).toHaveLength(2);
  expect(wanted({ conversationId: ids[2] })).toEqual([ids[2] as number]);
  expect(wanted({ conversationId: ids[2], outcome: "assigned" })).toEqual([]);
  const anas = conversation(here, ids[0] as number).agentId as number;
  expect(wanted({ agentId: anas })).toContain(ids[0] as number);
});

test("what a viewer may not see is not there, neither in the list nor among those who wait nor as a story", () => {
  const here = world();
  const [sales, support] = [arrives(here), arrives(here, { queue: QUEUES.support })];
  here.settle();
  for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
  const [waitsInSales, waitsInSupport] = [arrives(here), arrives(here, { queue: QUEUES.support })];
  here.settle();
  const team = { viewerId: chiara, viewerScope: "queues" };
  here.db.run("DELETE FROM ring_skillsets WHERE ring_id = 2");
  expect(logOf(here.db, team, EVERY, null).lines.map((line) => line.conversationId)).not.toContain(sales);
  expect(logOf(here.db, team, EVERY, null).lines.map((line) => line.conversationId)).toContain(support);
  expect(waitingOf(here.db, team, null).rows.map(({ id }) => id)).toEqual([waitsInSupport]);
  expect(
    waitingOf(here.db, ALL, null)
      .rows.map(({ id }) => id)
      .sort(),
  ).toEqual(expect.arrayContaining([waitsInSales, waitsInSupport]));
  expect(() => storyOf(here.db, team, waitsInSales)).toThrow();
  expect(logOf(here.db, { viewerId: dario, viewerScope: "none" }, EVERY, null).lines).toEqual([]);
});

const decided = (here: World, conversationId: number, agentId: number) => {
  const why = { considered: [{ agentId, reason: "chosen" as const }], others: { laterRing: 0, unskilled: 0 }, tieBreak: "only-one" as const };
  here.write((db) => keepDecision(db, { conversationId, agentId, outcome: "offered", why }, here.now));
};

test("pages follow each other by id, and none is shown twice or left out", () => {
  const here = world();
  const id = arrives(here);
  for (let n = 0; n < 2 * LINES_MAX + 7; n++) decided(here, id, ana);
  const seen: number[] = [];
  let before: number | null = null;
  do {
    const page = logOf(here.db, ALL, EVERY, before);
    seen.push(...page.lines.map((line) => line.id));
    before = page.next;
  } while (before !== null);
  expect(seen).toEqual(Array.from({ length: 2 * LINES_MAX + 7 }, (_, n) => 2 * LINES_MAX + 7 - n));
});

test("what is rare is looked for so far back at once and no further, says how far, and is found by looking on", () => {
  const here = world();
  const id = arrives(here);
  decided(here, id, ben);
  here.write((db) => {
    for (let n = 0; n < LOOKED_MAX + 20; n++)
      db.run("INSERT INTO decisions (conversation_id, at, outcome, agent_id, tie_break, considered) VALUES (?, ?, 1, ?, 0, x'00000000')", [id, NINE + n, ana]);
  });
  const bens = { ...EVERY, agentId: ben };
  const first = logOf(here.db, ALL, bens, null);
  expect(first).toMatchObject({ lines: [], lookedSince: expect.any(Number) });
  expect(logOf(here.db, ALL, bens, first.next).lines.map((line) => line.agentId)).toEqual([ben]);
});

test("what is new is counted, and others who wait are noticed", () => {
  const here = world();
  const { mark } = waitingOf(here.db, ALL, null);
  const news = () => newsOf(here.db, ALL, EVERY, { after: 0, mark });
  expect(news()).toEqual({ decisions: 0, waiting: false });
  arrives(here);
  expect(news()).toEqual({ decisions: 0, waiting: true });
  here.settle();
  expect(news()).toEqual({ decisions: 1, waiting: false });
  expect(newsOf(here.db, ALL, { ...EVERY, outcome: "assigned" }, { after: 0, mark })).toMatchObject({ decisions: 0 });
});

test("a story has every step of the way in order, with the names of who did it", () => {
  const here = world();
  const id = arrives(here);
  const first = offeredTo(here, id);
  here.write((db) => reject(db, { conversationId: id, agentId: first }, here.now));
  const second = offeredTo(here, id);
  here.write((db) => accept(db, { conversationId: id, agentId: second }, here.now));
  const { steps, decisions, conversation: told } = storyOf(here.db, ALL, id);
  const names: Record<number, string> = { [ana]: "Ana", [ben]: "Ben" };
  expect(steps.map(({ kind, agentName, wasAgentName }) => [kind.replace("conversation.", ""), agentName ?? wasAgentName])).toEqual([
    ["started", null],
    ["queued", null],
    ["offered", names[first]],
    ["rejected", names[first]],
    ["queued", names[first]],
    ["offered", names[second]],
    ["accepted", names[second]],
  ] as [string, string | null][]);
  expect(decisions.map(({ agentId }) => agentId)).toEqual([first, second]);
  expect(told).toMatchObject({ state: "active", queueName: "sales", channelName: "Main number" });
});
