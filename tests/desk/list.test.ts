import { describe, expect, test } from "bun:test";
import type { Channels } from "../../src/channels/channels.ts";
import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { close } from "../../src/conversations/close.ts";
import { setStar } from "../../src/conversations/star.ts";
import type { Arrangement } from "../../src/desk/arrangement.ts";
import { chatFor, isMine } from "../../src/desk/desk.ts";
import { listFor, ROWS_MAX } from "../../src/desk/list.ts";
import { NotFound } from "../../src/http/errors.ts";
import type { Person } from "../../src/http/session.ts";
import { type Action, permissionsOf, type Role, type Scope } from "../../src/users/permissions.ts";
import { ana, ben, dario, QUEUES, seconds, turns, type World, world } from "../world.ts";
import { answers, conversationOf, notes, says, taken } from "./talk.ts";

const person = (userId: number, role: Role, more: [Action, Scope][] = []) =>
  ({ userId, permissions: new Map([...permissionsOf(role), ...more]), language: "en" }) as unknown as Person;
const agent = person(ana, "agent");
const supervisor = person(dario, "administrator");
const PLAIN: Arrangement = { sort: "priority", starredFirst: false };
const of = (here: World, who: Person, asked: Record<string, string> = {}, arranged: Partial<Arrangement> = {}) =>
  listFor(here.db, who, asked, { ...PLAIN, ...arranged }, null);
const ids = ({ rows }: ReturnType<typeof listFor>) => rows.map(({ id }) => id);
const channels = { find: () => ({ kind: whatsapp }) } as unknown as Channels;

/** Conversations of so many customers, a second apart; the first ones taken by Ana. */
function busy({ waiting = 0, held = 0 }) {
  const here = world();
  const conversations = Array.from({ length: waiting + held }, (_, n) => {
    here.now += seconds(1);
    return conversationOf(here, says(here, `Hello ${n}`, { by: `39347000${n}` }));
  });
  for (const conversation of conversations.slice(0, held)) {
    here.now += seconds(1);
    taken(here, conversation);
  }
  return { here, conversations };
}
const raise = ({ db }: World, id: number, priority: string) => db.run("UPDATE conversations SET priority = ? WHERE id = ?", [priority, id]);

