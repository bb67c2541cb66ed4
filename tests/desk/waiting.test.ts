import { describe, expect, test } from "bun:test";
import type { Channels } from "../../src/channels/channels.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { markOpened } from "../../src/conversations/assignment.ts";
import { transfer } from "../../src/conversations/transfer.ts";
import { putAside } from "../../src/conversations/wait.ts";
import { chatFor, listFor } from "../../src/desk/desk.ts";
import type { Opened } from "../../src/desk/store.ts";
import { targetsFor } from "../../src/desk/targets.ts";
import { ownRoomOf, waitingFor } from "../../src/desk/waiting.ts";
import type { Person } from "../../src/http/session.ts";
import { type Action, permissionsOf, type Role, type Scope } from "../../src/users/permissions.ts";
import { ana, arrives, ben, changes, chiara, dario, QUEUES, SKILLSETS, seconds, turns, type World, world } from "../world.ts";
import { answers, conversationOf, notes, reacts, says, shown, taken } from "./talk.ts";

const person = (userId: number, role: Role, more: [Action, Scope][] = []) =>
  ({ userId, permissions: new Map([...permissionsOf(role), ...more]), language: "en" }) as unknown as Person;
const channels = { find: () => ({ kind: whatsapp }) } as unknown as Channels;
const [asAna, asBen, asChiara] = [ana, ben, chiara].map((id) => person(id, "agent")) as [Person, Person, Person];
const administrator = person(dario, "administrator");

const talking = (by = "393471234567") => {
  const here = world();
  const conversation = conversationOf(here, says(here, "Hello", { by }));
  taken(here, conversation);
  return { here, conversation };
};
const again = (here: World, { id }: Opened) =>
  conversationOf(here, (here.db.query("SELECT max(id) AS id FROM messages WHERE conversation_id = ?").get(id) as { id: number }).id);
const waiting = (here: World, who: Person) => waitingFor(here.db, who).rows;
const aside = (here: World, { id }: Opened, room: "public" | "personal") =>
  here.write((db) => putAside(db, { conversationId: id, agentId: ana, room }, here.now));
const passes = (here: World, { id }: Opened, to: { to: "agent" | "skillset"; toId: number }) =>
  here.write((db) =>
    transfer(db, { conversationId: id, agentId: ana, how: "exclusive", reach: { isolated: false, namedOnly: false }, windowMs: null, ...to }, here.now),
  );

