import { expect, test } from "bun:test";
import { accept } from "../../src/conversations/assignment.ts";
import { ana, arrives, ben, changes, chiara, closes, conversation, minutes, QUEUES, seconds, story, turns, type World, world } from "../world.ts";

const DAY_MS = minutes(24 * 60);
const queueIs = (here: World, change: string) => changes(here, `UPDATE queues SET ${change}`, "queue.changed", { queueId: QUEUES.sales });
/** Mario was served by somebody and comes again. */
const served = (agentId: number, after = minutes(10)) => {
  const here = world();
  const id = arrives(here, { from: "mario" });
  here.settle();
  changes(here, `UPDATE conversations SET agent_id = ${agentId} WHERE id = ${id}; UPDATE assignments SET agent_id = ${agentId}`, "queue.changed", {
    queueId: QUEUES.sales,
  });
  here.restart();
  here.write((db) => accept(db, { conversationId: id, agentId }, here.now));
  closes(here, id);
  here.db.run("UPDATE users SET last_assigned_at = 0");
  here.restart();
  here.now += after;
  return here;
};
const comesAgain = (here: World) => {
  const id = arrives(here, { from: "mario" });
  here.settle();
  return conversation(here, id);
};

test("the last agent of a customer comes first, where the queue says so and they are free", () => {
  const here = served(ben);
  expect(comesAgain(here).agentId).toBe(ana);
  const again = served(ben);
  queueIs(again, "preferred = 'last'");
  expect(comesAgain(again).agentId).toBe(ben);
});

test("after the queue's days they are as any other", () => {
  const here = served(ben, 31 * DAY_MS);
  queueIs(here, "preferred = 'last'");
  expect(comesAgain(here).agentId).toBe(ana);
});

test("they are waited for as long as the queue says, then it goes to others", () => {
  const here = served(ben);
  queueIs(here, "preferred = 'last', preferred_seconds = 60");
  turns(here, ben, "break");
  const { id, state } = comesAgain(here);
  expect(state).toBe("queued");
  here.now += seconds(60);
  here.settle();
  expect(conversation(here, id)).toMatchObject({ state: "offered", agentId: ana });
  expect(story(here, id)).toEqual(["conversation.started", "conversation.queued", "conversation.reserved", "conversation.freed", "conversation.offered"]);
});

test("who answers for a customer is tried first everywhere; who is signed out or of another team is not", () => {
  const responsible = (agentId: number) => {
    const here = served(ana);
    here.db.run(`UPDATE customers SET responsible_id = ${agentId}`);
    return here;
  };
  expect(comesAgain(responsible(ben)).agentId).toBe(ben);
  const away = responsible(ben);
  turns(away, ben, null);
  expect(comesAgain(away).agentId).toBe(ana);
  const other = responsible(chiara);
  other.db.run("DELETE FROM ring_skillsets WHERE skillset_id = 22");
  other.restart();
  expect(comesAgain(other).agentId).not.toBe(chiara);
});