describe("the list", () => {
  test("of an agent has one's own, by priority, then by when they were taken", () => {
    const { here, conversations } = busy({ held: 3, waiting: 1 });
    const [first, second, third] = conversations.map(({ id }) => id) as [number, number, number];
    raise(here, third, "high");
    raise(here, first, "low");
    const list = of(here, agent);
    expect([ids(list), list.lanes, list.places]).toEqual([[third, second, first], [{ lane: "mine", count: 3 }], { used: 3, capacity: 6 }]);
  });

  test("of who sees more has what nobody has, and all, in the order of the queue", () => {
    const { here, conversations } = busy({ held: 1, waiting: 2 });
    const [held, first, second] = conversations.map(({ id }) => id) as [number, number, number];
    raise(here, second, "high");
    expect(ids(of(here, supervisor, { lane: "unassigned" }))).toEqual([second, first]);
    expect(ids(of(here, supervisor, { lane: "all" }))).toEqual([second, held, first]);
    expect(of(here, supervisor).lanes).toEqual([
      { lane: "mine", count: 0 },
      { lane: "unassigned", count: 2 },
      { lane: "all", count: 3 },
    ]);
  });

  test("has no lane that is not the viewer's, whatever the address says", () => {
    const { here } = busy({ waiting: 1 });
    expect([of(here, agent, { lane: "all" }).looked.lane, ids(of(here, agent, { lane: "all" }))]).toEqual(["mine", []]);
  });

  test("of who sees their queues leaves out the others'", () => {
    const { here, conversations } = busy({ waiting: 2 });
    here.db.run("UPDATE conversations SET queue_id = ? WHERE id = ?", [QUEUES.support, conversations[1]?.id ?? 0]);
    expect(ids(of(here, person(ana, "supervisor"), { lane: "all" }))).toEqual([conversations[0]?.id as number]);
  });

  test("shows one priority when asked, and an unknown one is none", () => {
    const { here, conversations } = busy({ held: 2 });
    raise(here, conversations[1]?.id ?? 0, "high");
    expect(ids(of(here, agent, { priority: "high" }))).toEqual([conversations[1]?.id as number]);
    expect(of(here, agent, { priority: "urgent" }).rows.length).toBe(2);
  });

  test("puts those with one's own star first where that is wanted, and keeps its order otherwise", () => {
    const { here, conversations } = busy({ held: 3 });
    const [first, second, third] = conversations.map(({ id }) => id) as [number, number, number];
    raise(here, third, "high");
    const star = (agentId: number, conversationId: number) => here.write((db) => setStar(db, { agentId, conversationId, on: true }, here.now));
    star(ana, second);
    star(ben, first);
    expect(ids(of(here, agent))).toEqual([third, first, second]);
    expect(ids(of(here, agent, {}, { starredFirst: true }))).toEqual([second, third, first]);
    expect(of(here, agent).rows.map(({ starred }) => starred)).toEqual([0, 0, 1]);
    expect(ids(of(here, supervisor, { lane: "all" }, { starredFirst: true }))).toEqual([third, first, second]);
    expect(ids(of(here, agent, { lane: "starred" }))).toEqual([second]);
  });

  test("is sorted by channel when asked, by priority in each, and then filtered by channel, never by both", () => {
    const { here, conversations } = busy({ held: 3 });
    const [first, second, third] = conversations.map(({ id }) => id) as [number, number, number];
    here.db.run("UPDATE conversations SET channel_id = 'web' WHERE id = ?", [first]);
    here.db.run("UPDATE channels SET name = 'a site' WHERE id = 'web'");
    raise(here, third, "high");
    const byChannel = of(here, agent, {}, { sort: "channel" });
    expect([ids(byChannel), byChannel.channels]).toEqual([
      [first, third, second],
      [
        { id: "web", name: "a site" },
        { id: "wa", name: "Main number" },
      ],
    ]);
    expect(ids(of(here, agent, { channel: "web" }))).toEqual([first]);
    expect(of(here, agent, { channel: "web" }).looked).toMatchObject({ sort: "channel", only: "web" });
    const both = of(here, agent, { channel: "web", priority: "high" }, { sort: "channel" });
    expect([ids(both), both.looked.sort, both.looked.only]).toEqual([[third], "priority", "high"]);
  });

  test("is searched by customer, number and last message, and by nothing else that others may see", () => {
    const { here, conversations } = busy({ held: 2, waiting: 1 });
    const [first, second, waiting] = conversations.map(({ id }) => id) as [number, number, number];
    const found = (q: string, who = agent, lane = "mine") => ids(of(here, who, { q, lane }));
    here.db.run("UPDATE customers SET name = 'Nicolò *Égée*' WHERE id = (SELECT customer_id FROM conversations WHERE id = ?)", [first]);
    for (const q of ["nicolo", "NICOLÒ", "lò *é", "hello 0", "+39 347 0000", "39347 0000"]) expect([q, found(q)]).toEqual([q, [first]]);
    for (const q of ["*", "[", "nic?lo", "hello 2", "zz"]) expect([q, found(q)]).toEqual([q, q === "*" ? [first] : []]);
    expect(found("hello")).toEqual([first, second]);
    expect(found("   ")).toEqual([first, second]);
    expect(found(String(second))).toContain(second);
    expect(found("hello 2", supervisor, "unassigned")).toEqual([waiting]);
  });

  test("says what was said last and by whom, and that it was a note", () => {
    const { here, conversations } = busy({ held: 1 });
    const [conversation] = conversations as [(typeof conversations)[0]];
    const last = () => of(here, agent).rows.map(({ lastText, lastDirection, lastAuthorName }) => [lastText, lastDirection, lastAuthorName])[0];
    expect(last()).toEqual(["Hello 0", "in", null]);
    answers(here, conversation, "x".repeat(500));
    expect(last()).toEqual(["x".repeat(200), "out", "Ana"]);
    notes(here, conversation, "careful", ben);
    expect(last()).toEqual(["careful", "note", "Ben"]);
  });

  test("ends with the rows that a page takes, and what was closed is gone from it", () => {
    const { here, conversations } = busy({ held: 1, waiting: ROWS_MAX + 5 });
    expect(of(here, supervisor, { lane: "all" }).rows.length).toBe(ROWS_MAX);
    here.write((db) => close(db, { conversationId: conversations[0]?.id ?? 0, agentId: ana }, here.now));
    expect(ids(of(here, agent))).toEqual([]);
  });

  test("is one agent's for who sees more than their own, and never more than they see", () => {
    const { here, conversations } = busy({ held: 2, waiting: 1 });
    const [first, second] = conversations.map(({ id }) => id) as [number, number];
    here.db.run("UPDATE conversations SET agent_id = ? WHERE id = ?", [ben, second]);
    const byAgent = (who: Person, userId: number) => of(here, who, { lane: "all", agent: String(userId) });
    expect([ids(byAgent(supervisor, ana)), ids(byAgent(supervisor, ben))]).toEqual([[first], [second]]);
    expect(byAgent(supervisor, ana).agents?.map(({ name }) => name)).toEqual(["Ana", "Ben", "Chiara"]);
    expect(of(here, supervisor, { lane: "unassigned", agent: String(ana) })).toMatchObject({ agents: null, looked: { agentId: null } });
    here.db.run("UPDATE conversations SET queue_id = ? WHERE id = ?", [QUEUES.support, second]);
    const isolated = person(ana, "administrator", [["isolated", "own"]]);
    here.db.run("DELETE FROM assignments WHERE conversation_id = ?", [second]);
    expect([ids(byAgent(isolated, ana)), ids(byAgent(isolated, ben))]).toEqual([[first], []]);
    expect(byAgent(isolated, ana).agents?.map(({ name }) => name)).toEqual(["Ana", "Ben"]);
    expect(of(here, agent, { agent: String(ben), lane: "all" })).toMatchObject({ agents: null, looked: { lane: "mine", agentId: null } });
  });

  test("offers to be ready to who is not, and nothing to who is no agent", () => {
    const { here } = busy({});
    expect(of(here, agent).readiness).toMatchObject({ ready: true });
    turns(here, ana, "break");
    expect(of(here, agent).readiness).toEqual({ ready: false, readyId: 1 });
    turns(here, ana, null);
    expect(of(here, agent).readiness).toBe(null);
  });
});

