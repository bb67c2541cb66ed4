import { expect, test } from "bun:test";
import { keysOf, signalsOf } from "../../src/events/audience.ts";
import type { Event, Facts, Kind } from "../../src/events/kinds.ts";

const event = <K extends Kind>(kind: K, about: Partial<Event>, data: Facts[K]) =>
  ({ id: 1, at: 0, kind, conversationId: null, agentId: null, queueId: null, wasAgentId: null, wasQueueId: null, ...about, data }) as Event;

/** What somebody who listens to `keys` is told of an event. */
const told = (keys: readonly string[], about: Event) =>
  [...new Set(signalsOf(about).flatMap((signal) => (signal.keys.some((key) => keys.includes(key)) ? signal.topics : [])))].sort();

const ana = keysOf({ sessionId: 1, userId: 5, sees: "own", takes: false, administers: false });
const ben = keysOf({ sessionId: 2, userId: 6, sees: "own", takes: false, administers: false });
const taker = keysOf({ sessionId: 6, userId: 10, sees: "own", takes: true, administers: false });
const supervisor = keysOf({ sessionId: 3, userId: 7, sees: [3, 4], takes: false, administers: false });
const elsewhere = keysOf({ sessionId: 4, userId: 8, sees: [9], takes: false, administers: false });
const administrator = keysOf({ sessionId: 5, userId: 9, sees: "all", takes: false, administers: true });

test("a message concerns who holds the conversation and who sees its queue, nobody else", () => {
  const written = event("message.received", { conversationId: 7, agentId: 5, wasAgentId: 5, queueId: 3, wasQueueId: 3 }, { messageId: 1 });
  expect(told(ana, written)).toEqual(["conversation-7", "list", "me", "message-7"]);
  expect(told(ben, written)).toEqual([]);
  expect(told(supervisor, written)).toEqual(["conversation-7", "list"]);
  expect(told(elsewhere, written)).toEqual([]);
  expect(told(administrator, written)).toEqual(["conversation-7", "list"]);
  expect(told(["conversation:7"], written)).toEqual(["conversation"]);
});

test("a conversation that moves leaves the old screen as well", () => {
  const moved = event("conversation.offered", { conversationId: 7, agentId: 6, wasAgentId: 5, queueId: 9, wasQueueId: 3 }, { expiresAt: 1 });
  for (const keys of [ana, ben]) expect(told(keys, moved)).toEqual(["conversation-7", "list", "me", "offers"]);
  for (const keys of [supervisor, elsewhere]) expect(told(keys, moved)).toEqual(["conversation-7", "list"]);
});

test("a private note is never told to the customer", () => {
  const noted = event("message.noted", { conversationId: 7, agentId: 5, queueId: 3 }, { messageId: 1 });
  expect(told(ana, noted)).toEqual(["conversation-7", "list"]);
  expect(told(["conversation:7"], noted)).toEqual([]);
});

test("a conversation given without asking rings at its agent's only", () => {
  const given = event("conversation.accepted", { conversationId: 7, agentId: 5, queueId: 3 }, { how: "automatic" });
  expect(told(ana, given)).toContain("given-7");
  expect(told(supervisor, given)).not.toContain("given-7");
  expect(told(ana, event("conversation.accepted", { conversationId: 7, agentId: 5, queueId: 3 }, { how: "manual" }))).not.toContain("given-7");
});

test("what a colleague gives or takes rings where it comes, and is told where it went from", () => {
  const from = { conversationId: 7, agentId: 6, wasAgentId: 5, queueId: 3 };
  const picked = event("conversation.accepted", from, { how: "picked-up" });
  expect(told(ana, picked)).toContain("lost-7");
  for (const keys of [ben, supervisor]) expect(told(keys, picked)).not.toContain("lost-7");
  expect(told(ben, picked)).not.toContain("given-7");
  for (const how of ["exclusive", "immediate", "assigned", "returned"] as const)
    expect(told(ben, event("conversation.accepted", from, { how }))).toContain("given-7");
  expect(told(ben, event("conversation.accepted", from, { how: "assigned", by: 6 }))).not.toContain("given-7");
  const resumed = event("conversation.accepted", { ...from, wasAgentId: 6 }, { how: "resumed" });
  for (const keys of [ana, ben]) expect(told(keys, resumed).filter((topic) => /lost|given/.test(topic))).toEqual([]);
});

test("who takes what waits hears that something waits, or no more, in whatever queue, and nothing else of it", () => {
  const queued = event("conversation.queued", { conversationId: 7, queueId: 9, wasQueueId: 3 }, { reason: "new" });
  expect(told(taker, queued)).toEqual(["waiting"]);
  expect(told(ben, queued)).toEqual([]);
  expect(told(taker, event("message.received", { conversationId: 7, queueId: 3, wasQueueId: 3 }, { messageId: 1 }))).toEqual([]);
});

test("an agent's status is told to the agent's own bar and to all who look at agents", () => {
  const changed = event("agent.status-changed", { agentId: 5, wasAgentId: 5 }, { from: 2, to: 1 });
  expect(told(ana, changed)).toEqual(["agents", "list", "me"]);
  expect(told(ben, changed)).toEqual(["agents"]);
});

test("what failed is told to administrators", () => {
  expect(told(administrator, event("job.failed", {}, { jobId: 1 }))).toEqual(["troubles"]);
  expect(told(supervisor, event("job.failed", {}, { jobId: 1 }))).toEqual([]);
});
