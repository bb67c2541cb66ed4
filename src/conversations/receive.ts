import type { Database } from "bun:sqlite";
import type { Inbound } from "../channels/channel.ts";
import { identify } from "../customers/identify.ts";
import { noteCustomerWrote } from "../customers/window.ts";
import { record } from "../events/record.ts";
import { expectFile } from "../files/attach.ts";
import { type Conversation, type Priority, subjectOf } from "./conversation.ts";
import { findByProviderId, insertMessage, noteChangedBy } from "./message-store.ts";
import { sayOffline } from "./offline.ts";
import { placeInbound } from "./place.ts";
import { prefer } from "./prefer.ts";
import { findConversation, findOpenConversation, insertConversation, noteUnread } from "./store.ts";
import { comeBack } from "./wait.ts";

export type Entry = { channelId: string; channelKind: string; scope: string; queueId: number; priority: Priority };
export type CustomerMessage = Extract<Inbound, { what: "message" }>;

/**
 * A customer's message joins their open conversation on this channel or starts a new one. Providers deliver
 * again: a message that is known changes nothing and gives null; else the message's id. One whose time the
 * provider does not tell was sent when it came.
 */
export function receive(db: Database, entry: Entry, message: CustomerMessage, now: number): number | null {
  const { channelId } = entry;
  if (findByProviderId.get(db, { channelId, providerId: message.providerId })) return null;

  const sentAt = message.sentAt || now;
  const identity = identify(db, entry, message.from, now, sentAt);
  const open = joined(db, identity.id, channelId, now);
  const conversation = open ?? start(db, entry, identity, now);
  const { id: messageId } = insertMessage.get(db, {
    conversationId: conversation.id,
    channelId,
    position: placeInbound(db, conversation.id, sentAt),
    direction: "in",
    kind: message.kind,
    text: message.text,
    data: message.data === null ? null : JSON.stringify(message.data),
    status: "received",
    authorType: "customer",
    authorId: identity.customerId,
    clientId: null,
    providerId: message.providerId,
    replyTo: message.replyTo,
    sentAt,
    receivedAt: now,
  }) as { id: number };
  if (message.media) expectFile(db, { messageId, channelId, media: message.media }, now);
  if (message.opensWindow) noteCustomerWrote(db, { identityId: identity.id, channelId, at: sentAt });

  const eventId = record(db, now, "message.received", subjectOf(conversation), { messageId });
  noteChangedBy.run(db, { id: messageId, eventId });
  noteUnread.run(db, { id: conversation.id, messageId, now, eventId });
  if (!open) sayOffline(db, conversation, now);
  return messageId;
}

function joined(db: Database, identityId: number, channelId: string, now: number): Conversation | null {
  const open = findOpenConversation.get(db, { identityId, channelId });
  return open?.state === "waiting" ? comeBack(db, open, now) : open;
}

function start(
  db: Database,
  { channelId, queueId, priority }: Entry,
  { id: identityId, customerId }: { id: number; customerId: number },
  now: number,
): Conversation {
  const { id } = insertConversation.get(db, { channelId, customerId, identityId, queueId, priority, now }) as { id: number };
  record(db, now, "conversation.started", { conversationId: id, queueId }, { channelId });
  record(db, now, "conversation.queued", { conversationId: id, queueId, wasQueueId: null }, { reason: "new" });
  prefer(db, { id, customerId, queueId }, now);
  return findConversation.get(db, { id }) as Conversation;
}