describe("a conversation that is opened", () => {
  test("may be answered by who has it, noted by who sees it, and is not there for others", () => {
    const { here, conversations } = busy({ held: 1 });
    const id = conversations[0]?.id ?? 0;
    const open = (who: Person) => chatFor(here.db, channels, who, id);
    expect([open(agent).mine, open(agent).mayNote]).toEqual([true, true]);
    expect([open(supervisor).mine, open(supervisor).mayNote]).toEqual([false, true]);
    expect(() => open(person(ben, "agent"))).toThrow(new NotFound());
    here.write((db) => close(db, { conversationId: id, agentId: ana }, here.now));
    expect([open(agent).mine, open(agent).mayNote]).toEqual([false, false]);
  });

  test("is nobody's to answer without the permission", () => {
    const { here, conversations } = busy({ held: 1 });
    const [conversation] = conversations as [(typeof conversations)[0]];
    const reader = person(ana, "agent");
    (reader.permissions as Map<Action, Scope>).delete("conversations.handle");
    expect(isMine(conversationOf(here, conversation.lastMessageId ?? 0), reader)).toBe(false);
    expect(chatFor(here.db, channels, reader, conversation.id).mayNote).toBe(false);
  });

  test("says until when it may be written to", () => {
    const { here, conversations } = busy({ held: 1 });
    const { windowEndsAt, channel } = chatFor(here.db, channels, agent, conversations[0]?.id ?? 0);
    expect(windowEndsAt).toBeGreaterThan(here.now);
    expect([channel.marks, channel.limits.textMax]).toEqual([{ bold: "*", italic: "_" }, 4096]);
  });
});
