import { describe, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { markOpened } from "../../src/conversations/assignment.ts";
import { assignByHand, type Transfer, transfer } from "../../src/conversations/transfer.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { Conflict, Forbidden, NotFound } from "../../src/http/errors.ts";
import { disableUser } from "../../src/users/accounts.ts";
import { happened, lastEvent, type Talk, talk, writes } from "../talk.ts";
import { ana, arrives, ben, changes, chiara, conversation, dario, minutes, NINE, QUEUES, SKILLSETS, seconds, turns, type World } from "../world.ts";

const HOUR = minutes(60);
const FREE = { isolated: false, namedOnly: false };
const ALL = { viewerId: dario, viewerScope: "all" };

type Wanted = Partial<Transfer> & Pick<Transfer, "to" | "toId">;
const passes = ({ here, id }: Talk, wanted: Wanted) =>
  here.write((db) => transfer(db, { conversationId: id, agentId: ana, how: "immediate", reach: FREE, windowMs: 24 * HOUR, ...wanted }, here.now));
const assigns = ({ here, id }: Talk, to: "agent" | "queue", toId: number, within = ALL) =>
  here.write((db) => assignByHand(db, { conversationId: id, agentId: dario, within, reach: FREE, windowMs: 24 * HOUR, to, toId }, here.now));
const kinds = (here: World, since: number) =>
  happened(here, since)
    .filter(({ kind }) => kind.startsWith("conversation."))
    .map(({ kind, data }) => [kind.replace("conversation.", ""), data]);
const row = ({ db }: World, id: number) =>
  db
    .query(
      `SELECT state, agent_id AS agent, queue_id AS queue, room, open_by AS openBy, enqueued_at AS enqueuedAt, waiting_since AS waitingSince,
          reserved_how AS how, reserved_agent_id AS forAgent, reserved_skillset_id AS forSkillset, reserved_until AS until FROM conversations WHERE id = ?`,
    )
    .get(id) as Record<string, unknown>;
const releases = ({ db }: World, id: number) => db.query("SELECT agent_id, release_reason FROM assignments WHERE conversation_id = ? ORDER BY id").values(id);

describe("to an agent, immediately", () => {
  test("it is theirs at once, past their capacity, and they have the queue's time to open it", () => {
    const here = talk();
    changes(here.here, `UPDATE users SET capacity = 0 WHERE id = ${ben}`, "user.changed", { userId: ben });
    const since = lastEvent(here.here);
    passes(here, { to: "agent", toId: ben });
    expect(row(here.here, here.id)).toMatchObject({ state: "active", agent: ben, openBy: NINE + seconds(180) });
    expect(kinds(here.here, since)).toEqual([
      ["transferred", { to: "agent", toId: ben, how: "immediate", by: ana }],
      ["accepted", { how: "immediate", by: ana }],
    ]);
    expect(releases(here.here, here.id)).toEqual([
      [ana, "transferred"],
      [ben, null],
    ]);
  });

  test("only who is Ready gets it, whether seen or not", () => {
    const here = talk();
    turns(here.here, ben, "break");
    expect(() => passes(here, { to: "agent", toId: ben })).toThrow(new Conflict("conflict.not-ready"));
    turns(here.here, ben, null);
    expect(() => passes(here, { to: "agent", toId: ben })).toThrow(Conflict);
    expect(row(here.here, here.id)).toMatchObject({ state: "active", agent: ana });
  });

  test("not opened in time it goes to another of the queue, and never back to the same", () => {
    const here = talk();
    passes(here, { to: "agent", toId: ben });
    here.here.now += seconds(180);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "offered" });
    expect(conversation(here.here, here.id).agentId).not.toBe(ben);
    for (const agent of [ana, chiara]) turns(here.here, agent, "break");
    here.here.now += minutes(10);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", agent: null });
  });

  test("opened in time it stays", () => {
    const here = talk();
    passes(here, { to: "agent", toId: ben });
    here.here.write((db) => markOpened(db, { conversationId: here.id, agentId: ben }, here.here.now));
    here.here.now += minutes(60);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "active", agent: ben, openBy: null });
  });
});

