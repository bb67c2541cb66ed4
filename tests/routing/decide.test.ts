import { describe, expect, test } from "bun:test";
import { decide, nextDeadline } from "../../src/routing/decide.ts";
import type { Agent, Due, Line, Queue } from "../../src/routing/rules.ts";
import { minutes, NINE, seconds } from "../world.ts";
import { item, type Plain, queueOf, viewOf } from "./plain-view.ts";

const [selling, fixing] = [21, 22];
const agent = (id: number, more: Partial<Agent> = {}): Agent => ({
  id,
  signedIn: true,
  seen: true,
  ready: true,
  capacity: 6,
  load: 0,
  capacities: { chat: Infinity, social: Infinity, email: Infinity },
  loads: { chat: 0, social: 0, email: 0 },
  lastAssignedAt: 0,
  skills: new Map([[selling, 5]]),
  queues: null,
  ...more,
});
const [ana, ben] = [agent(11), agent(12)];
const sales = queueOf(selling);
const view = (more: Partial<Plain>) => viewOf({ agents: [ana, ben], queues: [sales], waiting: [], due: [], ...more });

const given = (more: Partial<Plain>, now = NINE) => decide(view(more), now).map((one) => [one.conversationId, "agentId" in one ? one.agentId : null]);
const why = (more: Partial<Plain>, now = NINE) => decide(view(more), now).flatMap((decision) => ("why" in decision ? [decision.why] : []));
const reasons = (more: Partial<Plain>, now = NINE) => why(more, now)[0]?.considered.map(({ agentId, reason }) => `${agentId} ${reason}`);

describe("who may", () => {
  const skilled = (id: number, level: number, more: Partial<Agent> = {}) => agent(id, { skills: new Map([[selling, level]]), ...more });
  const levels = (minLevel: number, more: Partial<Queue> = {}) => ({
    queues: [{ ...sales, rings: [{ afterSeconds: 0, minLevel, skillsets: [selling] }], ...more }],
  });

  test("a ring that asks for a level leaves out who is below it", () => {
    const agents = [skilled(11, 3), skilled(12, 7)];
    expect(given({ ...levels(4), agents, waiting: [item(1)] })).toEqual([[1, 12]]);
    expect(reasons({ ...levels(4), agents, waiting: [item(1)] })).toEqual(["11 low-level", "12 chosen"]);
    expect(given({ ...levels(8), agents, waiting: [item(1)] })).toEqual([]);
  });

  test("who is too low in one open ring and good enough in another may", () => {
    const rings = [
      { afterSeconds: 0, minLevel: 8, skillsets: [selling] },
      { afterSeconds: 10, minLevel: 2, skillsets: [selling] },
    ];
    const more = { queues: [{ ...sales, rings }], agents: [skilled(11, 3)], waiting: [item(1)] };
    expect(given(more)).toEqual([]);
    expect(given(more, NINE + seconds(10))).toEqual([[1, 11]]);
  });

  test("a queue may want the best first, then the least laden", () => {
    const agents = [skilled(11, 5), skilled(12, 9, { load: 5 }), skilled(13, 9, { load: 4 })];
    expect(given({ ...levels(1, { agentOrder: "level" }), agents, waiting: [item(1)] })).toEqual([[1, 13]]);
    expect(why({ ...levels(1, { agentOrder: "level" }), agents: agents.slice(0, 2), waiting: [item(1)] })[0]?.tieBreak).toBe("highest-level");
    expect(given({ ...levels(1), agents, waiting: [item(1)] })).toEqual([[1, 11]]);
  });

  test("places of one kind of channel are counted apart", () => {
    const ana_ = agent(11, { capacities: { chat: 1, social: 2, email: 0 }, loads: { chat: 1, social: 1, email: 0 }, load: 2 });
    const waiting = [item(1, { family: "chat" }), item(2, { family: "email" }), item(3), item(4)];
    expect(given({ agents: [ana_], waiting })).toEqual([[3, 11]]);
    expect(reasons({ agents: [ana_, ben], waiting: [item(1, { family: "chat" })] })).toEqual(["11 full", "12 chosen"]);
    expect(reasons({ agents: [ana_, ben], waiting: [item(2, { family: "email" })] })).toEqual(["11 not-included", "12 chosen"]);
  });

  test("a profile may leave a queue out", () => {
    const agents = [agent(11, { queues: new Set([99]) }), ben];
    expect(reasons({ agents, waiting: [item(1)] })).toEqual(["11 not-included", "12 chosen"]);
  });

  test("the customer's own agent comes first of those who may, and last when they have said no", () => {
    const agents = [ana, agent(12, { load: 5 })];
    expect(given({ agents, waiting: [item(1, { preferredId: 12 })] })).toEqual([[1, 12]]);
    expect(why({ agents, waiting: [item(1, { preferredId: 12 })] })[0]?.tieBreak).toBe("preferred");
    expect(given({ agents, waiting: [item(1, { preferredId: 12, rejections: new Map([[12, 1]]) })] })).toEqual([[1, 11]]);
  });

  test("what waits for one alone goes to nobody else, and holds up nobody behind it", () => {
    const reserved = { how: "named", agentId: 13, skillsetId: null } as const;
    const full = agent(13, { capacity: 0 });
    const more = { agents: [ana, full], waiting: [item(1, { reserved }), item(2, { enqueuedAt: NINE + 1 })] };
    expect(given(more)).toEqual([[2, 11]]);
    expect(reasons({ agents: [ana, agent(13)], waiting: [item(1, { reserved })] })).toEqual(["11 reserved", "13 chosen"]);
    expect(why({ agents: [ana, agent(13)], waiting: [item(1, { reserved })] })[0]?.tieBreak).toBe("reserved");
  });

  test("who had it and did not open it never gets it again", () => {
    const waiting = [item(1, { rejections: new Map([[11, Number.POSITIVE_INFINITY]]) })];
    expect(given({ agents: [ana], waiting }, NINE + minutes(1e6))).toEqual([]);
    expect(reasons({ agents: [ana, ben], waiting })).toEqual(["11 had-it", "12 chosen"]);
  });

  test("of two things that end at once with one conversation, one is told", () => {
    const queue = { ...sales, overflow: { queueId: 32, afterSeconds: 1 } };
    const due: Due[] = [
      { what: "overflow", conversationId: 1, agentId: 0, at: NINE },
      { what: "ageing", conversationId: 1, agentId: 0, at: NINE },
    ];
    expect(decide(view({ queues: [queue], waiting: [item(1)], due }), NINE)).toEqual([{ kind: "overflow", conversationId: 1, queueId: 32 }]);
  });
});

