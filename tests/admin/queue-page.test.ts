import { afterAll, beforeAll, expect, test } from "bun:test";
import { CONSOLE } from "../../src/admin/audit.ts";
import { addQueue } from "../../src/queues/change.ts";
import { queueNamed } from "../../src/queues/named.ts";
import { QUEUE_INITIAL } from "../../src/queues/queue.ts";
import { addSkillset } from "../../src/skillsets/change.ts";
import { type Browser, openApp, type TestApp } from "../http/app.ts";
import { NINE } from "../world.ts";

// A queue's page, filled in and sent as a browser without any script does it.

let app: TestApp;
let ada: Browser;
beforeAll(async () => {
  app = await openApp();
  ada = await app.signedIn("ada");
  await app.workspace.write((db) => addSkillset(db, { name: "First" }, CONSOLE, NINE));
});
afterAll(() => app.close());

const PLAIN = {
  priority: "medium",
  acceptance: "manual",
  offerSeconds: 30,
  rejectPauseSeconds: 60,
  kinds: ["", "whatsapp", "telegram", "messenger", "email", "webchat"],
  agentOrder: "load",
  "rings[0].afterSeconds": 0,
  "rings[0].minLevel": 1,
  "rings[0].skillsets": 1,
  openSeconds: 180,
  "preferred.days": 30,
  "preferred.seconds": 0,
  "silent.room": "personal",
  hours: "always",
};
const add = (fields: Record<string, string | number | readonly string[]>) => ada.post("/admin/queues/add", { ...PLAIN, ...fields });
const queue = (name: string) => queueNamed(app.workspace.db, name);
const wrongs = (text: string) => [...text.matchAll(/<p class="wrong"[^>]*>.*?<\/svg>(.*?)<\/p>/g)].map(([, words]) => words);
const told = async (answer: Response) => [answer.status, wrongs(await answer.text())];

test("the form saves everything it shows, and shows it again as it was saved", async () => {
  await add({ name: "Late" });
  const late = queue("Late")?.id ?? 0;
  const full = {
    name: "Orders",
    kinds: ["", "whatsapp", "webchat"],
    agentOrder: "level",
    "rings[0].minLevel": 8,
    "overflow.queue": late,
    "overflow.afterSeconds": 120,
    ageingMinutes: 10,
    firstReplySeconds: 300,
    openSeconds: 60,
    preferred: "last",
    "preferred.days": 14,
    "preferred.seconds": 20,
    awayMinutes: 5,
    "silent.minutes": 30,
    "silent.room": "public",
    "slaSeconds.chat": 60,
    hours: "set",
    "hours.mon": "9-13, 14.30 – 18",
    "hours.fri": "22:00–02:00",
    "hours.timeZone": "Europe/Rome",
    "hours.holidays": "2026-12-25 Christmas\n\n2026-12-26",
    "offline.en": "We are back on Monday.",
    wrapUp: "offered",
  };
  const answer = await add(full);
  expect(answer.status).toBe(303);
  expect(queue("Orders")).toMatchObject({
    kinds: ["whatsapp", "webchat"],
    agentOrder: "level",
    overflowQueueId: late,
    overflowSeconds: 120,
    ageingMinutes: 10,
    firstReplySeconds: 300,
    openSeconds: 60,
    preferred: "last",
    preferredDays: 14,
    preferredSeconds: 20,
    awayMinutes: 5,
    silentMinutes: 30,
    silentRoom: "public",
    slaChatSeconds: 60,
    slaEmailSeconds: null,
    offline: { en: "We are back on Monday." },
    wrapUp: "offered",
    hours: {
      timeZone: "Europe/Rome",
      week: {
        mon: [
          ["09:00", "13:00"],
          ["14:30", "18:00"],
        ],
        tue: [],
        fri: [["22:00", "02:00"]],
      } as never,
      holidays: [
        { date: "2026-12-25", name: "Christmas" },
        { date: "2026-12-26", name: "" },
      ],
    },
  });
  const text = await (await ada.get(answer.headers.get("location") ?? "")).text();
  for (const words of [
    'value="09:00–13:00, 14:30–18:00"',
    "2026-12-25 Christmas\n2026-12-26",
    'value="120"',
    "We are back on Monday.",
    'value="offered" checked',
  ])
    expect(text).toContain(words);
  // Monday at nine, UTC: in Rome it is ten.
  expect(text).toContain("Open, closes Today 12:00");
  expect(text).toMatch(/<option value="8" selected[^>]*>level 8 up/);
});

