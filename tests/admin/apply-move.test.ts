import { expect, test } from "bun:test";
import { MOVED_MAX } from "../../src/conversations/move.ts";
import { queueNamed } from "../../src/queues/named.ts";
import { apply } from "./applying.ts";
import { NINE, type Office, office } from "./office.ts";

// A queue that is in use goes by a file, which says the queue that takes over.

const settings = { phoneNumberId: "1", wabaId: "2", accessToken: "t", appSecret: "s", verifyToken: "v" };
const RINGS = [{ afterSeconds: 0, skillsets: ["sales"] }];
const SHOP = {
  skillsets: [{ name: "sales" }],
  queues: [
    { name: "old", rings: RINGS },
    { name: "sales", rings: RINGS },
    { name: "chats", kinds: ["webchat"], rings: RINGS },
  ],
  channels: [{ id: "wa", kind: "whatsapp", name: "Main number", queue: "old", settings }],
};
const away = (more: object = {}) => ({ queues: [{ name: "old", absent: true, ...more }] });
const NEEDED = "queues[0].moveTo: is needed, because";
const NAME_IT = 'as "moveTo": "another"';

async function shop(): Promise<Office> {
  const here = office();
  await apply(here, SHOP);
  return here;
}

/** Conversations that wait in the old queue. */
function waiting({ db }: Office, count: number) {
  db.run(`INSERT INTO customers (id, created_at) VALUES (1, ${NINE})`);
  db.run(`INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (1, 1, 'whatsapp', '2', ${NINE})`);
  const old = db.query("SELECT id FROM queues WHERE name = 'old'").get() as { id: number };
  for (let n = 0; n < count; n++)
    db.run(
      `INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, started_at, enqueued_at, last_activity_at)
         VALUES ('wa', 1, 1, ?, 'queued', 'medium', ${NINE}, ${NINE}, ${NINE})`,
      [old.id],
    );
}
const inQueues = ({ db }: Office) =>
  db.query("SELECT q.name AS queue, count(*) AS n FROM conversations c JOIN queues q ON q.id = c.queue_id GROUP BY q.id").all();

test("its channels, and all its conversations however many, come to the queue that the file names", async () => {
  const here = await shop();
  waiting(here, MOVED_MAX + 1);
  const into = away({ moveTo: "Sales" });
  const done = [`queue old: removed, replaced by sales, open conversations moved: ${MOVED_MAX + 1}`];
  expect(await apply(here, into, { dryRun: true })).toEqual(done);
  expect(inQueues(here)).toEqual([{ queue: "old", n: MOVED_MAX + 1 }]);
  expect(await apply(here, into)).toEqual(done);
  expect(inQueues(here)).toEqual([{ queue: "sales", n: MOVED_MAX + 1 }]);
  expect(queueNamed(here.db, "old")).toBeNull();
  expect(here.db.query("SELECT q.name FROM channels c JOIN queues q ON q.id = c.queue_id").values()).toEqual([["sales"]]);
  expect(await apply(here, into)).toEqual([]);
});

test("it may be one that the same file makes", async () => {
  const here = await shop();
  expect(await apply(here, { queues: [...away({ moveTo: "new" }).queues, { name: "new", rings: RINGS }] })).toEqual([
    "queue new: added",
    "queue old: removed, replaced by new",
  ]);
});

test("without it the file is told what is in the way and what to say; what the file itself ends is not in the way", async () => {
  const here = await shop();
  expect(await apply(here, away())).toEqual(["refused", `${NEEDED} Main number still uses this queue: name the one that takes over, ${NAME_IT}`]);
  waiting(here, 2);
  const elsewhere = { ...away(), channels: [{ id: "wa", queue: "sales" }] };
  expect(await apply(here, elsewhere)).toEqual(["refused", `${NEEDED} 2 conversations are open in this queue: name the one that they go to, ${NAME_IT}`]);
  here.db.run("UPDATE conversations SET state = 'closed', closed_at = 1");
  expect(await apply(here, elsewhere)).toEqual(["channel wa: queue old → sales", "queue old: removed"]);
});

test("one that is not there, goes too, or does not take it all is refused, and nothing has moved", async () => {
  const here = await shop();
  waiting(here, 1);
  expect(await apply(here, away({ moveTo: "sails" }))).toEqual([
    "refused",
    'queues[0].moveTo: there is no "sails" among the queues; known are chats, old, sales',
  ]);
  expect(await apply(here, away({ moveTo: "old" }))).toEqual(["refused", "queues[0].moveTo: old is absent in this very file"]);
  expect(await apply(here, { queues: [...away({ moveTo: "sales" }).queues, { name: "sales", absent: true }] })).toEqual([
    "refused",
    "queues[0].moveTo: sales is absent in this very file",
  ]);
  expect(await apply(here, away({ moveTo: "chats" }))).toEqual(["refused", expect.stringMatching(/^queues\[0\]\.moveTo: .+/)]);
  expect(inQueues(here)).toEqual([{ queue: "old", n: 1 }]);
});

test("on a queue that stays it is a mistake", async () => {
  const here = await shop();
  expect(await apply(here, { queues: [{ name: "old", moveTo: "sales" }] })).toEqual([
    "refused",
    'queues[0].moveTo: counts only with "absent": true: this queue stays',
  ]);
});
