import type { Database } from "bun:sqlite";
import type { Inbound } from "../channels/channel.ts";
import { recognise, rehandle } from "../customers/identify.ts";
import { record } from "../events/record.ts";
import { reword } from "../search/keep.ts";
import { type Conversation, type Message, subjectOf } from "./conversation.ts";
import { findByProviderId, findMessage, findReaction, insertMessage, noteChangedBy, noteRevoked, rewrite } from "./message-store.ts";
import { placeInbound, placeOurs } from "./place.ts";
import type { Entry } from "./receive.ts";
import { findConversation, findLatestConversation, findOpenConversation, noteChange } from "./store.ts";

type What<W extends Inbound["what"]> = Extract<Inbound, { what: W }>;

/** Words that stood before: until when, and the provider's id of the edit that took their place. */
type Edit = { text: string; at: number; by: string };
type Version = { text: string; since: number; by: string };

/** The customer edited a message: what was edited last stands, the other words are kept with it. False when the message has not come yet. */
export function edit(db: Database, { channelId }: Entry, change: What<"edit">, now: number): boolean {
  const message = findByProviderId.get(db, { channelId, providerId: change.target });
  if (!message) return false;
  const data = dataOf<{ edits?: Edit[] }>(message);
  const edits = data.edits ?? [];
  if (edits.some(({ by }) => by === change.providerId)) return true;
  const versions = [...versionsOf(message, edits), { text: change.text, since: change.at || now, by: change.providerId }];
  const { text, kept } = inOrder(versions);
  amended(db, message, "edited", now, (eventId) => write(db, message.id, text, { ...data, edits: kept }, eventId));
  return true;
}

const write = (db: Database, id: number, text: string, data: unknown, eventId: number) =>
  reword(db, id, () => rewrite.run(db, { id, text, data: JSON.stringify(data), eventId }));

function versionsOf({ text }: Message, edits: readonly Edit[]): Version[] {
  const made = [{ at: 0, by: "" }, ...edits];
  return [...edits.map((edit) => edit.text), text].map((words, n) => ({ text: words, since: made[n]?.at ?? 0, by: made[n]?.by ?? "" }));
}

function inOrder(versions: readonly Version[]): { text: string; kept: Edit[] } {
  const sorted = versions.toSorted((a, b) => a.since - b.since);
  const kept = sorted.slice(1).map(({ since, by }, n) => ({ text: sorted[n]?.text ?? "", at: since, by }));
  return { text: sorted.at(-1)?.text ?? "", kept };
}

/** The customer deleted a message: it is marked, for somebody may have answered it. False when it has not come yet. */
export function revoke(db: Database, { channelId }: Entry, change: What<"revoke">, now: number): boolean {
  const message = findByProviderId.get(db, { channelId, providerId: change.target });
  if (!message) return false;
  if (message.revokedAt === null) amended(db, message, "revoked", now, (eventId) => noteRevoked.run(db, { id: message.id, at: change.at || now, eventId }));
  return true;
}

/** When the reaction that stands was made, and which of that very second have been seen. */
type Reacted = { at?: number; ids?: string[] };

/**
 * A reaction belongs to the message it is on; it opens no conversation and counts as no new message. An empty one takes it
 * back. The customer's last one stands, in whatever order they come.
 */
export function react(db: Database, entry: Entry, reaction: What<"reaction">, now: number) {
  const { channelId } = entry;
  if (findByProviderId.get(db, { channelId, providerId: reaction.providerId })) return;
  const conversation = conversationOf(db, entry, reaction);
  if (!conversation) return;
  const before = findReaction.get(db, { conversationId: conversation.id, replyTo: reaction.target, authorType: "customer" });
  const text = reaction.emoji ?? "";
  const at = reaction.at || now;
  if (before) {
    const data = nextReaction(dataOf<Reacted>(before), reaction.providerId, at);
    if (data) amended(db, before, "reacted", now, (eventId) => write(db, before.id, text, data, eventId));
    return;
  }
  const { id } = insertMessage.get(db, {
    conversationId: conversation.id,
    channelId,
    position: placeInbound(db, conversation.id, at),
    direction: "in",
    kind: "reaction",
    text,
    data: JSON.stringify({ at, ids: [reaction.providerId] }),
    status: "received",
    authorType: "customer",
    authorId: conversation.customerId,
    clientId: null,
    providerId: reaction.providerId,
    replyTo: reaction.target,
    sentAt: at,
    receivedAt: now,
  }) as { id: number };
  told(db, conversation, id, "reacted", now);
}

// Null when it is older than the one that stands, or that one itself.
function nextReaction({ at: last = 0, ids = [] }: Reacted, id: string, at: number): Reacted | null {
  if (at < last || ids.includes(id)) return null;
  return { at, ids: at === last ? [...ids, id] : [id] };
}

/** The customer is known by other handles now; an open conversation gets a line that says so. */
export function rename(db: Database, entry: Entry, change: What<"rename">, now: number) {
  const { channelId } = entry;
  if (findByProviderId.get(db, { channelId, providerId: change.providerId })) return;
  const identity = rehandle(db, entry, change.before, change.after, now);
  const conversation = identity && findOpenConversation.get(db, { identityId: identity.id, channelId });
  if (conversation) addLine(db, conversation, { text: change.line, providerId: change.providerId }, now);
}

/** A line of the system in a conversation; its words are made when it is shown, except those of a provider. */
export function addLine(db: Database, conversation: Conversation, line: { text: string; providerId?: string; data?: unknown }, now: number): number {
  const { id } = insertMessage.get(db, {
    conversationId: conversation.id,
    channelId: conversation.channelId,
    position: placeOurs(db, conversation.id, now),
    direction: "system",
    kind: "text",
    text: line.text,
    data: line.data === undefined ? null : JSON.stringify(line.data),
    status: "received",
    authorType: "system",
    authorId: null,
    clientId: null,
    providerId: line.providerId ?? null,
    replyTo: null,
    sentAt: now,
    receivedAt: now,
  }) as { id: number };
  told(db, conversation, id, "edited", now);
  return id;
}

/** Something about a message changed that is not its text: its file came. */
export function messageChanged(db: Database, { messageId, what }: { messageId: number; what: "file" }, now: number) {
  const message = findMessage.get(db, { id: messageId });
  if (message) amended(db, message, what, now, (eventId) => noteChangedBy.run(db, { id: messageId, eventId }));
}

function conversationOf(db: Database, entry: Entry, { target, from }: What<"reaction">): Conversation | null {
  const message = findByProviderId.get(db, { channelId: entry.channelId, providerId: target });
  if (message) return findConversation.get(db, { id: message.conversationId });
  const identity = recognise(db, entry, from.handles);
  return identity && findLatestConversation.get(db, { identityId: identity.id, channelId: entry.channelId });
}

function told(db: Database, conversation: Conversation, messageId: number, what: "edited" | "reacted", now: number) {
  const eventId = record(db, now, "message.changed", subjectOf(conversation), { messageId, what });
  noteChangedBy.run(db, { id: messageId, eventId });
  noteChange.run(db, { id: conversation.id, eventId });
}

const dataOf = <T>({ data }: Message) => (JSON.parse(data ?? "{}") ?? {}) as T;

function amended(db: Database, message: Message, what: "edited" | "revoked" | "reacted" | "file", now: number, change: (eventId: number) => void) {
  const conversation = findConversation.get(db, { id: message.conversationId }) as Conversation;
  const eventId = record(db, now, "message.changed", subjectOf(conversation), { messageId: message.id, what });
  change(eventId);
  noteChange.run(db, { id: conversation.id, eventId });
}
