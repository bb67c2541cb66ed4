import { expect, test } from "bun:test";
import { addQueue, changeQueue, queueOr404 } from "../../src/queues/change.ts";
import { QUEUE_INITIAL, type QueueInput } from "../../src/queues/queue.ts";
import { removeQueue } from "../../src/queues/remove.ts";
import { addSkillset } from "../../src/skillsets/change.ts";
import { greta, NINE, type Office, office, refusal } from "../admin/office.ts";

function shop() {
  const here = office();
  const skill = (name: string) => here.write((db) => addSkillset(db, { name }, greta, NINE));
  const skills = { sales: skill("sales"), support: skill("support") };
  const orders: QueueInput = { ...QUEUE_INITIAL, name: "Orders", rings: [{ afterSeconds: 0, skillsetIds: [skills.sales] }] };
  here.news();
  here.audits();
  return { here, skills, orders };
}
const add = ({ write }: Office, input: QueueInput) => write((db) => addQueue(db, input, greta, NINE));
const change = ({ write }: Office, id: number, input: QueueInput) => write((db) => changeQueue(db, id, input, greta, NINE));

test("a queue is made with its rings", () => {
  const { here, skills, orders } = shop();
  const id = add(here, { ...orders, rings: [...orders.rings, { afterSeconds: 45, skillsetIds: [skills.support, skills.sales, skills.support] }] });
  expect(queueOr404(here.db, id)).toEqual({
    ...QUEUE_INITIAL,
    id,
    name: "Orders",
    acceptance: "manual",
    offerSeconds: 30,
    priority: "medium",
    rejectPauseSeconds: 60,
    rings: [
      { afterSeconds: 0, minLevel: 1, skillsetIds: [skills.sales] },
      { afterSeconds: 45, minLevel: 1, skillsetIds: [skills.sales, skills.support] },
    ],
  });
  expect(here.news()).toMatchObject([{ kind: "queue.changed", queueId: id, data: { queueId: id } }]);
  expect(here.audits()).toMatchObject([{ userId: 1, action: "queue.added", subject: `queue:${id}`, after: { name: "Orders", offerSeconds: 30 } }]);
});

test("everything that is wrong with a queue is told at once, field by field", () => {
  const { here, skills, orders } = shop();
  const ring = (afterSeconds: number, ...skillsetIds: number[]) => ({ afterSeconds, minLevel: 1, skillsetIds });
  const wrong = { ...orders, name: " ", offerSeconds: 0, rings: [ring(0), ring(45, skills.sales), ring(40, skills.sales), ring(90_000, skills.sales)] };
  expect(refusal(() => add(here, wrong))).toEqual({
    name: "field.required",
    offerSeconds: "offer.none",
    "rings[0].skillsets": "ring.empty",
    "rings[2].afterSeconds": "ring.order",
    "rings[3].afterSeconds": "ring.too-late",
  });
  expect(refusal(() => add(here, { ...orders, rings: [ring(0, 999)] }))).toEqual({ "rings[0].skillsets": "field.choose" });
  expect(here.news()).toEqual([]);
});

test("of a change only what differs is written down", () => {
  const { here, orders } = shop();
  const id = add(here, orders);
  here.audits();
  change(here, id, { ...orders, offerSeconds: 20 });
  expect(here.audits()).toEqual([{ userId: 1, action: "queue.changed", subject: `queue:${id}`, before: { offerSeconds: 30 }, after: { offerSeconds: 20 } }]);
});

test("a change sent twice changes once", () => {
  const { here, skills, orders } = shop();
  const id = add(here, orders);
  const wanted = { ...orders, acceptance: "automatic" as const, rings: [{ afterSeconds: 10, minLevel: 3, skillsetIds: [skills.support] }] };
  change(here, id, wanted);
  here.news();
  change(here, id, wanted);
  expect(here.news()).toEqual([]);
  expect(queueOr404(here.db, id)).toMatchObject(wanted);
});

test("a queue that a channel feeds, or in which somebody waits, cannot be removed", () => {
  const { here, orders } = shop();
  const id = add(here, orders);
  const remove = () => refusal(() => here.write((db) => removeQueue(db, id, greta, NINE)));
  feeds(here, id);
  expect(remove()).toEqual({ "conflict.queue-fed": { channels: "Main number" } });

  const other = add(here, { ...orders, name: "Other" });
  here.db.run("UPDATE channels SET queue_id = ?", [other]);
  waits(here, id);
  expect(remove()).toEqual({ "conflict.queue-open": { count: 1 } });
});

test("a removed queue is gone from every list, closed conversations keep it, and its name is free", () => {
  const { here, skills, orders } = shop();
  const id = add(here, orders);
  feeds(here, add(here, { ...orders, name: "Other" }));
  waits(here, id);
  here.db.run("UPDATE conversations SET state = 'closed', closed_at = 1");
  here.news();
  here.write((db) => removeQueue(db, id, greta, NINE));
  expect(here.news()).toMatchObject([{ kind: "queue.changed", data: { queueId: id } }]);
  expect(refusal(() => queueOr404(here.db, id))).toBe("error.not-found");
  expect(here.db.query("SELECT q.name FROM conversations c JOIN queues q ON q.id = c.queue_id").get()).toEqual({ name: "Orders" });
  expect(add(here, { ...orders, rings: [{ afterSeconds: 0, skillsetIds: [skills.support] }] })).toBeGreaterThan(id);
});

const feeds = ({ db }: Office, queueId: number) =>
  db.run("INSERT INTO channels (id, kind, name, queue_id, created_at) VALUES ('wa', 'whatsapp', 'Main number', ?, 0)", [queueId]);

function waits({ db }: Office, queueId: number) {
  db.run("INSERT INTO customers (id, created_at) VALUES (1, 0)");
  db.run("INSERT INTO identities (id, customer_id, channel_kind, scope, created_at) VALUES (1, 1, 'whatsapp', 'w', 0)");
  db.run(
    `INSERT INTO conversations (channel_id, customer_id, identity_id, queue_id, state, priority, started_at, enqueued_at, last_activity_at)
     VALUES ('wa', 1, 1, ?, 'queued', 'medium', 0, 0, 0)`,
    [queueId],
  );
}