describe("the order of those who wait", () => {
  test("higher priority goes first, however long the others have waited", () => {
    const waiting = [item(1, { priority: "low", enqueuedAt: 0 }), item(2, { enqueuedAt: 5 }), item(3, { priority: "high", enqueuedAt: 9 })];
    expect(given({ agents: [agent(11, { capacity: 2 })], waiting })).toEqual([
      [3, 11],
      [2, 11],
    ]);
  });

  test("with one priority it is first in, first out; who came at the same instant goes by number", () => {
    const waiting = [item(1, { enqueuedAt: NINE }), item(3, { enqueuedAt: NINE - 1 }), item(2, { enqueuedAt: NINE - 1 })];
    expect(given({ agents: [ana], waiting }).map(([id]) => id)).toEqual([2, 3, 1]);
  });

  test("queues that share agents share one order", () => {
    const more = { ...sales, id: 32 };
    const waiting = [item(1, { enqueuedAt: 3 }), item(2, { queueId: 32, enqueuedAt: 1 }), item(3, { queueId: 32, enqueuedAt: 4 }), item(4, { enqueuedAt: 2 })];
    expect(given({ agents: [ana], queues: [sales, more], waiting }).map(([id]) => id)).toEqual([2, 4, 1, 3]);
  });

  test("who cannot be served holds nobody up", () => {
    const support = { ...sales, id: 32, rings: [{ afterSeconds: 0, minLevel: 1, skillsets: [fixing] }] };
    expect(given({ queues: [sales, support], waiting: [item(1, { queueId: 32, priority: "high", enqueuedAt: 0 }), item(2)] })).toEqual([[2, 11]]);
    expect(given({ agents: [ana], waiting: [item(1, { enqueuedAt: 0, rejections: new Map([[11, NINE]]) }), item(2)] })).toEqual([[2, 11]]);
  });
});

