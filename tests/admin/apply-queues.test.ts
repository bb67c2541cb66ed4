import { expect, test } from "bun:test";
import { queueNamed } from "../../src/queues/named.ts";
import { apply } from "./applying.ts";
import { office } from "./office.ts";

// What a file can say of queues, besides the smallest.

const RINGS = [{ afterSeconds: 0, skillsets: ["sales"] }];
const HOURS = {
  timeZone: "Europe/Rome",
  week: {
    mon: [
      ["09:00", "13:00"],
      ["14:00", "18:00"],
    ],
  },
  holidays: [{ date: "2026-12-25", name: "Christmas" }],
};
const FULL = {
  skillsets: [{ name: "sales" }],
  queues: [
    {
      name: "orders",
      kinds: ["webchat", "whatsapp"],
      agentOrder: "level",
      overflow: { queue: "late", afterSeconds: 120 },
      ageingMinutes: 10,
      firstReplySeconds: 300,
      openSeconds: 60,
      preferred: { who: "last", days: 14, seconds: 20 },
      awayMinutes: 0,
      silent: { minutes: 30, room: "public" },
      slaSeconds: { chat: 60, email: 86400 },
      hours: HOURS,
      offline: { en: "We are back on Monday.", it: "Torniamo lunedì." },
      rings: [
        { afterSeconds: 0, minLevel: 8, skillsets: ["sales"] },
        { afterSeconds: 60, skillsets: ["sales"] },
      ],
    },
    { name: "late", rings: RINGS },
  ],
};

test("a file says all that the page can, and a second time there is nothing to change", async () => {
  const here = office();
  expect(await apply(here, FULL)).toEqual(["skillset sales: added", "queue orders: added", "queue late: added"]);
  const orders = queueNamed(here.db, "orders");
  expect(orders).toMatchObject({
    kinds: ["whatsapp", "webchat"],
    agentOrder: "level",
    overflowQueueId: queueNamed(here.db, "late")?.id as number,
    overflowSeconds: 120,
    preferred: "last",
    preferredDays: 14,
    silentMinutes: 30,
    slaSocialSeconds: null,
    slaEmailSeconds: 86_400,
    offline: { en: "We are back on Monday." },
  });
  expect(orders?.hours?.week).toMatchObject({ mon: HOURS.week.mon as never, tue: [] });
  here.news();
  expect(await apply(here, FULL)).toEqual([]);
  expect(here.news()).toEqual([]);
});

test("of a group only what is named changes, null takes away, and each change has its line", async () => {
  const here = office();
  await apply(here, FULL);
  const change = {
    name: "orders",
    slaSeconds: { chat: null, social: 300 },
    silent: { minutes: 45 },
    offline: { it: null },
    overflow: null,
    hours: null,
    kinds: null,
    wrapUp: "mandatory",
  };
  expect(await apply(here, { queues: [change] })).toEqual([
    "queue orders: kinds whatsapp, webchat → none",
    "queue orders: overflow late after 120 s → none",
    "queue orders: silent 30 min, public → 45 min, public",
    "queue orders: slaSeconds.chat 60 → none",
    "queue orders: slaSeconds.social none → 300",
    "queue orders: hours mon 09:00–13:00 14:00–18:00; 2026-12-25 Christmas; Europe/Rome → none",
    "queue orders: wrapUp off → mandatory",
    "queue orders: offline.it Torniamo lunedì. → none",
  ]);
  expect(await apply(here, { queues: [change] })).toEqual([]);
});

test("what could not work is refused at its place in the file", async () => {
  const queue = {
    name: "orders",
    overflow: { queue: "orders", afterSeconds: 30 },
    hours: { week: {} },
    awayMinutes: "soon",
    kinds: ["fax"],
    rings: [{ afterSeconds: 30, skillsets: ["sales"] }],
  };
  const here = office();
  expect(await apply(here, { skillsets: [{ name: "sales" }], queues: [queue] })).toEqual([
    "refused",
    "queues[0].awayMinutes: must be a whole number",
    "queues[0].kinds[0]: must be one of whatsapp, telegram, messenger, email, webchat",
    "queues[0].hours: It would never be open: every customer would be told so, at any hour. Give a day its hours, or choose “Always open”",
    "queues[0].rings[0].afterSeconds: Ring 1 would never open: after 30 s the conversation waits in another queue already",
  ]);
  const { awayMinutes: _, kinds: __, ...rest } = queue;
  await apply(here, {
    skillsets: [{ name: "sales" }],
    queues: [
      { name: "orders", rings: RINGS },
      { name: "late", rings: RINGS },
    ],
  });
  expect(await apply(here, { queues: [rest] })).toEqual([
    "refused",
    "queues[0].overflow.queue: A conversation would come back to this very queue again and again, and rest nowhere. Choose another",
    "queues[0].hours: It would never be open: every customer would be told so, at any hour. Give a day its hours, or choose “Always open”",
    "queues[0].rings[0].afterSeconds: Ring 1 would never open: after 30 s the conversation waits in another queue already",
  ]);
});

