import { expect, test } from "bun:test";
import { accept } from "../../src/conversations/assignment.ts";
import { isStaffed, latelyIn } from "../../src/routing/lately.ts";
import { ana, arrives, ben, chiara, closes, minutes, NINE, QUEUES, seconds, turns, world } from "../world.ts";

const social = { queueId: QUEUES.support, family: "social" } as const;

test("it knows who waited how long for a first agent, how long they were with one, and what is held", () => {
  const here = world();
  turns(here, ben, "break");
  turns(here, chiara, "break");
  const [first, second] = [arrives(here, { queue: QUEUES.support }), arrives(here, { queue: QUEUES.support })];
  here.now += minutes(3);
  turns(here, chiara, "ready");
  here.settle();
  here.now += minutes(5);
  closes(here, first);
  const lately = latelyIn(here.db, here.view, social, here.now);
  expect(lately).toEqual({
    starts: [
      { from: NINE, to: NINE + minutes(3) },
      { from: NINE, to: NINE + minutes(3) },
    ],
    waitingSince: null,
    handledMs: [minutes(5)],
    held: 1,
    signedIn: 2,
    ready: 1,
    free: 1,
  });
  expect(second).toBeGreaterThan(first);
  turns(here, chiara, "break");
  expect(latelyIn(here.db, here.view, social, here.now)).toMatchObject({ held: 0, ready: 0, signedIn: 2 });
});

test("what was offered waited until it was offered, not until it was accepted", () => {
  const here = world();
  const id = arrives(here);
  here.settle();
  here.now += seconds(20);
  const { agentId } = here.db.query("SELECT agent_id AS agentId FROM conversations WHERE id = ?").get(id) as { agentId: number };
  here.write((db) => accept(db, { conversationId: id, agentId }, here.now));
  expect(latelyIn(here.db, here.view, { queueId: QUEUES.sales, family: "social" }, here.now).starts).toEqual([{ from: NINE, to: NINE }]);
});

test("a queue is staffed while anybody of it is signed in and seen, on a break too", () => {
  const here = world();
  turns(here, ben, "break");
  turns(here, chiara, null);
  expect(isStaffed(here.view, QUEUES.support)).toBeTrue();
  here.view.unseen(ben);
  expect(isStaffed(here.view, QUEUES.support)).toBeFalse();
  expect(isStaffed(here.view, QUEUES.sales)).toBeTrue();
  turns(here, ana, null);
  expect(isStaffed(here.view, QUEUES.sales)).toBeFalse();
});

test("since when the first of all waits says nothing of those who wait for one alone, or near an isolated agent", () => {
  const here = world();
  const [first, second] = [arrives(here, { queue: QUEUES.support }), arrives(here, { queue: QUEUES.support })];
  const waitingSince = () => {
    here.restart();
    return latelyIn(here.db, here.view, social, here.now).waitingSince;
  };
  expect(waitingSince()).toBe(NINE);
  here.db.run(`UPDATE conversations SET isolated_by = ${ana} WHERE id = ?`, [first]);
  expect(waitingSince()).toBe(NINE);
  here.db.run(`UPDATE conversations SET reserved_how = 'named', reserved_agent_id = ${ben} WHERE id = ?`, [second]);
  expect(waitingSince()).toBeNull();
});
