import { expect, test } from "bun:test";
import { accept } from "../../src/conversations/assignment.ts";
import { todayOf } from "../../src/desk/today.ts";
import { ana, arrives, ben, chiara, conversation, minutes, QUEUES, turns, type World, world } from "../world.ts";

const HOUR = minutes(60);

/** Whoever is asked takes it. */
function accepts(here: World, id: number) {
  here.settle();
  const { agentId } = conversation(here, id);
  here.write((db) => accept(db, { conversationId: id, agentId: agentId ?? 0 }, here.now));
}

test("the average and the longest wait of today are of those who waited and got an agent", () => {
  const here = world();
  const none = { averageMs: null, maxMs: null };
  expect(todayOf(here.db, here.now)).toEqual({ ...none, inQueue: 0, online: 3 });
  for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
  for (const waits of [2, 6]) {
    const id = arrives(here);
    here.now += minutes(waits);
    turns(here, ana, "ready");
    accepts(here, id);
    turns(here, ana, "break");
  }
  // One who never waited, and one who got nobody yet.
  turns(here, chiara, "ready");
  arrives(here, { queue: QUEUES.support });
  here.settle();
  turns(here, chiara, null);
  arrives(here, { queue: QUEUES.support });
  here.settle();
  here.now += minutes(1);
  expect(todayOf(here.db, here.now)).toEqual({ averageMs: minutes(4), maxMs: minutes(6), inQueue: 1, online: 2 });
});

test("today begins at midnight where the company is", () => {
  const here = world();
  here.write((db) => db.run(`INSERT INTO settings (key, value) VALUES ('timeZone', '"Pacific/Auckland"')`));
  for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
  // 9 in the morning by UTC is 10 in the evening in Auckland, in March.
  const id = arrives(here);
  here.now += minutes(30);
  turns(here, ana, "ready");
  accepts(here, id);
  expect(todayOf(here.db, here.now).maxMs).toBe(minutes(30));
  expect(todayOf(here.db, here.now + 2 * HOUR).maxMs).toBeNull();
});
