import { describe, expect, test } from "bun:test";
import { pickUp, resume, take } from "../../src/conversations/take.ts";
import { type Transfer, transfer } from "../../src/conversations/transfer.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { Conflict, Forbidden, NotFound } from "../../src/http/errors.ts";
import { happened, lastEvent, type Talk, talk, writes } from "../talk.ts";
import { ana, arrives, ben, changes, chiara, conversation, dario, minutes, QUEUES, SKILLSETS, turns, type World, world } from "../world.ts";

const takes = (here: World, id: number, agentId: number) => here.write((db) => take(db, { conversationId: id, agentId }, here.now));
const resumes = (here: World, id: number, agentId: number) => here.write((db) => resume(db, { conversationId: id, agentId }, here.now));
const picks = (here: World, id: number, within = { viewerId: dario as number, viewerScope: "all" }) =>
  here.write((db) => pickUp(db, { conversationId: id, agentId: dario, within }, here.now));
const asideIn = ({ here, id }: Talk, room: "public" | "personal") => here.write((db) => putAside(db, { conversationId: id, agentId: ana, room }, here.now));
const passes = ({ here, id }: Talk, to: Pick<Transfer, "to" | "toId">) =>
  here.write((db) =>
    transfer(db, { conversationId: id, agentId: ana, how: "exclusive", reach: { isolated: false, namedOnly: false }, windowMs: null, ...to }, here.now),
  );
const lastOf = (here: World, since: number) => happened(here, since).at(-1);
const nobodyIsReady = (here: World) => {
  for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
};

describe("taking", () => {
  test("gives who takes it what waits in a queue, whatever their status and capacity", () => {
    const here = world();
    nobodyIsReady(here);
    changes(here, `UPDATE users SET capacity = 0 WHERE id = ${chiara}`, "user.changed", { userId: chiara });
    const id = arrives(here);
    const since = lastEvent(here);
    takes(here, id, chiara);
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: chiara });
    expect(happened(here, since)).toEqual([{ kind: "conversation.accepted", data: { how: "taken" } }]);
  });

  test("gives it to one of two who click at once", () => {
    const here = world();
    nobodyIsReady(here);
    const id = arrives(here);
    takes(here, id, ben);
    expect(() => takes(here, id, ana)).toThrow(new Conflict("conflict.not-waiting"));
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ben });
  });

  test("asks for a skillset of the queue", () => {
    const here = world();
    nobodyIsReady(here);
    const id = arrives(here, { queue: QUEUES.support });
    for (const agent of [ana, dario]) expect(() => takes(here, id, agent)).toThrow(new Forbidden("take.unskilled"));
    takes(here, id, chiara);
  });

  test("brings what is in the public waiting room, and nothing from a personal one", () => {
    const here = talk();
    asideIn(here, "public");
    takes(here.here, here.id, ben);
    expect(conversation(here.here, here.id)).toMatchObject({ state: "active", agentId: ben });
    const other = talk();
    asideIn(other, "personal");
    expect(() => takes(other.here, other.id, ben)).toThrow(new Conflict("take.in-room"));
    turns(other.here, ana, null);
    expect(() => takes(other.here, other.id, ben)).toThrow(Conflict);
  });

  test("leaves alone what somebody signed in holds or is offered, and takes it from who is signed out", () => {
    const { here, id } = talk();
    expect(() => takes(here, id, ben)).toThrow(new Conflict("conflict.not-waiting"));
    const offered = arrives(here);
    here.settle();
    expect(() => takes(here, offered, chiara)).toThrow(new Conflict("conflict.not-waiting"));
    turns(here, ana, null);
    const since = lastEvent(here);
    takes(here, id, ben);
    expect(conversation(here, id)).toMatchObject({ state: "active", agentId: ben });
    expect(lastOf(here, since)).toEqual({ kind: "conversation.accepted", data: { how: "taken" } });
    expect(here.db.query("SELECT release_reason FROM assignments WHERE conversation_id = ? ORDER BY id").values(id)).toEqual([["taken"], [null]]);
  });

  test("leaves alone what waits for another alone, or for a skillset one has not", () => {
    const here = talk();
    turns(here.here, ben, null);
    passes(here, { to: "agent", toId: ben });
    expect(() => takes(here.here, here.id, chiara)).toThrow(new Conflict("take.reserved"));
    const other = talk();
    nobodyIsReady(other.here);
    passes(other, { to: "skillset", toId: SKILLSETS.support });
    expect(() => takes(other.here, other.id, ana)).toThrow(new Conflict("take.reserved"));
    takes(other.here, other.id, chiara);
    expect(conversation(other.here, other.id)).toMatchObject({ state: "active", agentId: chiara });
  });
});

