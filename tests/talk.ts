import type { Database } from "bun:sqlite";
import type { Handle, Inbound, Sender } from "../src/channels/channel.ts";
import { whatsapp } from "../src/channels/whatsapp/index.ts";
import { accept } from "../src/conversations/assignment.ts";
import type { Message } from "../src/conversations/conversation.ts";
import { MESSAGE } from "../src/conversations/message-store.ts";
import { named, receipt } from "../src/conversations/receipts.ts";
import { type Entry, receive } from "../src/conversations/receive.ts";
import { reply } from "../src/conversations/reply.ts";
import { ana, NINE, QUEUES, type World, world } from "./world.ts";

// Customers who write to the small centre, and Ana who answers.

export const ENTRY: Entry = { channelId: "wa", channelKind: "whatsapp", scope: "waba", queueId: QUEUES.sales, priority: "medium" };

export const bsuid = (value: string): Handle => ({ kind: "bsuid", value });
export const waId = (value: string): Handle => ({ kind: "wa_id", value });
export const phone = (value: string): Handle => ({ kind: "phone", value });
export const MARIO: Sender = { handles: [bsuid("IT.MARIO"), waId("393471234567"), phone("+393471234567")], profileName: "Mario Rossi" };
export const LUISA: Sender = { handles: [bsuid("IT.LUISA"), waId("393479999999"), phone("+393479999999")], profileName: "Luisa Verdi" };

type InboundMessage = Extract<Inbound, { what: "message" }>;
type Words = Partial<Omit<InboundMessage, "what">>;

export function said(providerId: string, { from = MARIO, text = `text of ${providerId}`, sentAt = NINE, ...more }: Words = {}): InboundMessage {
  const rest = { account: "1", kind: "text" as const, data: null, media: null, replyTo: null, opensWindow: true };
  return { what: "message", providerId, from, text, sentAt, ...rest, ...more };
}

/** A customer's message comes in; gives its id, null when it was known. */
export function writes(here: World, providerId: string, words: Words = {}): number | null {
  return here.write((db) => receive(db, ENTRY, said(providerId, { sentAt: here.now, ...words }), here.now));
}

export type Talk = { here: World; id: number };

/** Mario has written at nine, and Ana has accepted. */
export function talk(): Talk {
  const here = world();
  writes(here, "m1", { text: "Good morning" });
  const id = lastConversation(here);
  here.settle();
  here.write((db) => accept(db, { conversationId: id, agentId: ana }, here.now));
  return { here, id };
}

/** Ana answers; gives the ids of the messages. */
export function answers({ here, id }: Talk, clientId: string, text = `text of ${clientId}`, agentId: number = ana): number[] {
  return here.write((db) => reply(db, { conversationId: id, agentId, clientId, text, uploads: [], replyTo: null }, whatsapp, here.now));
}

/** What the provider tells about a message of ours. */
export function tells(here: World, providerId: string, status: "sent" | "delivered" | "read" | "played" | "failed", more: Partial<Receipt> = {}): boolean {
  const news: Receipt = { what: "receipt", account: "1", providerId, status, at: here.now, tracker: null, error: null, ...more };
  return here.write((db) => receipt(db, "wa", news, here.now));
}
type Receipt = Extract<Inbound, { what: "receipt" }>;

/** The provider has taken a message and given it a name. */
export function takes(here: World, messageId: number, providerId: string) {
  here.write((db) => {
    db.run("UPDATE messages SET status = 'sending' WHERE id = ?", [messageId]);
    named(db, message(here, messageId), providerId, here.now);
  });
}

export function message({ db }: { db: Database }, id: number): Message {
  return db.query(`SELECT ${MESSAGE} FROM messages m WHERE m.id = ?`).get(id) as Message;
}

/** The messages of a conversation as they stand. */
export function thread({ db }: { db: Database }, conversationId: number): Message[] {
  return db.query(`SELECT ${MESSAGE} FROM messages m WHERE m.conversation_id = ? ORDER BY m.position, m.id`).all(conversationId) as Message[];
}
export const texts = (here: World, conversationId: number) => thread(here, conversationId).map(({ text }) => text);

export function lastConversation({ db }: { db: Database }): number {
  return (db.query("SELECT max(id) AS id FROM conversations").get() as { id: number }).id;
}

/** Where the window of the last customer who wrote is kept. */
export function windowOf({ db }: { db: Database }): { identityId: number; channelId: string } {
  return db.query("SELECT identity_id AS identityId, channel_id AS channelId FROM conversations ORDER BY id DESC LIMIT 1").get() as ReturnType<typeof windowOf>;
}

/** What has happened since an event, in words: "message.sent", with what it says of itself. */
export function happened({ db }: { db: Database }, since = 0): { kind: string; data: Record<string, unknown> }[] {
  const rows = db.query("SELECT kind, data FROM events WHERE id > ? ORDER BY id").all(since) as { kind: string; data: string }[];
  return rows.map(({ kind, data }) => ({ kind, data: JSON.parse(data) }));
}
export function kinds({ db }: { db: Database }, since = 0): string[] {
  return happened({ db }, since).map(({ kind }) => kind);
}

export function lastEvent({ db }: { db: Database }): number {
  return (db.query("SELECT coalesce(max(id), 0) AS id FROM events").get() as { id: number }).id;
}

export function jobs({ db }: { db: Database }) {
  return db.query("SELECT kind, key, lane, pool, payload, run_at AS runAt, attempts, state FROM jobs ORDER BY id").all() as {
    kind: string;
    key: string | null;
    lane: string | null;
    pool: string | null;
    payload: string;
    runAt: number;
    attempts: number;
    state: string;
  }[];
}