describe("what waits", () => {
  test("without an agent may be taken by who has a skill of its queue; everybody else is told what it needs", () => {
    const here = world();
    changes(here, "DELETE FROM ring_skillsets WHERE ring_id = 2", "queue.changed", { queueId: QUEUES.sales });
    const { id } = conversationOf(here, says(here, "Hello"));
    expect(waiting(here, asBen)).toMatchObject([{ id, state: "queued", reservedName: null, action: "take", skilled: 1 }]);
    expect(waiting(here, asChiara)).toMatchObject([{ id, action: null, whyNot: "take.unskilled", needs: ["sales"], skilled: 0 }]);
    expect(waiting(here, person(dario, "supervisor"))).toMatchObject([{ id, action: null, whyNot: "take.unskilled" }]);
    expect(waiting(here, administrator)).toMatchObject([{ id, action: "pick-up" }]);
  });

  test("where one has a skill stands first, then what is more urgent", () => {
    const here = world();
    for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
    const foreign = arrives(here, { queue: QUEUES.support, priority: "high" });
    const later = arrives(here, { priority: "low" });
    const urgent = arrives(here, { priority: "high" });
    expect(waiting(here, asAna).map(({ id, skilled }) => [id, skilled])).toEqual([
      [urgent, 1],
      [later, 1],
      [foreign, 0],
    ]);
    expect(waiting(here, asBen).map(({ id }) => id)).toEqual([foreign, urgent, later]);
  });

  test("shows what the customer wrote only to who may read or take it", () => {
    const here = world();
    changes(here, "DELETE FROM ring_skillsets WHERE ring_id = 2", "queue.changed", { queueId: QUEUES.sales });
    says(here, "My secret");
    const wrote = (who: Person) => waitingFor(here.db, who).rows.map(({ lastText }) => lastText);
    expect([asBen, administrator, asChiara, person(dario, "supervisor")].map(wrote)).toEqual([["My secret"], ["My secret"], [null], [null]]);
  });

  test("is for an isolated agent what is queued for their skillsets, and what waits with or for who shares one", () => {
    const { here, conversation } = talking();
    const isolated = (userId: number) => waiting(here, person(userId, "administrator", [["isolated", "own"]])).map(({ id, action }) => [id, action]);
    changes(here, `UPDATE conversations SET queue_id = ${QUEUES.support}`, "queue.changed", { queueId: QUEUES.support });
    changes(here, "DELETE FROM ring_skillsets WHERE ring_id = 2", "queue.changed", { queueId: QUEUES.sales });
    for (const agent of [ana, ben, chiara]) turns(here, agent, "break");
    const sales = arrives(here);
    const support = arrives(here, { queue: QUEUES.support });
    aside(here, conversation, "personal");
    changes(here, `INSERT INTO users (id, username, name, profile_id, status_since, created_at) VALUES (15, 'eva', 'Eva', 1, 0, 0)`, "user.changed", {
      userId: 15,
    });
    changes(here, `INSERT INTO user_skillsets (user_id, skillset_id) VALUES (15, ${SKILLSETS.sales})`, "user.changed", { userId: 15 });
    // Ana's, put aside in a queue that asks support: Eva sells as Ana does, Chiara has support.
    expect(isolated(15)).toEqual([
      [sales, "take"],
      [conversation.id, null],
    ]);
    expect(isolated(chiara)).toEqual([
      [conversation.id, "pick-up"],
      [support, "take"],
    ]);
    expect(isolated(dario)).toEqual([]);
  });

  test("is nothing for who may not see conversations", () => {
    const here = world();
    says(here, "Hello");
    const blind = { userId: ben, permissions: new Map([["conversations.handle", "own"]]), language: "en" } as unknown as Person;
    expect(waiting(here, blind)).toEqual([]);
  });

  test("not yet opened is no longer there once its agent opens it, and never one's own", () => {
    const { here, conversation } = talking();
    expect(waiting(here, asBen)).toMatchObject([{ id: conversation.id, state: "active", unopened: 1, action: null, whyNot: "conflict.not-waiting" }]);
    expect(waiting(here, asAna)).toEqual([]);
    here.write((db) => markOpened(db, { conversationId: conversation.id, agentId: ana }, here.now));
    expect(waiting(here, asBen)).toEqual([]);
  });

  test("because its agent is signed out is shown so everywhere, and may be taken", () => {
    const { here, conversation } = talking();
    here.write((db) => markOpened(db, { conversationId: conversation.id, agentId: ana }, here.now));
    turns(here, ana, null);
    expect(waiting(here, asBen)).toMatchObject([{ state: "active", agentAway: 1, action: "take" }]);
    expect(listFor(here.db, administrator, { lane: "all" }, null).rows.map(({ agentAway }) => agentAway)).toEqual([1]);
  });

  test("in the public room may be taken, in a personal one only picked up", () => {
    const { here, conversation } = talking();
    aside(here, conversation, "public");
    expect(waiting(here, asBen)).toMatchObject([{ state: "waiting", room: "public", action: "take" }]);
    const other = talking();
    aside(other.here, other.conversation, "personal");
    expect(waiting(other.here, asBen)).toMatchObject([{ state: "waiting", room: "personal", action: null, whyNot: "take.in-room", agentName: "Ana" }]);
    expect(waiting(other.here, administrator)).toMatchObject([{ room: "personal", action: "pick-up" }]);
    expect(ownRoomOf(other.here.db, person(ana, "agent")).rows.map(({ id, action }) => [id, action])).toEqual([[other.conversation.id, "resume"]]);
    expect(ownRoomOf(other.here.db, asBen).rows).toEqual([]);
  });

  test("for another alone says for whom, and is not offered to take", () => {
    const { here, conversation } = talking();
    turns(here, chiara, null);
    passes(here, conversation, { to: "agent", toId: chiara });
    expect(waiting(here, asBen)).toMatchObject([{ state: "queued", reservedName: "Chiara", action: null, whyNot: "take.reserved" }]);
    const other = talking();
    passes(other.here, other.conversation, { to: "skillset", toId: SKILLSETS.support });
    expect(waiting(other.here, asBen)).toMatchObject([{ reservedName: "support", action: "take" }]);
    changes(other.here, "DELETE FROM ring_skillsets WHERE ring_id = 2", "queue.changed", { queueId: QUEUES.sales });
    expect(waiting(other.here, asChiara)).toMatchObject([{ reservedName: "support", action: "take", skilled: 0 }]);
  });
});