describe("to an agent alone", () => {
  test("who is signed in has it at once, whatever they do", () => {
    const here = talk();
    turns(here.here, ben, "break");
    passes(here, { to: "agent", toId: ben, how: "exclusive" });
    here.here.now += HOUR;
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "active", agent: ben, openBy: null });
  });

  test("who is signed out gets it when they come back, Ready or not", () => {
    const here = talk();
    turns(here.here, ben, null);
    here.here.now += minutes(1);
    const since = lastEvent(here.here);
    passes(here, { to: "agent", toId: ben, how: "exclusive" });
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", how: "exclusive", forAgent: ben, enqueuedAt: NINE, waitingSince: NINE + minutes(1) });
    expect(kinds(here.here, since).map(([kind]) => kind)).toEqual(["transferred", "queued", "reserved"]);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "queued" });
    turns(here.here, ben, "break");
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "active", agent: ben });
  });

  test("they are waited for to the end of the channel's window, or a day, and then it is everybody's again", () => {
    const here = talk();
    turns(here.here, ben, null);
    here.here.now += minutes(5);
    passes(here, { to: "agent", toId: ben, how: "exclusive" });
    expect(row(here.here, here.id)["until"]).toBe(NINE + 24 * HOUR - minutes(1));
    const other = talk();
    turns(other.here, ben, null);
    passes(other, { to: "agent", toId: ben, how: "exclusive", windowMs: null });
    expect(row(other.here, other.id)["until"]).toBe(NINE + 24 * HOUR);
    const since = lastEvent(here.here);
    here.here.now = NINE + 24 * HOUR;
    here.here.settle();
    expect(kinds(here.here, since)[0]).toEqual(["freed", { reason: "over" }]);
    expect(row(here.here, here.id)).toMatchObject({ state: "offered", how: null });
  });

  test("when they are disabled meanwhile, it is everybody's at once", () => {
    const here = talk();
    turns(here.here, ben, null);
    passes(here, { to: "agent", toId: ben, how: "exclusive" });
    const since = lastEvent(here.here);
    here.here.write((db) => disableUser(db, ben, CONSOLE, here.here.now));
    here.here.settle();
    expect(kinds(here.here, since)[0]).toEqual(["freed", { reason: "gone" }]);
    here.here.now += minutes(1);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "offered", how: null });
  });
});

describe("to a skillset", () => {
  test("immediately: it waits for that one, then for the queue's next", () => {
    const here = talk();
    for (const agent of [ben, chiara]) turns(here.here, agent, "break");
    passes(here, { to: "skillset", toId: SKILLSETS.sales });
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", how: "immediate", forSkillset: SKILLSETS.sales, until: NINE + seconds(180) });
    turns(here.here, ana, "break");
    here.here.now += seconds(180);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ how: "immediate", forSkillset: SKILLSETS.support });
    here.here.now += seconds(180);
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", how: null });
  });

  test("alone: nobody else gets it until the window ends", () => {
    const here = talk();
    for (const agent of [ben, chiara]) turns(here.here, agent, "break");
    passes(here, { to: "skillset", toId: SKILLSETS.support, how: "exclusive" });
    here.here.now += HOUR;
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", how: "exclusive", forSkillset: SKILLSETS.support });
    turns(here.here, chiara, "ready");
    here.here.settle();
    expect(row(here.here, here.id)).toMatchObject({ state: "offered", agent: chiara });
  });

  test("nobody has it: refused", () => {
    const here = talk();
    changes(here.here, `DELETE FROM user_skillsets WHERE skillset_id = ${SKILLSETS.support}`, "skillset.changed", { skillsetId: SKILLSETS.support });
    expect(() => passes(here, { to: "skillset", toId: SKILLSETS.support })).toThrow(new Conflict("conflict.no-target"));
  });
});

