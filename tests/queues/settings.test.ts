import { expect, test } from "bun:test";
import { addQueue, changeQueue, queueOr404 } from "../../src/queues/change.ts";
import type { Hours } from "../../src/queues/hours.ts";
import { QUEUE_INITIAL, type QueueInput } from "../../src/queues/queue.ts";
import { addSkillset } from "../../src/skillsets/change.ts";
import { greta, NINE, type Office, office, refusal } from "../admin/office.ts";

const WEEK: Hours["week"] = { mon: [["09:00", "18:00"]], tue: [], wed: [], thu: [], fri: [["22:00", "02:00"]], sat: [], sun: [] };

function shop() {
  const here = office();
  const skill = here.write((db) => addSkillset(db, { name: "sales" }, greta, NINE));
  const plain = (name: string, more: Partial<QueueInput> = {}): QueueInput => ({
    ...QUEUE_INITIAL,
    name,
    rings: [{ afterSeconds: 0, minLevel: 1, skillsetIds: [skill] }],
    ...more,
  });
  here.news();
  here.audits();
  return { here, skill, plain };
}
const add = ({ write }: Office, input: QueueInput) => write((db) => addQueue(db, input, greta, NINE));
const change = ({ write }: Office, id: number, input: QueueInput) => write((db) => changeQueue(db, id, input, greta, NINE));
const feeds = ({ db }: Office, kind: string, queueId: number) =>
  db.run("INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES (?, ?, ?, ?, 0)", [kind, kind, `The ${kind}`, queueId]);

test("everything that a queue can say is kept as it was said, and a second time changes nothing", () => {
  const { here, skill, plain } = shop();
  const other = add(here, plain("Other"));
  const full: QueueInput = plain("Full", {
    kinds: ["whatsapp", "webchat"],
    agentOrder: "level",
    overflowQueueId: other,
    overflowSeconds: 120,
    ageingMinutes: 10,
    firstReplySeconds: 300,
    openSeconds: 60,
    preferred: "last",
    preferredDays: 14,
    preferredSeconds: 20,
    awayMinutes: 0,
    silentMinutes: 30,
    silentRoom: "public",
    slaChatSeconds: 60,
    slaSocialSeconds: 300,
    slaEmailSeconds: 86_400,
    hours: { timeZone: "Europe/Rome", week: WEEK, holidays: [{ date: "2026-12-25", name: "Christmas" }] },
    offline: { en: "We are back on Monday.", it: "Torniamo lunedì." },
    wrapUp: "mandatory",
    rings: [
      { afterSeconds: 0, minLevel: 8, skillsetIds: [skill] },
      { afterSeconds: 60, minLevel: 1, skillsetIds: [skill] },
    ],
  });
  const id = add(here, full);
  expect(queueOr404(here.db, id)).toEqual({ id, ...full } as never);
  here.news();
  change(here, id, full);
  expect(here.news()).toEqual([]);

  here.audits();
  change(here, id, { ...full, overflowQueueId: null, overflowSeconds: null, hours: null, offline: {} });
  expect(here.news()).toMatchObject([{ kind: "queue.changed", queueId: id }]);
  expect(here.audits()).toMatchObject([{ action: "queue.changed", before: { overflowSeconds: 120 }, after: { overflowSeconds: null, hours: null } }]);
});

test("a ring that could never open is refused: after the overflow has moved the conversation, or later than a day", () => {
  const { here, skill, plain } = shop();
  const other = add(here, plain("Other"));
  const rings = [0, 60, 90_000].map((afterSeconds) => ({ afterSeconds, skillsetIds: [skill] }));
  expect(refusal(() => add(here, plain("A", { rings, overflowQueueId: other, overflowSeconds: 60 })))).toEqual({
    "rings[1].afterSeconds": "ring.never",
    "rings[2].afterSeconds": "ring.too-late",
  });
  expect(refusal(() => add(here, plain("A", { rings: [{ afterSeconds: 0, skillsetIds: [] }] })))).toEqual({ "rings[0].skillsets": "ring.empty" });
  expect(refusal(() => add(here, plain("A", { rings: [{ afterSeconds: 0, minLevel: 11, skillsetIds: [skill] }] })))).toEqual({
    "rings[0].minLevel": "field.number",
  });
});