describe("the choice among agents", () => {
  test("the lowest share of capacity in use wins, not the lowest number", () => {
    const agents = [agent(11, { load: 1, capacity: 2 }), agent(12, { load: 2, capacity: 6 })];
    expect(why({ agents, waiting: [item(1)] })[0]?.tieBreak).toBe("lowest-load");
    expect(given({ agents, waiting: [item(1)] })).toEqual([[1, 12]]);
  });

  test("then whoever has been longest without a new one, then the lowest id", () => {
    const idle = [agent(11, { lastAssignedAt: 9 }), agent(12, { lastAssignedAt: 8 })];
    expect([given({ agents: idle, waiting: [item(1)] }), why({ agents: idle, waiting: [item(1)] })[0]?.tieBreak]).toEqual([[[1, 12]], "longest-idle"]);
    expect([given({ waiting: [item(1)] }), why({ waiting: [item(1)] })[0]?.tieBreak]).toEqual([[[1, 11]], "id"]);
    expect(why({ agents: [ana], waiting: [item(1)] })[0]?.tieBreak).toBe("only-one");
  });

  test("what one pass gives counts for the next choice, and nobody goes past capacity", () => {
    const agents = [agent(11, { capacity: 2 }), agent(12, { capacity: 1 })];
    expect(given({ agents, waiting: [item(1), item(2), item(3), item(4)] })).toEqual([
      [1, 11],
      [2, 12],
      [3, 11],
    ]);
  });

  test("each who may not receive is passed over, and the decision says why", () => {
    const agents = [
      agent(11, { signedIn: false, ready: false }),
      agent(12, { seen: false }),
      agent(13, { ready: false }),
      agent(14, { load: 6 }),
      agent(15, { load: 7 }),
      agent(16),
      agent(17),
      agent(18),
      agent(19, { skills: new Map([[fixing, 5]]) }),
    ];
    const waiting = [item(1, { rejections: new Map([[16, NINE - 1]]) })];
    expect(reasons({ agents, waiting })).toEqual(["11 signed-out", "12 unseen", "13 not-ready", "14 full", "15 full", "16 rejected", "17 chosen", "18 could"]);
    expect(why({ agents, waiting })[0]?.others).toEqual({ laterRing: 0, unskilled: 1 });
  });

  test("a queue that asks gives an offer with its time; one that does not gives the conversation", () => {
    expect(decide(view({ waiting: [item(1)] }), NINE)[0]).toMatchObject({ kind: "offer", expiresAt: NINE + seconds(30) });
    expect(decide(view({ queues: [{ ...sales, acceptance: "automatic" }], waiting: [item(1)] }), NINE)[0]).toMatchObject({ kind: "assign" });
  });
});

describe("rings", () => {
  const rings = [
    { afterSeconds: 0, minLevel: 1, skillsets: [selling] },
    { afterSeconds: 60, minLevel: 1, skillsets: [fixing] },
  ];
  const widening = { queues: [{ ...sales, rings }], agents: [agent(11, { ready: false }), agent(12, { skills: new Map([[fixing, 5]]) })] };

  test("the second opens when its time has come, and the first stays open", () => {
    expect(given({ ...widening, waiting: [item(1)] }, NINE + seconds(60) - 1)).toEqual([]);
    expect(given({ ...widening, waiting: [item(1)] }, NINE + seconds(60))).toEqual([[1, 12]]);
    expect(given({ ...widening, agents: [ana, agent(12, { skills: new Map([[fixing, 5]]), load: 1 })], waiting: [item(1)] }, NINE + minutes(5))).toEqual([
      [1, 11],
    ]);
  });

  test("who came later in the same queue still waits for it", () => {
    expect(given({ ...widening, waiting: [item(1), item(2, { enqueuedAt: NINE + 1 })] }, NINE + seconds(60))).toEqual([[1, 12]]);
  });

  test("those of a later ring are counted apart from those without the skill", () => {
    const agents = [ana, agent(12, { skills: new Map([[fixing, 5]]) }), agent(13, { skills: new Map([[99, 5]]) }), agent(14, { skills: new Map([[99, 5]]) })];
    expect(why({ ...widening, agents, waiting: [item(1)] })[0]?.others).toEqual({ laterRing: 1, unskilled: 2 });
  });

  test("a queue without rings gives nothing away", () => {
    expect(given({ queues: [{ ...sales, rings: [] }], waiting: [item(1)] })).toEqual([]);
  });
});