test("to a queue: it waits there, in the place of its age, and comes to who passed it on last", () => {
  const here = talk();
  here.here.now += minutes(1);
  const since = lastEvent(here.here);
  passes(here, { to: "queue", toId: QUEUES.support });
  expect(row(here.here, here.id)).toMatchObject({ state: "queued", queue: QUEUES.support, enqueuedAt: NINE, waitingSince: NINE + minutes(1) });
  expect(kinds(here.here, since)).toEqual([
    ["transferred", { to: "queue", toId: QUEUES.support, how: "immediate", by: ana }],
    ["queued", { reason: "transferred" }],
  ]);
  here.here.settle();
  expect(row(here.here, here.id)).toMatchObject({ state: "active" });
  const back = talk();
  assigns({ here: back.here, id: arrives(back.here) }, "agent", ben);
  passes(back, { to: "queue", toId: QUEUES.sales });
  back.here.settle();
  expect(row(back.here, back.id)).toMatchObject({ state: "offered", agent: ben });
});

test("who gets it from a queue is not taken for silent because the customer was so before", () => {
  const { here, id } = talk();
  changes(here, "UPDATE queues SET silent_minutes = 10", "queue.changed", { queueId: QUEUES.sales });
  here.db.run("UPDATE conversations SET customer_owes_since = ? WHERE id = ?", [here.now, id]);
  here.restart();
  here.now += minutes(9);
  passes({ here, id }, { to: "queue", toId: QUEUES.support });
  here.now += minutes(2);
  here.settle();
  expect(row(here, id)).toMatchObject({ state: "active", queue: QUEUES.support });
});

test("only who has it passes it on, to somebody else who is there", () => {
  const here = talk();
  expect(() => passes(here, { to: "agent", toId: chiara, agentId: ben })).toThrow(new Conflict("conflict.not-yours"));
  expect(() => passes(here, { to: "agent", toId: ana })).toThrow(new Conflict("conflict.changed"));
  for (const toId of [dario, 99]) expect(() => passes(here, { to: "agent", toId })).toThrow(new Conflict("conflict.no-target"));
  expect(() => passes(here, { to: "queue", toId: 99 })).toThrow(Conflict);
  expect(row(here.here, here.id)).toMatchObject({ state: "active", agent: ana });
});

test("an isolated agent passes on to users who share a skillset and to own skillsets, and nowhere else", () => {
  const isolated = { isolated: true, namedOnly: false };
  const here = talk();
  const refused = (target: Wanted) => expect(() => passes(here, { ...target, reach: isolated })).toThrow(new Forbidden("transfer.isolated"));
  refused({ to: "agent", toId: chiara });
  refused({ to: "agent", toId: chiara, how: "exclusive" });
  refused({ to: "skillset", toId: SKILLSETS.support });
  refused({ to: "queue", toId: QUEUES.support });
  passes(here, { to: "agent", toId: ben, reach: isolated });
  expect(row(here.here, here.id)).toMatchObject({ agent: ben });
  const other = talk();
  passes(other, { to: "skillset", toId: SKILLSETS.sales, reach: isolated });
  expect(row(other.here, other.id)).toMatchObject({ forSkillset: SKILLSETS.sales });
});

test("with preferred agents on, only who is marked is chosen by name, and it waits for a place with them", () => {
  const named = { isolated: false, namedOnly: true };
  const here = talk();
  expect(() => passes(here, { to: "agent", toId: ben, reach: named })).toThrow(new Forbidden("transfer.not-by-name"));
  changes(here.here, `UPDATE users SET by_name = 1, capacity = 0 WHERE id = ${ben}`, "user.changed", { userId: ben });
  passes(here, { to: "agent", toId: ben, reach: named });
  here.here.now += HOUR;
  here.here.settle();
  expect(row(here.here, here.id)).toMatchObject({ state: "queued", how: "named", forAgent: ben, until: NINE + 24 * HOUR - minutes(1) });
  changes(here.here, `UPDATE users SET capacity = 1 WHERE id = ${ben}`, "user.changed", { userId: ben });
  here.here.settle();
  expect(row(here.here, here.id)).toMatchObject({ state: "offered", agent: ben });
});

