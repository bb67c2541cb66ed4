import { timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { APP_SECRET, WABA_ID } from "../load/calls.ts";
import { inTicks, openBare } from "./log.ts";

// webhooks.ts PORT FOLDER: a folder of Parlo's, served by nothing but Bun: checks the signature, writes the rows that Parlo writes for the
// calls of load/calls.ts, answers when they are on the disk. What it does not find it does not write; it throws.

const [port = "0", folder = ""] = process.argv.slice(2);
const path = join(folder, "parlo.db");
const db = openBare(path);

const insertJournal = db.prepare("INSERT INTO journal (channel_id, received_at, body) VALUES ('wa', ?, ?) RETURNING id");
const finishJournal = db.prepare("UPDATE journal SET state = 'done', done_items = 1, done_at = ? WHERE id = ?");
const insertEvent = db.prepare(
  "INSERT INTO events (at, kind, conversation_id, agent_id, queue_id, was_agent_id, was_queue_id, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
);
const findMessage = db.prepare(
  `SELECT m.id, m.status, c.id AS conversation, c.agent_id AS agent, c.queue_id AS queue FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.channel_id = 'wa' AND m.provider_id = ?`,
);
const noteDelivered = db.prepare("UPDATE messages SET status = 'delivered', changed_by = ?, delivered_at = coalesce(delivered_at, ?) WHERE id = ?");
const noteRead = db.prepare(
  "UPDATE messages SET status = 'read', changed_by = ?, delivered_at = coalesce(delivered_at, ?2), read_at = coalesce(read_at, ?2) WHERE id = ?3",
);
const noteChange = db.prepare("UPDATE conversations SET changed_by = ? WHERE id = ?");
const keepReceipt = db.prepare(
  "INSERT INTO early_receipts (channel_id, provider_id, status, at, received_at) VALUES ('wa', ?, ?, ?, ?) ON CONFLICT DO NOTHING",
);
const findConversation = db.prepare(
  `SELECT c.id, c.customer_id AS customer, c.identity_id AS identity, c.agent_id AS agent, c.queue_id AS queue,
          (SELECT position FROM messages WHERE conversation_id = c.id AND direction <> 'in' ORDER BY position DESC LIMIT 1) AS ours
     FROM handles h JOIN conversations c ON c.identity_id = h.identity_id
    WHERE h.channel_kind = 'whatsapp' AND h.scope = '${WABA_ID}' AND h.kind = 'wa_id' AND h.value = ? AND c.channel_id = 'wa' AND c.state = 'active'`,
);
const insertMessage = db.prepare(
  `INSERT INTO messages (conversation_id, channel_id, position, direction, kind, text, status, author_type, author_id, provider_id, sent_at, received_at)
   VALUES (?, 'wa', ?, 'in', 'text', ?, 'received', 'customer', ?, ?, ?, ?) RETURNING id`,
);
const noteChangedBy = db.prepare("UPDATE messages SET changed_by = ? WHERE id = ?");
const noteUnread = db.prepare(
  `UPDATE conversations SET unread = unread + 1, unread_since = coalesce(unread_since, ?1), last_message_id = ?2, last_activity_at = ?1, changed_by = ?3
    WHERE id = ?4`,
);
const noteWrote = db.prepare(
  `INSERT INTO identity_channels (identity_id, channel_id, last_customer_message_at) VALUES (?, 'wa', ?)
   ON CONFLICT DO UPDATE SET last_customer_message_at = max(coalesce(last_customer_message_at, 0), excluded.last_customer_message_at)`,
);

type Found = { id: number; status: "sent" | "delivered" | "read"; conversation: number; agent: number; queue: number };
type Status = { id: string; status: Found["status"]; timestamp: string };
type Message = { id: string; from: string; timestamp: string; text: { body: string } };
type Call = { entry: { changes: { value: { statuses?: Status[]; messages?: Message[] } }[] }[] };

const RANK = { sent: 0, delivered: 1, read: 2 };
const decoder = new TextDecoder();

const write = inTicks(db, path, (body: Uint8Array) => {
  const now = Date.now();
  const { id } = insertJournal.get(now, body) as { id: number };
  const { value } = (JSON.parse(decoder.decode(body)) as Call).entry[0]!.changes[0]!;
  for (const status of value.statuses ?? []) takeReceipt(status, now);
  for (const message of value.messages ?? []) takeMessage(message, now);
  finishJournal.run(now, id);
});

function takeReceipt({ id, status, timestamp }: Status, now: number) {
  const at = Number(timestamp) * 1000;
  const message = findMessage.get(id) as Found | null;
  if (!message) return void keepReceipt.run(id, status, at, now);
  if (RANK[status] <= RANK[message.status]) return;
  const event = recorded(now, `message.${status}`, message.conversation, message, message.id);
  if (status === "delivered") noteDelivered.run(event, at, message.id);
  if (status === "read") noteRead.run(event, at, message.id);
  noteChange.run(event, message.conversation);
}

function takeMessage({ id: providerId, from, timestamp, text }: Message, now: number) {
  const at = Number(timestamp) * 1000;
  const found = findConversation.get(from) as { id: number; customer: number; identity: number; agent: number; queue: number; ours: number };
  const { id } = insertMessage.get(found.id, Math.max(at, found.ours + 1), text.body, found.customer, providerId, at, now) as { id: number };
  noteWrote.run(found.identity, at);
  const event = recorded(now, "message.received", found.id, found, id);
  noteChangedBy.run(event, id);
  noteUnread.run(now, id, event, found.id);
}

function recorded(now: number, kind: string, conversation: number, { agent, queue }: { agent: number; queue: number }, messageId: number): number {
  return (insertEvent.get(now, kind, conversation, agent, queue, agent, queue, JSON.stringify({ messageId })) as { id: number }).id;
}

function isSigned(body: Uint8Array, signature: string): boolean {
  const digest = new Bun.CryptoHasher("sha256", APP_SECRET).update(body).digest();
  const given = Buffer.from(signature.slice("sha256=".length), "hex");
  return given.length === digest.length && timingSafeEqual(given, digest);
}

Bun.serve({
  port: Number(port),
  hostname: "127.0.0.1",
  fetch: async (request) => {
    if (request.method === "GET") return new Response("ok");
    const body = new Uint8Array(await request.arrayBuffer());
    if (!isSigned(body, request.headers.get("x-hub-signature-256") ?? "")) return new Response("", { status: 401 });
    await write(body);
    return new Response("OK");
  },
});
process.on("SIGTERM", () => process.exit(0));