test("an overflow never leads back, however long the way", () => {
  const { here, plain } = shop();
  const [a, b, c] = [add(here, plain("A")), add(here, plain("B")), add(here, plain("C"))];
  const to = (name: string, id: number) => plain(name, { overflowQueueId: id, overflowSeconds: 60 });
  expect(refusal(() => change(here, a, to("A", a)))).toEqual({ "overflow.queue": "overflow.itself" });
  change(here, a, to("A", b));
  expect(refusal(() => change(here, b, to("B", a)))).toEqual({ "overflow.queue": "overflow.circle" });
  change(here, b, to("B", c));
  try {
    change(here, c, to("C", a));
    expect.unreachable();
  } catch (error) {
    expect((error as { fieldFacts: unknown }).fieldFacts).toEqual({ "overflow.queue": { path: "C → A → B → C" } });
  }
  change(here, b, plain("B"));
  change(here, c, to("C", a));
  expect(queueOr404(here.db, c).overflowQueueId).toBe(a);
});

test("an overflow says both where and when, and leads to a queue that is there", () => {
  const { here, plain } = shop();
  const other = add(here, plain("Other"));
  expect(refusal(() => add(here, plain("A", { overflowSeconds: 60 })))).toEqual({ "overflow.queue": "overflow.nowhere" });
  expect(refusal(() => add(here, plain("A", { overflowQueueId: other })))).toEqual({ "overflow.afterSeconds": "overflow.when" });
  expect(refusal(() => add(here, plain("A", { overflowQueueId: 99, overflowSeconds: 60 })))).toEqual({ "overflow.queue": "field.choose" });
});

test("an overflow to a queue that does not take the same kinds is refused, on both sides", () => {
  const { here, plain } = shop();
  const chat = add(here, plain("Chat", { kinds: ["webchat"] }));
  const to = { overflowQueueId: chat, overflowSeconds: 60 };
  expect(refusal(() => add(here, plain("All", to)))).toEqual({ "overflow.queue": "overflow.kinds" });
  add(here, plain("Also chat", { kinds: ["webchat"], ...to }));
  expect(refusal(() => change(here, chat, plain("Chat", { kinds: ["email"] })))).toEqual({ kinds: "kinds.poured" });
  change(here, chat, plain("Chat", { kinds: null }));
});

test("a queue cannot stop taking what a channel brings to it, nor take nothing", () => {
  const { here, plain } = shop();
  const id = add(here, plain("A"));
  feeds(here, "webchat", id);
  expect(refusal(() => change(here, id, plain("A", { kinds: ["whatsapp"] })))).toEqual({ kinds: "kinds.fed" });
  change(here, id, plain("A", { kinds: ["webchat", "whatsapp", "webchat"] }));
  expect(queueOr404(here.db, id).kinds).toEqual(["whatsapp", "webchat"]);
  expect(refusal(() => change(here, id, plain("A", { kinds: [] })))).toMatchObject({ kinds: "kinds.none" });
});

test("hours that never open are refused, and every span says what is wrong with it", () => {
  const { here, plain } = shop();
  const never = { week: { ...WEEK, mon: [], fri: [] }, holidays: [] };
  expect(refusal(() => add(here, plain("A", { hours: never })))).toEqual({ hours: "hours.never" });
  const wrong: Hours = {
    timeZone: "Mars/Olympus",
    week: {
      ...WEEK,
      mon: [["9", ""]],
      tue: [["09:00", "09:00"]],
      wed: [
        ["09:00", "13:00"],
        ["12:00", "18:00"],
      ],
      thu: [["24:00", "25:00"]],
    },
    holidays: [{ date: "2026-02-30", name: "" }],
  };
  expect(refusal(() => add(here, plain("A", { hours: wrong })))).toEqual({
    "hours.timeZone": "field.choose",
    "hours.mon": "hours.no-span",
    "hours.tue": "hours.empty-span",
    "hours.wed": "hours.overlap",
    "hours.thu": "hours.no-span",
    "hours.holidays": "hours.no-day",
  });
});

test("numbers out of their limits are told at the place where a form and a file have them", () => {
  const { here, plain } = shop();
  const wrong = plain("A", {
    ageingMinutes: 0,
    firstReplySeconds: 5,
    preferredDays: 0,
    silentMinutes: 0,
    slaChatSeconds: Number.NaN,
    awayMinutes: -1,
    openSeconds: 0,
  });
  expect(refusal(() => add(here, wrong))).toEqual({
    ageingMinutes: "field.number",
    firstReplySeconds: "field.number",
    "preferred.days": "field.number",
    "silent.minutes": "field.number",
    "slaSeconds.chat": "field.number",
    awayMinutes: "field.number",
    openSeconds: "field.number",
  });
});
