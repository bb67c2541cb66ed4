import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { kinds } from "../channels/registry.ts";
import { record } from "../events/record.ts";
import { type Hours, isOpen } from "../queues/hours.ts";
import { type Conversation, subjectOf } from "./conversation.ts";
import { oweDelivery } from "./delivery.ts";
import { insertMessage, noteChangedBy } from "./message-store.ts";
import { placeOurs } from "./place.ts";
import { findHours, noteActivity } from "./store.ts";

/**
 * To a conversation that starts while its queue or its channel is closed the queue says so, once: in the customer's language, else the
 * workspace's, else in the one it has. Gives the message's id; null where it is open or has nothing to say.
 */
export function sayOffline(db: Database, conversation: Conversation, now: number): number | null {
  const { id: conversationId, channelId } = conversation;
  const { queueHours, channelHours, offline, kind, language } = findHours.get(db, { id: conversationId }) ?? NOTHING;
  const zone = setting(db, "timeZone");
  if (offline === null || [queueHours, channelHours].every((hours) => isOpen(hoursIn(hours), zone, now))) return null;
  const texts = JSON.parse(offline) as Record<string, string>;
  const text = texts[language?.slice(0, 2).toLowerCase() ?? ""] ?? texts[setting(db, "language")] ?? Object.values(texts)[0];
  if (text === undefined) return null;

  const delivered = kinds.get(kind)?.send !== undefined;
  const { id } = insertMessage.get(db, {
    conversationId,
    channelId,
    position: placeOurs(db, conversationId, now),
    direction: "out",
    kind: "text",
    text,
    data: null,
    status: delivered ? "queued" : "sent",
    authorType: "system",
    authorId: null,
    clientId: null,
    providerId: null,
    replyTo: null,
    sentAt: now,
    receivedAt: now,
  }) as { id: number };
  if (delivered) oweDelivery(db, { id, conversationId, channelId }, now);
  const eventId = record(db, now, "message.written", subjectOf(conversation), { messageId: id });
  noteChangedBy.run(db, { id, eventId });
  noteActivity.run(db, { id: conversationId, messageId: id, now, owesSince: null, eventId });
  return id;
}

const NOTHING = { queueHours: null, channelHours: null, offline: null, kind: "", language: null };
const hoursIn = (text: string | null): Hours | null => (text === null ? null : (JSON.parse(text) as Hours));