test("all kinds ticked are those to come, too, and an empty number is never", async () => {
  await add({ name: "Plain" });
  expect(queue("Plain")).toMatchObject({
    kinds: null,
    overflowQueueId: null,
    overflowSeconds: null,
    ageingMinutes: null,
    awayMinutes: null,
    hours: null,
    offline: {},
  });
});

test("what could not work is refused with a sentence that says what would happen, and what was typed stays", async () => {
  expect(await told(await add({ name: "A", kinds: "" }))).toEqual([422, ["It would take nothing at all: choose a kind of channel"]]);
  expect(await told(await add({ name: "A", offerSeconds: 0 }))).toEqual([
    422,
    ["With 0 seconds every offer would be over before anybody saw it. Write 1 to 3600"],
  ]);
  expect(await told(await add({ name: "A", "rings[0].skillsets": "" }))).toEqual([422, ["Ring 1 would ask nobody: choose a skillset"]]);
  const late = queue("Late")?.id ?? 0;
  const never = { name: "A", "rings[1].afterSeconds": 60, "rings[1].skillsets": 1, "overflow.queue": late, "overflow.afterSeconds": 60 };
  expect(await told(await add(never))).toEqual([422, ["Ring 2 would never open: after 60 s the conversation waits in another queue already"]]);
  expect(await told(await add({ name: "A", "overflow.afterSeconds": 60 }))).toEqual([
    422,
    ["After 60 s a conversation would have nowhere to go: choose a queue, or leave the seconds empty"],
  ]);
  const closed = await add({ name: "A", hours: "set", "hours.mon": "nine to five", "hours.holidays": "Christmas" });
  const text = await closed.text();
  expect(wrongs(text)).toContain("“Christmas” is no day. Write 2026-12-25");
  expect(text).toContain('value="nine to five"');
  expect(await told(await add({ name: "A", hours: "set" }))).toEqual([
    422,
    ["It would never be open: every customer would be told so, at any hour. Give a day its hours, or choose “Always open”"],
  ]);
});

test("an overflow circle is refused, and the sentence names the way round", async () => {
  const late = queue("Late")?.id ?? 0;
  const page = await (await ada.get(`/admin/queues/${late}`)).text();
  const revision = /name="revision" value="([^"]*)"/.exec(page)?.[1] ?? "";
  const back = { ...PLAIN, name: "Late", "overflow.queue": queue("Orders")?.id ?? 0, "overflow.afterSeconds": 60, revision };
  expect(await told(await ada.post(`/admin/queues/${late}`, { ...back, kinds: ["", "webchat"] }))).toEqual([
    422,
    [
      "Long waits of Orders come here, and would be of a kind that is not taken. Change its overflow first",
      "A conversation would go round and rest nowhere: Late → Orders → Late. Choose another queue",
    ],
  ]);
  expect(page).not.toContain(`<option value="${late}">Late`);
});

test("a queue that asks nobody can be declared in a file; its page asks for a ring", async () => {
  const id = await app.workspace.write((db) => addQueue(db, { ...QUEUE_INITIAL, name: "Nobody" }, CONSOLE, NINE));
  const page = await (await ada.get(`/admin/queues/${id}`)).text();
  expect(page).toContain('name="rings[0].afterSeconds"');
  expect(await told(await ada.post(`/admin/queues/${id}`, { ...PLAIN, name: "Nobody", "rings[0].skillsets": "" }))).toEqual([
    422,
    ["Ring 1 would ask nobody: choose a skillset"],
  ]);
});