describe("who rejected or ignored it", () => {
  const rejected = (...by: [number, number][]) => [item(1, { enqueuedAt: 0, rejections: new Map(by) })];

  test("is passed over while there is another, even one with more to do, and even after the pause", () => {
    const agents = [ana, agent(12, { load: 5 })];
    expect(given({ agents, waiting: rejected([11, NINE]) }, NINE + minutes(9))).toEqual([[1, 12]]);
    expect(why({ agents, waiting: rejected([11, NINE]) }, NINE + minutes(9))[0]?.tieBreak).toBe("only-one");
  });

  test("is asked again after the pause when nobody else may be, not a moment before", () => {
    expect(given({ agents: [ana], waiting: rejected([11, NINE]) }, NINE + seconds(60) - 1)).toEqual([]);
    expect(given({ agents: [ana], waiting: rejected([11, NINE]) }, NINE + seconds(60))).toEqual([[1, 11]]);
    expect(given({ agents: [ana, agent(12, { ready: false })], waiting: rejected([11, NINE]) }, NINE + seconds(60))).toEqual([[1, 11]]);
  });

  test("comes in turn: whoever was asked longest ago, whatever the load", () => {
    const agents = [ana, agent(12, { load: 1 }), agent(13, { load: 2 })];
    const waiting = rejected([11, NINE + 2], [12, NINE + 1], [13, NINE]);
    expect(given({ agents, waiting }, NINE + minutes(2))).toEqual([[1, 13]]);
    expect(why({ agents, waiting }, NINE + minutes(2))[0]?.tieBreak).toBe("asked-longest-ago");
    expect(reasons({ agents, waiting }, NINE + minutes(2))).toEqual(["11 rejected", "12 rejected", "13 chosen"]);
  });
});

describe("time", () => {
  const due: Due[] = [
    { what: "offer", conversationId: 9, agentId: 11, at: NINE + 5 },
    { what: "offer", conversationId: 8, agentId: 12, at: NINE + 7 },
  ];

  test("an offer that ran out is taken back first, alone: the rest is decided when that is done", () => {
    expect(decide(view({ waiting: [item(1)], due }), NINE + 5)).toEqual([{ kind: "expire", conversationId: 9, agentId: 11 }]);
    expect(given({ waiting: [item(1)], due }, NINE + 4)).toEqual([[1, 11]]);
  });

  test("it looks again when the first offer runs out", () => {
    expect(nextDeadline(view({ due }), NINE)).toBe(NINE + 5);
    expect(nextDeadline(view({}), NINE)).toBeNull();
  });

  test("it looks again when a ring opens, but only if somebody is free behind it", () => {
    const queues = [{ ...sales, rings: [...sales.rings, { afterSeconds: 60, minLevel: 1, skillsets: [fixing] }] }];
    const waiting = [item(1, { enqueuedAt: NINE - minutes(2) }), item(2)];
    const full = agent(11, { load: 6 });
    expect(nextDeadline(view({ queues, waiting, agents: [full, agent(12, { skills: new Map([[fixing, 5]]) })] }), NINE)).toBe(NINE + seconds(60));
    expect(nextDeadline(view({ queues, waiting, agents: [full] }), NINE)).toBeNull();
  });

  test("it looks again when a pause ends", () => {
    const waiting = [item(1, { rejections: new Map([[11, NINE]]) }), item(2, { rejections: new Map([[11, NINE - seconds(60)]]) })];
    expect(nextDeadline(view({ waiting, agents: [ana] }), NINE)).toBe(NINE + seconds(60));
  });

  test("once nobody is free the rest of the line is not looked at", () => {
    const waiting = Array.from({ length: 1000 }, (_, n) => item(n + 1));
    const plain = view({ agents: [agent(11, { capacity: 2 })], waiting });
    const looks: unknown[] = [];
    const counting = (line: Line): Line => ({
      ...line,
      after: (place) => {
        looks.push(place);
        return line.after(place);
      },
    });
    expect(decide({ ...plain, lines: (priority) => [...plain.lines(priority)].map(counting) }, NINE)).toHaveLength(2);
    expect(looks.length).toBeLessThan(5);
  });

  test("a pass is cut at a hundred moves", () => {
    const waiting = Array.from({ length: 150 }, (_, n) => item(n + 1));
    expect(given({ agents: [agent(11, { capacity: 1000 })], waiting })).toHaveLength(100);
  });
});
