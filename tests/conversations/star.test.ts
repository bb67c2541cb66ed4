import { expect, test } from "bun:test";
import { close } from "../../src/conversations/close.ts";
import { dispose } from "../../src/conversations/dispose.ts";
import { setStar } from "../../src/conversations/star.ts";
import { transfer } from "../../src/conversations/transfer.ts";
import { barOf } from "../../src/desk/bar.ts";
import { findOpened } from "../../src/desk/store.ts";
import type { Event } from "../../src/events/kinds.ts";
import { conversationOf, EVERYTHING, says, taken } from "../desk/talk.ts";
import { ana, ben, type World, world } from "../world.ts";

const REACH = { isolated: false, namedOnly: false } as const;

/** Ana has a conversation; what is told of stars from now on. */
function held() {
  const here = world();
  const conversation = conversationOf(here, says(here, "Hello"));
  taken(here, conversation);
  const told: Event[] = [];
  here.bus.subscribe((event) => void (event.kind === "star.changed" && told.push(event)));
  return { here, id: conversation.id, told };
}
const star = (here: World, id: number, agentId: number, on: boolean) => here.write((db) => setStar(db, { conversationId: id, agentId, on }, here.now));
const seenBy = ({ db }: World, id: number) => [ana, ben].map((viewerId) => findOpened.get(db, { ...EVERYTHING, viewerId, id })?.starred);
const counted = ({ db }: World) => [ana, ben].map((agentId) => barOf(db, agentId).stars);

test("a star is one agent's own, is counted once, and told to nobody else", () => {
  const { here, id, told } = held();
  star(here, id, ana, true);
  star(here, id, ana, true);
  expect([seenBy(here, id), counted(here)]).toEqual([
    [1, 0],
    [1, 0],
  ]);
  expect(told).toEqual([expect.objectContaining({ agentId: ana, wasAgentId: ana, conversationId: null, queueId: null, data: { conversationId: id } })]);
  star(here, id, ana, false);
  star(here, id, ana, false);
  expect([seenBy(here, id), counted(here), told.length]).toEqual([[0, 0], [0, 0], 2]);
});

test("passed on, it stays behind: the next agent does not see it", () => {
  const { here, id } = held();
  star(here, id, ana, true);
  const passed = { conversationId: id, agentId: ana, how: "exclusive", to: "agent", toId: ben, reach: REACH, windowMs: null } as const;
  here.write((db) => transfer(db, passed, here.now));
  here.settle();
  expect(findOpened.get(here.db, { ...EVERYTHING, id })?.agentId).toBe(ben);
  expect([seenBy(here, id), counted(here)]).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test("while the wrap-up is owed the star stays; it goes when the conversation is disposed of", () => {
  const { here, id } = held();
  here.write((db) => db.run("UPDATE queues SET wrap_up = 'offered'"));
  star(here, id, ana, true);
  here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
  expect(counted(here)).toEqual([1, 0]);
  here.write((db) => dispose(db, { conversationId: id, agentId: ana }, here.now));
  expect(counted(here)).toEqual([0, 0]);
});

test("closed, everybody's star on it is gone, and each is told; none is set on it any more", () => {
  const { here, id, told } = held();
  star(here, id, ana, true);
  star(here, id, ben, true);
  here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
  expect([seenBy(here, id), counted(here)]).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(told.slice(2).map(({ agentId }) => agentId)).toEqual([ana, ben]);
  star(here, id, ana, true);
  expect(counted(here)).toEqual([0, 0]);
});
