import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { setStatus, signInAgent, signOutAgent, statusesOf, statusOf } from "../../src/agents/statuses.ts";
import { accept } from "../../src/conversations/assignment.ts";
import type { Event } from "../../src/events/kinds.ts";
import { ana, arrives, ben, conversation, minutes, NINE, STATUSES, story, turns, type World, world } from "../world.ts";

const intervals = (db: Database, agentId: number) =>
  db
    .query("SELECT status_id AS status, since - $nine AS since, until - $nine AS until FROM agent_status_intervals WHERE agent_id = $agentId ORDER BY id")
    .all({ nine: NINE, agentId });

function listening(here: World): string[] {
  const heard: string[] = [];
  here.bus.subscribe((event: Event) => void heard.push(`${event.kind} ${event.agentId} ${JSON.stringify(event.data)}`));
  return heard;
}

test("an agent takes a break: the status, its interval and the event say the same", () => {
  const here = world();
  const heard = listening(here);
  here.now += minutes(10);
  here.write((db) => setStatus(db, { agentId: ana, statusId: STATUSES.break }, here.now));

  expect(statusOf(here.db, ana)).toEqual({ statusId: STATUSES.break, since: NINE + minutes(10) });
  expect(intervals(here.db, ana)).toEqual([
    { status: STATUSES.ready, since: 0, until: minutes(10) },
    { status: STATUSES.break, since: minutes(10), until: null },
  ]);
  expect(heard).toEqual([`agent.status-changed ${ana} {"from":${STATUSES.ready},"to":${STATUSES.break}}`]);
});

test("taking the status one has changes nothing and tells nobody", () => {
  const here = world();
  const heard = listening(here);
  here.write((db) => setStatus(db, { agentId: ana, statusId: STATUSES.ready }, here.now + 1));
  expect(statusOf(here.db, ana).since).toBe(NINE);
  expect(heard).toEqual([]);
});

test("who is signed out takes no status, and there is none that does not exist", () => {
  const here = world();
  turns(here, ana, null);
  expect(() => here.write((db) => setStatus(db, { agentId: ana, statusId: STATUSES.ready }, here.now))).toThrow("conflict.signed-out");
  expect(() => here.write((db) => setStatus(db, { agentId: ben, statusId: 99 }, here.now))).toThrow("error.not-found");
});

test("signing in is Not ready; who is signed in already keeps the status", () => {
  const here = world();
  turns(here, ana, null);
  const heard = listening(here);
  here.write((db) => signInAgent(db, ana, here.now));
  here.write((db) => signInAgent(db, ben, here.now));
  expect([statusOf(here.db, ana).statusId, statusOf(here.db, ben).statusId]).toEqual([STATUSES["not-ready"], STATUSES.ready]);
  expect(heard).toEqual([`agent.signed-in ${ana} {}`, `agent.status-changed ${ana} {"from":null,"to":${STATUSES["not-ready"]}}`]);
});

test("who leaves gives back what was offered and keeps what is active", () => {
  const here = world();
  turns(here, ben, "break");
  const [active, offered] = [arrives(here), arrives(here)];
  here.settle();
  here.write((db) => accept(db, { conversationId: active, agentId: ana }, here.now));
  here.write((db) => signOutAgent(db, { agentId: ana, reason: "by hand" }, here.now));

  expect(conversation(here, active)).toMatchObject({ state: "active", agentId: ana });
  expect(conversation(here, offered)).toMatchObject({ state: "queued", agentId: null, enqueuedAt: NINE });
  expect(story(here, offered).slice(-2)).toEqual(["conversation.rejected", "conversation.queued"]);
  expect(here.db.query("SELECT data FROM events WHERE agent_id = ? AND kind = 'agent.signed-out'").all(ana)).toEqual([{ data: '{"reason":"by hand"}' }]);
  expect(statusOf(here.db, ana).statusId).toBeNull();
});

test("signing out twice is signing out once", () => {
  const here = world();
  here.write((db) => signOutAgent(db, { agentId: ana, reason: "by hand" }, here.now));
  const heard = listening(here);
  here.write((db) => signOutAgent(db, { agentId: ana, reason: "unseen" }, here.now));
  expect(heard).toEqual([]);
});

test("Ready is the only status that receives", () => {
  const ready = statusesOf(world().db).filter((status) => status.ready);
  expect(ready.map(({ builtin }) => builtin)).toEqual(["ready"]);
});
