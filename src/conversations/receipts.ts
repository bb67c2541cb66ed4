import type { Database } from "bun:sqlite";
import type { Consequence, Inbound, Pricing, ProviderError, ReceiptStatus } from "../channels/channel.ts";
import { noteWindowClosed } from "../customers/window.ts";
import { record } from "../events/record.ts";
import { forget } from "../jobs/queue.ts";
import { type Conversation, type Message, type Status, subjectOf } from "./conversation.ts";
import {
  findByProviderId,
  findMessage,
  forgetEarlyReceipts,
  insertEarlyReceipt,
  moveToStatus,
  nameSent,
  noteDelivered,
  notePricing,
  noteRead,
  takeEarlyReceipts,
  unseenByCustomer,
} from "./message-store.ts";
import { findConversation, noteChange } from "./store.ts";

type Receipt = Extract<Inbound, { what: "receipt" }>;
type News = Pick<Receipt, "status" | "at" | "error" | "means" | "pricing">;

/** So many are forgotten at once, so that nobody waits for it. */
const EARLY_AT_ONCE = 500;
/** A failure counts as far as "sent": only what shows that the message arrived is more. */
const RANK: Record<Status, number> = { received: 0, queued: 1, sending: 1, uncertain: 1, sent: 2, failed: 2, delivered: 3, read: 4, played: 5 };

/**
 * What we give the provider with a message, to know it again when its answer was lost. The instant keeps two lives of one
 * folder apart, the round what a person has sent again.
 */
export function trackerOf({ id, receivedAt, round }: Pick<Message, "id" | "receivedAt" | "round">): string {
  return `parlo:${id}:${receivedAt.toString(36)}:${round}`;
}

/**
 * The provider tells how far a message of ours has come. One that comes before its message waits for it. False when
 * that was known: providers tell everything again.
 */
export function receipt(db: Database, channelId: string, news: Receipt, now: number): boolean {
  const { providerId, status, at, error, means, pricing } = news;
  const message = findByProviderId.get(db, { channelId, providerId }) ?? tracked(db, channelId, news, now);
  if (message) return message.direction === "out" && advance(db, message, news, now);
  const problem = error && JSON.stringify({ ...error, ...(means ? { means } : {}) });
  return insertEarlyReceipt.run(db, { channelId, providerId, status, at, error: problem, pricing: pricing ? JSON.stringify(pricing) : null, now }) > 0;
}

type Seen = { identityId: number; channelId: string; upTo: number; status: "delivered" | "read" };

/** Whether `seenByCustomer` would change anything. */
export const isUnseen = (db: Database, seen: Seen): boolean => unseenByCustomer.all(db, seen).length > 0;

/** The customer's own page tells that it has our messages up to one, or showed them. */
export function seenByCustomer(db: Database, seen: Seen, now: number) {
  for (const message of unseenByCustomer.all(db, seen)) advance(db, message, { status: seen.status, at: now, error: null }, now);
}

/** The provider took a message and named it: receipts that were faster than its answer count now. */
export function named(db: Database, message: Message, providerId: string, now: number) {
  nameSent.run(db, { id: message.id, providerId, sentAt: now });
  advance(db, message, { status: "sent", at: now, error: null }, now);
  countEarly(db, message, providerId, now);
}

function countEarly(db: Database, { id, channelId }: Message, providerId: string, now: number) {
  for (const { status, at, error, pricing } of takeEarlyReceipts.all(db, { channelId, providerId })) {
    const current = findMessage.get(db, { id });
    const problem = error === null ? null : (JSON.parse(error) as ProviderError & { means?: Consequence });
    const news: News = {
      status: status as ReceiptStatus,
      at,
      error: problem,
      ...(problem?.means ? { means: problem.means } : {}),
      ...(pricing === null ? {} : { pricing: JSON.parse(pricing) as Pricing }),
    };
    if (current) advance(db, current, news, now);
  }
}

/** Receipts whose message has not come by now are of somebody else. True when there may be more. */
export function forgetEarly(db: Database, receivedBefore: number): boolean {
  return forgetEarlyReceipts.run(db, { before: receivedBefore, limit: EARLY_AT_ONCE }) === EARLY_AT_ONCE;
}

// A status only ever moves forward; "failed" counts from what has not been delivered. True when it moved. Times and pricing count
// whether it does or not, for they are told once.
function advance(db: Database, message: Message, { status, at, error, means, pricing }: News, now: number): boolean {
  const forward = status === "failed" ? RANK[message.status] <= RANK.sent && message.status !== "failed" : RANK[status] > RANK[message.status];
  noteTimes(db, message.id, status, at || now);
  if (pricing) notePricing.run(db, { id: message.id, pricing: JSON.stringify(pricing) });
  if (!forward) return false;
  const conversation = findConversation.get(db, { id: message.conversationId }) as Conversation;
  const about = subjectOf(conversation);
  const problem = error && { code: error.code, detail: error.detail };
  const eventId =
    status === "failed"
      ? record(db, now, "message.failed", about, { messageId: message.id, code: problem?.code ?? "" })
      : record(db, now, `message.${status}`, about, { messageId: message.id });
  moveToStatus.run(db, { id: message.id, from: message.status, status, eventId, error: problem && JSON.stringify(problem) });
  noteChange.run(db, { id: conversation.id, eventId });
  // It was closed when the message left: the customer may have written since.
  if (means === "close-window") noteWindowClosed(db, { identityId: conversation.identityId, channelId: message.channelId, at: message.sentAt });
  return true;
}

function noteTimes(db: Database, id: number, status: ReceiptStatus, at: number) {
  if (status === "delivered") noteDelivered.run(db, { id, at });
  if (status === "read" || status === "played") noteRead.run(db, { id, at });
}

const ARRIVED: ReadonlySet<ReceiptStatus> = new Set(["delivered", "read", "played"]);

/**
 * The answer to our request was lost, but the receipt carries our own id. Of a round before this one only the news that it
 * did arrive counts, and only while the next has not left: then that need not go out.
 */
function tracked(db: Database, channelId: string, { tracker, providerId, status }: Receipt, now: number): Message | null {
  const [, id, , round] = /^parlo:(\d+):(\w+):(\d+)$/.exec(tracker ?? "") ?? [];
  const message = id === undefined ? null : findMessage.get(db, { id: Number(id) });
  if (!message || message.channelId !== channelId || message.providerId !== null) return null;
  if (trackerOf({ ...message, round: Number(round) }) !== tracker || Number(round) > message.round) return null;
  if (Number(round) < message.round && !(ARRIVED.has(status) && message.status === "queued")) return null;
  nameSent.run(db, { id: message.id, providerId, sentAt: message.sentAt });
  forget(db, `deliver:${message.id}`);
  countEarly(db, message, providerId, now);
  return findMessage.get(db, { id: message.id });
}
