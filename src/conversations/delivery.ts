import type { Database } from "bun:sqlite";
import type { Outbound, ProviderError } from "../channels/channel.ts";
import { choicesIn } from "../channels/choices.ts";
import { handlesFor } from "../customers/identify.ts";
import { checkWindow, noteWindowClosed } from "../customers/window.ts";
import { record } from "../events/record.ts";
import { fileToSend } from "../files/attach.ts";
import { enqueue, forgetAll } from "../jobs/queue.ts";
import { placeInData } from "../locations/place.ts";
import { type Conversation, type Message, type Status, subjectOf } from "./conversation.ts";
import { findMessage, moveToAgain, moveToStatus, pendingMessages } from "./message-store.ts";
import { named, trackerOf } from "./receipts.ts";
import { findConversation, noteChange } from "./store.ts";

/** A message of ours on its way, with all a channel must know to send it. */
export type Delivery = { message: Message; channelId: string; identityId: number; outbound: Outbound };

/** Owes the delivery of a message: one at a time in its conversation, a few at a time on its channel. */
export function oweDelivery(db: Database, message: Pick<Message, "id" | "conversationId" | "channelId">, now: number) {
  const { id: messageId, conversationId, channelId } = message;
  enqueue(db, "message.deliver", { messageId }, { now, key: `deliver:${messageId}`, lane: `conversation:${conversationId}`, pool: channelId });
}

/** What is still to be sent of a message; null when it is gone, was sent or has failed. */
export function deliveryOf(db: Database, messageId: number, dataDir: string): Delivery | null {
  const message = findMessage.get(db, { id: messageId });
  if (!message || (message.status !== "queued" && message.status !== "sending")) return null;
  const { identityId, channelId } = findConversation.get(db, { id: message.conversationId }) as Conversation;
  const place = message.kind === "location" ? placeInData(message.data) : null;
  const outbound: Outbound = {
    to: handlesFor(db, identityId),
    kind: message.kind as Outbound["kind"],
    text: message.text,
    ...(place && { place }),
    file: fileToSend(db, messageId, dataDir),
    replyTo: message.replyTo,
    choices: choicesIn(message.data),
    tracker: trackerOf(message),
  };
  return { message, channelId, identityId, outbound };
}

/** On the disk before the request: after a crash we know that it may have left. False when it is not waiting to be sent. */
export function markSending(db: Database, messageId: number, now: number): boolean {
  return move(db, messageId, ["queued"], "sending", null, (about) => record(db, now, "message.sending", about, { messageId })) !== null;
}

export function markSent(db: Database, messageId: number, providerId: string, now: number) {
  const message = findMessage.get(db, { id: messageId });
  if (message && message.providerId === null) named(db, message, providerId, now);
}

/** It surely did not leave, so it may be tried again. */
export function markQueued(db: Database, messageId: number, now: number) {
  move(db, messageId, ["sending"], "queued", null, (about) => record(db, now, "message.requeued", about, { messageId }));
}

/** Nobody knows whether it left: the agent decides whether to send it again. */
export function markUncertain(db: Database, messageId: number, now: number) {
  move(db, messageId, ["sending"], "uncertain", null, (about) => record(db, now, "message.uncertain", about, { messageId }));
}

/** This is a copy of another life of the folder: what was on its way then may have left long ago. Says how many. */
export function abandonDeliveries(db: Database, now: number): number {
  forgetAll(db, ["message.deliver", "message.reconcile"]);
  const pending = pendingMessages.all(db);
  for (const { id: messageId } of pending)
    move(db, messageId, ["queued", "sending"], "uncertain", null, (about) => record(db, now, "message.uncertain", about, { messageId }));
  return pending.length;
}

/** It will not arrive, and why; `closesWindow` when the provider says that the customer must write first. */
export function markFailed(db: Database, messageId: number, error: ProviderError, closesWindow: boolean, now: number) {
  const moved = move(db, messageId, ["queued", "sending"], "failed", JSON.stringify(error), (about) =>
    record(db, now, "message.failed", about, { messageId, code: error.code }),
  );
  if (moved && closesWindow) noteWindowClosed(db, { identityId: moved.identityId, channelId: moved.channelId, at: now });
}

type Again = { messageId: number; conversationId: number; agentId: number; windowMs: number | null };

/**
 * The agent wants a failed or uncertain message sent again: another round of it. False when it is not theirs, or not in that
 * state (any more). Throws Conflict when the customer must write first.
 */
export function sendAgain(db: Database, { messageId, conversationId, agentId, windowMs }: Again, now: number): boolean {
  const message = findMessage.get(db, { id: messageId });
  const conversation = message && findConversation.get(db, { id: message.conversationId });
  if (!message || message.conversationId !== conversationId || conversation?.state !== "active" || conversation.agentId !== agentId) return false;
  if (message.direction !== "out" || (message.status !== "failed" && message.status !== "uncertain")) return false;
  checkWindow(db, conversation, windowMs, now);
  const eventId = record(db, now, "message.requeued", subjectOf(conversation), { messageId });
  moveToAgain.run(db, { id: messageId, eventId });
  noteChange.run(db, { id: conversationId, eventId });
  oweDelivery(db, message, now);
  return true;
}

type About = ReturnType<typeof subjectOf>;

function move(db: Database, messageId: number, from: Status[], status: Status, error: string | null, tell: (about: About) => number): Conversation | null {
  const message = findMessage.get(db, { id: messageId });
  if (!message || !from.includes(message.status)) return null;
  const conversation = findConversation.get(db, { id: message.conversationId }) as Conversation;
  const eventId = tell(subjectOf(conversation));
  moveToStatus.run(db, { id: messageId, from: message.status, status, eventId, error });
  noteChange.run(db, { id: conversation.id, eventId });
  return conversation;
}