test("a file whose overflows lead round in a circle is refused whole", async () => {
  const to = (name: string, queue: string) => ({ name, rings: RINGS, overflow: { queue, afterSeconds: 60 } });
  const here = office();
  const circle = { skillsets: [{ name: "sales" }], queues: [to("a", "b"), to("b", "c"), to("c", "a")] };
  expect(await apply(here, circle)).toEqual([
    "refused",
    ...[0, 1, 2].map((at) => `queues[${at}].overflow.queue: leads round in a circle: a conversation would rest nowhere`),
  ]);
  expect(here.db.query("SELECT * FROM queues").all()).toEqual([]);
});

test("an overflow may be turned round within one file", async () => {
  const here = office();
  const plain = ["a", "b"].map((name) => ({ name, rings: RINGS }));
  await apply(here, { skillsets: [{ name: "sales" }], queues: [{ ...plain[0], overflow: { queue: "b", afterSeconds: 60 } }, plain[1]] });
  const turned = [
    { name: "b", overflow: { queue: "a", afterSeconds: 60 } },
    { name: "a", overflow: null },
  ];
  expect(await apply(here, { queues: turned })).toEqual(["queue b: overflow none → a after 60 s", "queue a: overflow b after 60 s → none"]);
});

test("a channel has hours in a file too, and comes to no queue that does not take its kind", async () => {
  const here = office();
  const settings = { phoneNumberId: "1", wabaId: "2", accessToken: "t", appSecret: "s", verifyToken: "v" };
  const channel = { id: "wa", kind: "whatsapp", queue: "orders", settings, hours: HOURS };
  const queue = { name: "orders", rings: RINGS };
  const file = { skillsets: [{ name: "sales" }], queues: [queue, { ...queue, name: "chats", kinds: ["webchat"] }], channels: [channel] };
  await apply(here, file);
  expect(await apply(here, file)).toEqual([]);
  expect(await apply(here, { channels: [{ id: "wa", hours: null }] })).toEqual([
    "channel wa: hours mon 09:00–13:00 14:00–18:00; 2026-12-25 Christmas; Europe/Rome → none",
  ]);
  const moved = { channels: [{ id: "wa", queue: "chats" }] };
  expect(await apply(here, moved)).toEqual([
    "refused",
    "channels[0].queue: This queue does not take this kind of channel: its conversations would wait there for nobody",
  ]);
  const swapped = {
    ...moved,
    queues: [
      { name: "orders", kinds: ["webchat"] },
      { name: "chats", kinds: ["whatsapp"] },
    ],
  };
  expect(await apply(here, swapped)).toEqual([
    "queue orders: kinds none → webchat",
    "queue chats: kinds webchat → whatsapp",
    "channel wa: queue orders → chats",
  ]);
});

test("hours of a channel and its queue that never meet are refused where the file says them; both may change together", async () => {
  const here = office();
  const on = (from: string, to: string) => ({ week: { mon: [[from, to]] } });
  const settings = { phoneNumberId: "1", wabaId: "2", accessToken: "t", appSecret: "s", verifyToken: "v" };
  const file = (queue: object, channel: object) => ({
    skillsets: [{ name: "sales" }],
    queues: [{ name: "orders", rings: RINGS, ...queue }],
    channels: [{ id: "wa", kind: "whatsapp", name: "Main number", queue: "orders", settings, ...channel }],
  });
  await apply(here, file({ hours: on("09:00", "12:00") }, { hours: on("09:00", "12:00") }));
  const why = "“Main number” and its queue “orders” are never open at once: every customer would be told so, at any hour. Let their hours meet";
  const late = { hours: on("14:00", "18:00") };
  expect(await apply(here, { queues: [{ name: "orders", ...late }] })).toEqual(["refused", `queues[0].hours: ${why}`]);
  expect(await apply(here, { channels: [{ id: "wa", ...late }] })).toEqual(["refused", `channels[0].hours: ${why}`]);
  expect(await apply(here, file(late, {}))).toEqual(["refused", `queues[0].hours: ${why}`]);
  expect(await apply(here, file(late, late))).toHaveLength(2);
  expect(await apply(here, file({ hours: null }, { hours: on("09:00", "12:00") }))).toHaveLength(2);
});
