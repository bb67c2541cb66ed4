import { expect, test } from "bun:test";
import { changeSetting } from "../../src/admin/settings.ts";
import { close } from "../../src/conversations/close.ts";
import { saveCustomer } from "../../src/customers/save.ts";
import { answers, jobs, kinds, lastConversation, lastEvent, thread, writes } from "../talk.ts";
import { ana, minutes, seconds, type World, world } from "../world.ts";

// Mario writes on Monday at nine, UTC.

const HOURS = (from: string, to: string) => ({ week: { mon: [[from, to]], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }, holidays: [] });
const TEXTS = { en: "We are back at two.", it: "Torniamo alle due." };

function centre({ queue, channel, texts = TEXTS }: { queue?: object | null; channel?: object | null; texts?: object | null }): World {
  const here = world();
  const json = (value: object | null | undefined) => (value ? JSON.stringify(value) : null);
  here.db.run("UPDATE queues SET hours = ?, offline = ? WHERE id = 31", [json(queue), json(texts)]);
  here.db.run("UPDATE channels SET hours = ?", [json(channel)]);
  return here;
}
const said = (here: World) =>
  thread(here, lastConversation(here))
    .filter(({ direction }) => direction === "out")
    .map(({ text }) => text);
const closed = { queue: HOURS("14:00", "18:00") };

test("who writes while the queue is closed is told so once, below their message, and it is owed to them", () => {
  const here = centre(closed);
  writes(here, "m1");
  const since = lastEvent(here);
  const [theirs, ours] = thread(here, lastConversation(here));
  expect(theirs?.direction).toBe("in");
  expect(ours).toMatchObject({ direction: "out", kind: "text", text: TEXTS.en, status: "queued", authorType: "system", authorId: null, changedBy: since });
  expect(kinds(here)).toEqual(["conversation.started", "conversation.queued", "message.received", "message.written"]);
  expect(jobs(here)).toMatchObject([{ kind: "message.deliver", lane: `conversation:${lastConversation(here)}` }]);
  here.now += minutes(1);
  writes(here, "m2");
  expect(said(here)).toEqual([TEXTS.en]);
});

test("in the web chat, which has no provider, it is there at once", () => {
  const here = centre(closed);
  here.db.run("UPDATE channels SET kind = 'webchat'");
  writes(here, "m1");
  expect(thread(here, lastConversation(here))[1]).toMatchObject({ direction: "out", text: TEXTS.en, status: "sent" });
  expect(jobs(here)).toEqual([]);
});

test("within the hours nobody is told anything, and a place that is always open has nothing to say", () => {
  for (const open of [{}, { queue: HOURS("09:00", "18:00") }, { queue: HOURS("08:00", "18:00"), channel: HOURS("08:00", "10:00") }]) {
    const here = centre(open);
    writes(here, "m1");
    expect(said(here)).toEqual([]);
    expect(jobs(here)).toEqual([]);
  }
});

test("the channel's hours count as the queue's do", () => {
  const here = centre({ queue: HOURS("08:00", "18:00"), channel: HOURS("14:00", "18:00") });
  writes(here, "m1");
  expect(said(here)).toEqual([TEXTS.en]);
});

test("the hours are the workspace's, in its zone", () => {
  const here = centre({ queue: HOURS("14:00", "18:00") });
  here.write((db) => changeSetting(db, "timeZone", "Asia/Tokyo", here.now));
  here.now += seconds(1);
  writes(here, "m1");
  expect(said(here)).toEqual([TEXTS.en]);
  const there = centre({ queue: HOURS("18:00", "19:00") });
  there.write((db) => changeSetting(db, "timeZone", "Asia/Tokyo", there.now));
  writes(there, "m1");
  expect(said(there)).toEqual([]);
});

test("it is said in the customer's language, else in the workspace's, else in the one there is", () => {
  const known = centre(closed);
  writes(known, "m1");
  known.write((db) => saveCustomer(db, 1, { firstName: "Mario", email: null, language: "it" }, known.now));
  known.settle();
  known.db.run("UPDATE conversations SET state = 'active', agent_id = ?, offer_expires_at = NULL", [ana]);
  known.write((db) => close(db, { conversationId: lastConversation(known), agentId: ana }, known.now));
  writes(known, "m2");
  expect(said(known)).toEqual([TEXTS.it]);

  const italian = centre(closed);
  italian.write((db) => changeSetting(db, "language", "it", italian.now));
  writes(italian, "m1");
  expect(said(italian)).toEqual([TEXTS.it]);

  const one = centre({ ...closed, texts: { it: TEXTS.it } });
  writes(one, "m1");
  expect(said(one)).toEqual([TEXTS.it]);
  const none = centre({ ...closed, texts: null });
  writes(none, "m1");
  expect(said(none)).toEqual([]);
});

test("it is no answer: the customer goes on waiting for one", () => {
  const here = centre(closed);
  writes(here, "m1");
  const row = here.db.query("SELECT unread, first_answered_at AS answered, customer_owes_since AS owes, state FROM conversations").get();
  expect(row).toEqual({ unread: 1, answered: null, owes: null, state: "queued" });
  expect(() => answers({ here, id: lastConversation(here) }, "c1")).toThrow("conflict.not-yours");
});
