import { expect, test } from "bun:test";
import { accept } from "../../src/conversations/assignment.ts";
import { MOVED_MAX } from "../../src/conversations/move.ts";
import { reserve } from "../../src/conversations/reservation.ts";
import { askInstead } from "../../src/queues/ask-instead.ts";
import { queueOr404 } from "../../src/queues/change.ts";
import { emptyQueue, removeQueue, usesOf } from "../../src/queues/remove.ts";
import { removeSkillset } from "../../src/skillsets/change.ts";
import { greta, refusal } from "../admin/office.ts";
import { lastEvent } from "../talk.ts";
import { ana, arrives, ben, conversation, QUEUES, SKILLSETS, seconds, story, type World, world } from "../world.ts";

// Sales goes, and support takes its place.

const empty = (here: World, toId: number = QUEUES.support) => here.write((db) => emptyQueue(db, { id: QUEUES.sales, toId }, greta, here.now));
const assignments = ({ db }: World, id: number) =>
  db.query("SELECT agent_id AS agent, queue_id AS queue, release_reason AS reason FROM assignments WHERE conversation_id = ? ORDER BY id").all(id);

test("what waits goes to the other queue and keeps its place in line, from new on as to how long it has waited there", () => {
  const here = world();
  here.db.run("UPDATE users SET status_id = 2");
  const id = arrives(here);
  here.now += seconds(20);
  expect(empty(here)).toBe(1);
  expect(conversation(here, id)).toMatchObject({ state: "queued", queueId: QUEUES.support, enqueuedAt: here.now - seconds(20) });
  expect(here.db.query("SELECT waiting_since AS since FROM conversations").get()).toEqual({ since: here.now });
  const event = here.db.query("SELECT queue_id AS queue, was_queue_id AS was FROM events WHERE kind = 'conversation.overflowed'").get();
  expect(event).toEqual({ queue: QUEUES.support, was: QUEUES.sales });
  expect(conversation(here, id).changedBy).toBe(lastEvent(here));
});

test("an offer comes back first, and is not held against the agent; who holds one keeps it", () => {
  const here = world();
  const [held, offered] = [arrives(here), arrives(here)];
  here.settle();
  here.write((db) => accept(db, { conversationId: held, agentId: conversation(here, held).agentId ?? 0 }, here.now));
  const holder = conversation(here, held).agentId;
  expect(conversation(here, offered).state).toBe("offered");
  const since = lastEvent(here);
  empty(here);
  expect(conversation(here, held)).toMatchObject({ state: "active", agentId: holder, queueId: QUEUES.support });
  expect(conversation(here, offered)).toMatchObject({ state: "queued", agentId: null, queueId: QUEUES.support, offerExpiresAt: null });
  expect(story(here, offered).slice(-3)).toEqual(["conversation.rejected", "conversation.queued", "conversation.overflowed"]);
  const told = here.db.query("SELECT DISTINCT was_agent_id AS agent FROM events WHERE id > ? AND was_agent_id IS NOT agent_id").all(since);
  expect(told).toHaveLength(1);
  expect(assignments(here, offered)).toMatchObject([{ queue: QUEUES.sales, reason: "moved" }]);
  expect(here.db.query("SELECT * FROM rejections").all()).toEqual([]);
  here.settle();
  expect(conversation(here, offered)).toMatchObject({ state: "active", queueId: QUEUES.support });
});

test("the channels, the overflows and the profiles that use it use the other, and then it can go", () => {
  const here = world();
  here.db.run("INSERT INTO queues (id, name, overflow_queue_id, overflow_seconds) VALUES (33, 'pouring', 31, 60), (34, 'chats', 31, 60)");
  here.db.run("UPDATE queues SET overflow_queue_id = 34, overflow_seconds = 60 WHERE id = 32");
  here.db.run("INSERT INTO profile_queues (profile_id, queue_id) VALUES (1, 31), (2, 31), (2, 32)");
  expect(usesOf(here.db, QUEUES.sales)).toEqual({
    channels: ["Main number", "Site"],
    overflows: ["chats", "pouring"],
    profiles: ["Agent", "Super agent"],
    open: 0,
  });
  const remove = () => here.write((db) => removeQueue(db, QUEUES.sales, greta, here.now));
  expect(refusal(remove)).toEqual({ "conflict.queue-fed": { channels: "Main number, Site" } });
  const since = lastEvent(here);
  expect(empty(here)).toBe(0);
  expect(here.db.query("SELECT DISTINCT queue_id AS id FROM channels").all()).toEqual([{ id: QUEUES.support }]);
  // From chats to support it would lead round: support pours into chats.
  expect(here.db.query("SELECT id, overflow_queue_id AS other FROM queues WHERE id > 32 ORDER BY id").all()).toEqual([
    { id: 33, other: QUEUES.support },
    { id: 34, other: null },
  ]);
  expect(here.db.query("SELECT profile_id AS profile, queue_id AS queue FROM profile_queues").all()).toEqual([
    { profile: 1, queue: QUEUES.support },
    { profile: 2, queue: QUEUES.support },
  ]);
  const kinds = here.db.query("SELECT kind FROM events WHERE id > ? ORDER BY id").all(since) as { kind: string }[];
  expect(kinds.map(({ kind }) => kind)).toEqual(["channel.changed", "channel.changed", "queue.changed", "queue.changed", "profile.changed", "profile.changed"]);
  remove();
  expect(refusal(() => queueOr404(here.db, QUEUES.sales))).toBe("error.not-found");
});

