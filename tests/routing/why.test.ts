import { expect, test } from "bun:test";
import { reject } from "../../src/conversations/assignment.ts";
import { whyNotYet } from "../../src/routing/why.ts";
import { ana, arrives, ben, changes, chiara, QUEUES, SKILLSETS, seconds, turns, world } from "../world.ts";

const hindrances = (here: ReturnType<typeof world>, id: number) => whyNotYet(here.view, id, here.now)?.hindrances;

test("it says how many are full, not ready or away, and when the next ring opens with how many free", () => {
  const here = world();
  turns(here, ana, "break");
  changes(here, `UPDATE users SET capacity = 0 WHERE id = ${ben}`, "user.changed", { userId: ben });
  const id = arrives(here);
  here.now += seconds(20);
  expect(whyNotYet(here.view, id, here.now)).toMatchObject({ queueId: QUEUES.sales, ahead: 0, waitedMs: seconds(20), others: { laterRing: 1, unskilled: 0 } });
  expect(hindrances(here, id)).toEqual([
    { what: "full", agents: 1 },
    { what: "not-ready", agents: 1 },
    { what: "ring-opens", ring: 2, inSeconds: 40, agents: 1, free: 1 },
  ]);
  here.view.unseen(chiara);
  turns(here, ben, null);
  here.now += seconds(40);
  expect(hindrances(here, id)).toEqual([
    { what: "not-ready", agents: 1 },
    { what: "unseen", agents: 1 },
    { what: "signed-out", agents: 1 },
  ]);
});

test("it says when somebody who said no may be asked again", () => {
  const here = world();
  turns(here, ben, "break");
  const id = arrives(here);
  here.settle();
  here.write((db) => reject(db, { conversationId: id, agentId: ana }, here.now));
  here.now += seconds(15);
  here.settle();
  expect(hindrances(here, id)?.slice(0, 2)).toEqual([
    { what: "not-ready", agents: 1 },
    { what: "rejected", agents: 1, againInSeconds: 45 },
  ]);
});

test("it says that somebody could take it when its turn has only to come", () => {
  const here = world();
  expect(hindrances(here, arrives(here))?.[0]).toEqual({ what: "its-turn", agents: 2 });
});

test("it says that nobody ever will: a queue without skillset, a skillset without anybody", () => {
  const here = world();
  const id = arrives(here, { queue: QUEUES.support });
  changes(here, `DELETE FROM user_skillsets WHERE skillset_id = ${SKILLSETS.support}`, "skillset.changed", { skillsetId: SKILLSETS.support });
  expect(hindrances(here, id)).toEqual([{ what: "nobody-skilled" }]);
  changes(here, `DELETE FROM rings WHERE queue_id = ${QUEUES.support}`, "queue.changed", { queueId: QUEUES.support });
  expect(hindrances(here, id)).toEqual([{ what: "no-skillset" }]);
});

test("of what does not wait there is nothing to say", () => {
  const here = world();
  const id = arrives(here);
  here.settle();
  expect(whyNotYet(here.view, id, here.now)).toBeNull();
  expect(whyNotYet(here.view, 99, here.now)).toBeNull();
});
