import { whatsapp } from "../../src/channels/whatsapp/index.ts";
import { react } from "../../src/conversations/amend.ts";
import { accept, offer } from "../../src/conversations/assignment.ts";
import { type CustomerMessage, receive } from "../../src/conversations/receive.ts";
import { note, reply } from "../../src/conversations/reply.ts";
import { findOpened, type Opened } from "../../src/desk/store.ts";
import { threadOf } from "../../src/desk/thread.ts";
import { ana, QUEUES, seconds, type World } from "../world.ts";

// A talk between a customer and Ana, for what the desk shows of it.

export const EVERYTHING = { viewerId: ana, viewerScope: "all" } as const;
const ENTRY = { channelId: "wa", channelKind: "whatsapp", scope: "waba", queueId: QUEUES.sales, priority: "medium" } as const;
const handles = (from: string) => ({ handles: [{ kind: "wa_id", value: from }], profileName: null });

let messages = 0;

/** The customer says something, now unless it was sent before; gives the message's id. */
export function says(here: World, text: string, more: Partial<CustomerMessage> & { by?: string } = {}): number {
  const { by = "393471234567", ...rest } = more;
  const message: CustomerMessage = {
    what: "message",
    account: "1",
    providerId: `wamid.IN${++messages}`,
    from: handles(by),
    kind: "text",
    text,
    data: null,
    media: null,
    replyTo: null,
    sentAt: here.now,
    opensWindow: true,
    ...rest,
  };
  return here.write((db) => receive(db, ENTRY, message, here.now)) as number;
}

/** The conversation a message is in, as an agent opens it. */
export function conversationOf({ db }: World, messageId: number): Opened {
  const { id } = db.query("SELECT conversation_id AS id FROM messages WHERE id = ?").get(messageId) as { id: number };
  return findOpened.get(db, { ...EVERYTHING, id }) as Opened;
}

/** Ana is offered a conversation and takes it. */
export function taken(here: World, { id }: Opened) {
  here.write((db) => offer(db, { conversationId: id, agentId: ana, queueId: QUEUES.sales, expiresAt: here.now + seconds(30) }, here.now));
  here.write((db) => accept(db, { conversationId: id, agentId: ana }, here.now));
}

export function answers(here: World, { id }: Opened, text: string): number {
  const said = { conversationId: id, agentId: ana, clientId: `client-${++messages}`, text, uploads: [], replyTo: null };
  return here.write((db) => reply(db, said, whatsapp, here.now))[0] as number;
}

export function notes(here: World, { id }: Opened, text: string, agentId: number = ana): number {
  return here.write((db) => note(db, { conversationId: id, agentId, clientId: `client-${++messages}`, text }, here.now));
}

export function reacts(here: World, emoji: string | null, target: string) {
  const reaction = { what: "reaction", account: "1", providerId: `wamid.IN${++messages}`, from: handles("393471234567"), target, emoji, at: here.now } as const;
  here.write((db) => react(db, ENTRY, reaction, here.now));
}

export const lastEventId = ({ db }: World) => (db.query("SELECT max(id) AS id FROM events").get() as { id: number }).id;
export const textsOf = (messages: readonly { text: string }[]) => messages.map(({ text }) => text);
export const shown = ({ db }: World, conversation: Opened, above?: { position: number; id: number }) => threadOf(db, whatsapp, conversation, above);