describe("assigned by hand", () => {
  test("from a queue, an offer, another agent or a waiting room, whatever the status and capacity", () => {
    const here = talk();
    const { here: one, id } = here;
    changes(one, `UPDATE users SET capacity = 0 WHERE id = ${chiara}`, "user.changed", { userId: chiara });
    turns(one, chiara, "break");
    const since = lastEvent(one);
    assigns(here, "agent", chiara);
    expect(kinds(one, since)).toEqual([["accepted", { how: "assigned", by: dario }]]);
    expect(row(one, id)).toMatchObject({ state: "active", agent: chiara });
    one.write((db) => putAside(db, { conversationId: id, agentId: chiara, room: "personal" }, one.now));
    assigns(here, "agent", ana);
    expect(row(one, id)).toMatchObject({ state: "active", agent: ana, room: null });
    const waits = arrives(one);
    one.settle();
    expect(row(one, waits)).toMatchObject({ state: "offered" });
    assigns({ here: one, id: waits }, "agent", chiara);
    expect(row(one, waits)).toMatchObject({ state: "active", agent: chiara });
    expect(releases(one, waits)).toEqual([
      [expect.any(Number), "assigned"],
      [chiara, null],
    ]);
  });

  test("to who is signed out: when they come back", () => {
    const here = talk();
    turns(here.here, ben, null);
    assigns(here, "agent", ben);
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", how: "exclusive", forAgent: ben });
  });

  test("to a queue; what it waited for is forgotten", () => {
    const here = talk();
    turns(here.here, ben, null);
    passes(here, { to: "agent", toId: ben, how: "exclusive" });
    assigns(here, "queue", QUEUES.support);
    expect(row(here.here, here.id)).toMatchObject({ state: "queued", queue: QUEUES.support, how: null, forAgent: null, until: null });
  });

  test("only within the scope, and not what is closed", () => {
    const here = talk();
    expect(() => assigns(here, "agent", ben, { viewerId: dario, viewerScope: "queues" })).toThrow(NotFound);
    here.here.db.run("UPDATE conversations SET state = 'closed', closed_at = 1 WHERE id = ?", [here.id]);
    expect(() => assigns(here, "agent", ben)).toThrow(new Conflict("conflict.closed"));
  });
});

test("who is disabled holds nothing: what was active waits in its place, what was put aside is anybody's", () => {
  const here = talk();
  const { here: one, id } = here;
  writes(one, "other", { from: { handles: [{ kind: "wa_id", value: "393479" }], profileName: null } });
  one.settle();
  const aside = arrives(one);
  assigns({ here: one, id: aside }, "agent", ana);
  one.write((db) => putAside(db, { conversationId: aside, agentId: ana, room: "personal" }, one.now));
  const since = lastEvent(one);
  one.now += minutes(1);
  one.write((db) => disableUser(db, ana, CONSOLE, one.now));
  expect(row(one, id)).toMatchObject({ state: "queued", agent: null, enqueuedAt: NINE, waitingSince: NINE + minutes(1) });
  expect(row(one, aside)).toMatchObject({ state: "waiting", room: "public", agent: null });
  expect(kinds(one, since)).toEqual(
    expect.arrayContaining([
      ["taken-back", { reason: "gone" }],
      ["queued", { reason: "gone" }],
      ["put-aside", { room: "public", how: "gone" }],
    ]),
  );
  one.settle();
  expect(row(one, id)).toMatchObject({ state: "offered" });
});
