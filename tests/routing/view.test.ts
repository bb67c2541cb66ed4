import { describe, expect, test } from "bun:test";
import { assign } from "../../src/conversations/assignment.ts";
import { record } from "../../src/events/record.ts";
import { compare } from "../../src/routing/view.ts";
import { Crash, type Fuse, fuseIn } from "../fuse.ts";
import { ana, arrives, ben, changes, chiara, closes, minutes, QUEUES, SKILLSETS, turns, type World, world } from "../world.ts";

const same = ({ view }: World) => expect(compare(view, view.rebuilt())).toEqual([]);
const wanted = { queueId: QUEUES.sales, family: "social", minLevel: 1 } as const;
const free = ({ view }: World) => [view.freeCount(SKILLSETS.sales, wanted), view.freeCount(SKILLSETS.support, wanted)];

test("it knows after each commit what SQL knows", () => {
  const here = world();
  const id = arrives(here, { queue: QUEUES.support, priority: "high" });
  expect(here.view.waiting(id)).toMatchObject({ queueId: QUEUES.support, priority: "high", rejections: null });
  here.write((db) => assign(db, { conversationId: id, agentId: ben, queueId: QUEUES.support, how: "automatic" }, here.now));
  expect(here.view.waiting(id)).toBeUndefined();
  expect(here.view.members(SKILLSETS.sales).map((agent) => [agent.id, agent.load])).toEqual([
    [ana, 0],
    [ben, 1],
  ]);
  same(here);
  closes(here, id);
  expect(here.view.members(SKILLSETS.support).map((agent) => agent.load)).toEqual([0, 0]);
  same(here);
});

test("who is not Ready, full, disabled or without skillset is not free", () => {
  const here = world();
  expect(free(here)).toEqual([2, 2]);
  turns(here, ana, "break");
  expect(free(here)).toEqual([1, 2]);
  changes(here, `UPDATE users SET capacity = 0 WHERE id = ${ben}`, "user.changed", { userId: ben });
  expect(free(here)).toEqual([0, 1]);
  changes(here, `UPDATE users SET disabled_at = 1 WHERE id = ${chiara}`, "user.changed", { userId: chiara });
  expect(free(here)).toEqual([0, 0]);
  changes(here, `DELETE FROM skillsets WHERE id = ${SKILLSETS.sales}`, "skillset.changed", { skillsetId: SKILLSETS.sales });
  expect(here.view.agentCount).toBe(1);
  same(here);
});

test("a verb that fails leaves no trace in it", () => {
  const here = world();
  const before = here.view.dump();
  expect(() =>
    here.write((db) => {
      db.run("UPDATE users SET status_id = NULL");
      record(db, here.now, "agent.signed-out", { agentId: ana }, { reason: "by hand" });
      throw new Error("disk full");
    }),
  ).toThrow("disk full");
  expect(here.view.dump()).toEqual(before);
  same(here);
});

test("what changes hands within one commit counts for the new holder only", () => {
  const here = world();
  const id = arrives(here, { queue: QUEUES.support });
  here.write((db) => assign(db, { conversationId: id, agentId: ben, queueId: QUEUES.support, how: "automatic" }, here.now));
  here.write((db) => {
    db.run("UPDATE conversations SET agent_id = ? WHERE id = ?", [chiara, id]);
    record(db, here.now, "conversation.accepted", { conversationId: id, agentId: chiara }, { how: "manual" });
  });
  expect(here.view.members(SKILLSETS.support).map((agent) => agent.load)).toEqual([0, 1]);
  same(here);
});

describe("presence", () => {
  test("an agent unseen is not free until seen again or signed in anew", () => {
    const here = world();
    const says = (kind: "agent.unseen" | "agent.seen" | "agent.signed-in") => here.write((db) => record(db, here.now, kind, { agentId: ana }, {}));
    says("agent.unseen");
    expect(free(here)).toEqual([1, 2]);
    here.view.rebuild();
    expect(free(here)).toEqual([1, 2]);
    says("agent.seen");
    expect(free(here)).toEqual([2, 2]);
    says("agent.unseen");
    says("agent.signed-in");
    expect(free(here)).toEqual([2, 2]);
  });

  test("it can be told directly, and tells who listens", () => {
    const here = world();
    let told = 0;
    const stop = here.view.onChange(() => told++);
    here.view.unseen(ana);
    expect([free(here)[0], told]).toEqual([1, 1]);
    here.view.seen(ana);
    expect([free(here)[0], told]).toEqual([2, 2]);
    stop();
    here.view.unseen(ana);
    expect(told).toBe(2);
  });

  test("after a start everybody is seen: every lease begins anew", () => {
    const here = world();
    here.view.unseen(ana);
    here.restart();
    expect(free(here)).toEqual([2, 2]);
  });
});

describe("when reading fails", () => {
  const burning = () => {
    const fuses: Fuse[] = [];
    const here = world({ opened: (db) => void fuses.push(fuseIn(db)) });
    return { here, fuse: fuses[0] as Fuse };
  };
  const tells = (here: World, fuse: Fuse, times: number) =>
    here.write((db) => {
      db.run(`UPDATE users SET capacity = 0 WHERE id = ${ana}`);
      record(db, here.now, "user.changed", {}, { userId: ana });
      fuse.light(0, times);
    });

  test("it is built anew, and the writer hears nothing of it", () => {
    const { here, fuse } = burning();
    tells(here, fuse, 1);
    expect([free(here)[0], here.troubles.length]).toEqual([1, 1]);
    same(here);
  });

  test("and cannot be built either, it is with the next commit or before the next tick", () => {
    const { here, fuse } = burning();
    tells(here, fuse, 2);
    expect([free(here)[0], here.troubles.length]).toEqual([2, 2]);
    here.view.mend();
    expect(free(here)[0]).toBe(1);
    tells(here, fuse, 2);
    arrives(here);
    same(here);
    expect(here.troubles.every((trouble) => trouble instanceof Crash)).toBe(true);
  });

  test("a listener that throws is reported, and the others are told", () => {
    const { here } = burning();
    let told = 0;
    here.view.onChange(() => {
      throw new Error("broken listener");
    });
    here.view.onChange(() => told++);
    arrives(here);
    expect([told, here.troubles.length]).toEqual([1, 1]);
  });
});

test("a place in the queue counts all of higher priority and those before in the same", () => {
  const here = world();
  const [low, medium] = [arrives(here, { priority: "low" }), arrives(here)];
  here.now += minutes(1);
  const [high, later] = [arrives(here, { priority: "high" }), arrives(here)];
  arrives(here, { queue: QUEUES.support, priority: "high" });
  const ahead = [high, medium, later, low].map((id) => here.view.ahead(here.view.waiting(id) as never));
  expect(ahead).toEqual([0, 1, 2, 3]);
  expect(here.view.waitingCount).toBe(5);
});