test("it goes a hundred at a time", () => {
  const here = world();
  here.db.run("UPDATE users SET status_id = 2");
  for (let n = 0; n < MOVED_MAX + 7; n++) arrives(here);
  expect([empty(here), empty(here), empty(here)]).toEqual([MOVED_MAX, 7, 0]);
});

test("a queue that does not take it all takes nothing, and neither does the queue itself or one that is not there", () => {
  const here = world();
  arrives(here);
  here.db.run("INSERT INTO queues (id, name, kinds) VALUES (33, 'chats', '[\"webchat\"]')");
  expect(refusal(() => empty(here, 33))).toEqual({ to: "queue.not-all-taken" });
  expect(refusal(() => empty(here, QUEUES.sales))).toEqual({ to: "field.choose" });
  expect(refusal(() => empty(here, 99))).toEqual({ to: "field.choose" });
});

test("a queue that is open only while a channel of it is closed does not take that channel", () => {
  const here = world();
  const hours = (...span: string[]) => JSON.stringify({ week: { mon: [span], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, holidays: [] });
  here.db.run("UPDATE channels SET hours = ? WHERE id = 'wa'", [hours("09:00", "12:00")]);
  here.db.run("UPDATE queues SET hours = ? WHERE id = ?", [hours("12:00", "18:00"), QUEUES.support]);
  expect(refusal(() => empty(here))).toEqual({ to: "hours.apart" });
  here.db.run("UPDATE queues SET hours = ? WHERE id = ?", [hours("11:00", "18:00"), QUEUES.support]);
  expect(empty(here)).toBe(0);
});

test("in the rings of a skillset that goes another is asked, and a ring that asks nobody goes", () => {
  const here = world();
  const instead = (insteadId: number | null) => here.write((db) => askInstead(db, { skillsetId: SKILLSETS.sales, insteadId }, greta, here.now));
  expect(queueOr404(here.db, QUEUES.sales).rings).toHaveLength(2);
  instead(null);
  expect(queueOr404(here.db, QUEUES.sales).rings).toEqual([{ afterSeconds: 60, minLevel: 1, skillsetIds: [SKILLSETS.support] }]);
  expect(refusal(() => here.write((db) => askInstead(db, { skillsetId: SKILLSETS.support, insteadId: null }, greta, here.now)))).toEqual({
    "conflict.asks-nobody": { queue: "sales" },
  });
  here.write((db) => askInstead(db, { skillsetId: SKILLSETS.support, insteadId: SKILLSETS.sales }, greta, here.now));
  expect(queueOr404(here.db, QUEUES.support).rings).toEqual([{ afterSeconds: 0, minLevel: 1, skillsetIds: [SKILLSETS.sales] }]);
});

test("what waited for a skillset alone waits for all when it goes", () => {
  const here = world();
  here.db.run("UPDATE users SET status_id = 2");
  const id = arrives(here);
  here.write((db) => reserve(db, id, { for: "skillset", forId: SKILLSETS.sales, how: "exclusive", until: null }, here.now));
  here.write((db) => {
    askInstead(db, { skillsetId: SKILLSETS.sales, insteadId: null }, greta, here.now);
    removeSkillset(db, SKILLSETS.sales, greta, here.now);
  });
  expect(story(here, id).at(-1)).toBe("conversation.freed");
  expect(here.db.query("SELECT reserved_how AS how FROM conversations").get()).toEqual({ how: null });
  expect([ana, ben].map((userId) => here.db.query("SELECT count(*) AS n FROM user_skillsets WHERE user_id = ?").get(userId))).toEqual([{ n: 0 }, { n: 1 }]);
});