describe("the window for passing on", () => {
  const of = (here: World, who: Person, conversation: Opened, by: "transfer" | "assign" = "transfer") => targetsFor(here.db, who, conversation, by);

  test("has everybody else who is an agent, Ready first, with what they hold", () => {
    const { here, conversation } = talking();
    turns(here, ben, "break");
    const { agents, skillsets, queues } = of(here, person(ana, "agent"), again(here, conversation));
    expect(agents.map(({ name, ready, mark, used, skillsets: has }) => [name, ready, mark, used, has])).toEqual([
      ["Chiara", 1, "ready", 0, "support"],
      ["Ben", 0, "break", 0, "sales, support"],
    ]);
    expect(skillsets.map(({ name, ready, agents: n }) => [name, ready, n])).toEqual([
      ["support", 1, 2],
      ["sales", 0, 2],
    ]);
    expect(queues.map(({ name, ready, agents: n }) => [name, ready, n])).toEqual([
      ["sales", 1, 3],
      ["support", 1, 2],
    ]);
  });

  test("has for an isolated agent who shares a skillset with them, and their own skillsets", () => {
    const { here, conversation } = talking();
    const { agents, skillsets, queues } = of(here, person(ana, "agent", [["isolated", "own"]]), again(here, conversation));
    expect([agents.map(({ name }) => name), skillsets.map(({ name }) => name), queues]).toEqual([["Ben"], ["sales"], []]);
  });

  test("with preferred agents on has only those who are marked, but for who may assign", () => {
    const { here, conversation } = talking();
    here.db.run("INSERT INTO settings VALUES ('preferredAgents', 'true')");
    here.db.run("UPDATE users SET by_name = 1 WHERE id = ?", [chiara]);
    const names = (who: Person) => of(here, who, again(here, conversation)).agents.map(({ name }) => name);
    expect(names(person(ana, "agent"))).toEqual(["Chiara"]);
    expect(names(person(ana, "supervisor"))).toEqual(["Ben", "Chiara"]);
    expect(of(here, administrator, again(here, conversation), "assign").skillsets).toEqual([]);
  });
});

test("what may be done with where a conversation is follows from who looks", () => {
  const { here, conversation } = talking();
  const moves = (who: Person) => Object.entries(chatFor(here.db, channels, who, conversation.id).moves).flatMap(([name, may]) => (may ? [name] : []));
  expect(moves(person(ana, "agent"))).toEqual(["transfer"]);
  expect(moves(administrator)).toEqual(["pickUp", "assign"]);
  aside(here, conversation, "personal");
  expect(moves(person(ana, "agent"))).toEqual(["resume"]);
  turns(here, ana, null);
  expect(moves(person(ben, "super-agent"))).toEqual(["pickUp"]);
});

test("the customer waits from their newest message until one of ours; notes and reactions do not count", () => {
  const { here, conversation } = talking();
  here.db.run("UPDATE queues SET sla_social_seconds = 120, sla_email_seconds = 9");
  const waits = () => {
    const { slaSeconds, customerWaitsSince } = again(here, conversation);
    return [slaSeconds, customerWaitsSince];
  };
  const hello = here.now;
  expect(waits()).toEqual([120, hello]);
  here.now += seconds(10);
  notes(here, conversation, "A friend of the house");
  expect(waits()).toEqual([120, hello]);
  says(here, "Are you there?");
  expect(waits()).toEqual([120, here.now]);
  here.now += seconds(1);
  answers(here, conversation, "Here");
  expect(waits()).toEqual([120, null]);
  reacts(here, "👍", "wamid.OUT");
  expect(waits()).toEqual([120, null]);
});

test("a transfer stands in the thread with who passed it on and to whom, once", () => {
  const { here, conversation } = talking();
  passes(here, conversation, { to: "agent", toId: chiara });
  const lines = shown(here, again(here, conversation)).lines.map(({ kind, agentName, target }) => [kind, agentName, target]);
  expect(lines.slice(-2)).toEqual([
    ["conversation.transferred", "Ana", "Chiara"],
    ["conversation.accepted", "Chiara", null],
  ]);
  expect(shown(here, again(here, conversation)).lines.at(-1)?.decided).toBeNull();
});