describe("resuming", () => {
  test("what one put aside oneself is active at once, even when not Ready and full", () => {
    const here = talk();
    asideIn(here, "personal");
    turns(here.here, ana, "break");
    changes(here.here, `UPDATE users SET capacity = 0 WHERE id = ${ana}`, "user.changed", { userId: ana });
    const since = lastEvent(here.here);
    resumes(here.here, here.id, ana);
    expect(conversation(here.here, here.id)).toMatchObject({ state: "active", agentId: ana });
    expect(happened(here.here, since)).toEqual([{ kind: "conversation.accepted", data: { how: "resumed" } }]);
    expect(() => resumes(here.here, here.id, ana)).toThrow(new Conflict("take.not-in-room"));
  });

  test("it is not put aside again at once because the customer was silent before", () => {
    const here = talk();
    changes(here.here, "UPDATE queues SET silent_minutes = 10", "queue.changed", { queueId: QUEUES.sales });
    here.here.db.run("UPDATE conversations SET customer_owes_since = ? WHERE id = ?", [here.here.now, here.id]);
    here.here.restart();
    here.here.now += minutes(10);
    here.here.settle();
    expect(conversation(here.here, here.id)).toMatchObject({ state: "waiting", agentId: ana });
    resumes(here.here, here.id, ana);
    here.here.now += minutes(10) - 1;
    here.here.settle();
    expect(conversation(here.here, here.id)).toMatchObject({ state: "active", agentId: ana });
    here.here.now += 1;
    here.here.settle();
    expect(conversation(here.here, here.id)).toMatchObject({ state: "waiting" });
  });

  test("what another put aside, or what came back with the customer's message, is not there", () => {
    const here = talk();
    asideIn(here, "personal");
    expect(() => resumes(here.here, here.id, ben)).toThrow(Conflict);
    writes(here.here, "m2");
    expect(() => resumes(here.here, here.id, ana)).toThrow(Conflict);
  });
});

describe("picking up", () => {
  test("takes from agent, offer, queue and waiting room at once, and names who had it", () => {
    const here = talk();
    picks(here.here, here.id);
    expect(conversation(here.here, here.id)).toMatchObject({ state: "active", agentId: dario });
    expect(here.here.db.query("SELECT was_agent_id, data FROM events ORDER BY id DESC LIMIT 1").values()).toEqual([[ana, '{"how":"picked-up"}']]);
    const offered = arrives(here.here);
    here.here.settle();
    picks(here.here, offered);
    nobodyIsReady(here.here);
    const queued = arrives(here.here);
    picks(here.here, queued);
    const other = talk();
    asideIn(other, "personal");
    picks(other.here, other.id);
    for (const id of [offered, queued]) expect(conversation(here.here, id)).toMatchObject({ state: "active", agentId: dario });
    expect(conversation(other.here, other.id)).toMatchObject({ state: "active", agentId: dario });
  });

  test("only within the scope, not what is one's own or closed", () => {
    const here = talk();
    expect(() => picks(here.here, here.id, { viewerId: dario, viewerScope: "queues" })).toThrow(NotFound);
    picks(here.here, here.id);
    expect(() => picks(here.here, here.id)).toThrow(new Conflict("conflict.changed"));
    here.here.db.run("UPDATE conversations SET state = 'closed', closed_at = 1 WHERE id = ?", [here.id]);
    expect(() => picks(here.here, here.id)).toThrow(new Conflict("conflict.closed"));
  });
});
