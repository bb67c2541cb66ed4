import type { Database } from "bun:sqlite";
import type { ChannelKind } from "../channels/channel.ts";
import { record } from "../events/record.ts";
import { enqueue } from "../jobs/queue.ts";
import { findMessage, newestUnread, noteReadByAgent } from "./message-store.ts";
import { heldBy } from "./reply.ts";
import { clearUnread } from "./store.ts";

type Reader = { conversationId: number; agentId: number };

/**
 * The agent who holds a conversation has it before their eyes: what the customer wrote is read. Where the channel has marks for
 * that, the newest message's is owed to the provider. Throws Conflict when it is not theirs (any more).
 */
export function markRead(db: Database, { conversationId, agentId }: Reader, channel: Pick<ChannelKind, "readMarks"> | null, now: number) {
  const { channelId, queueId, unread } = heldBy(db, conversationId, agentId);
  if (unread === 0) return;
  const newest = channel?.readMarks && newestUnread.get(db, { conversationId });
  const eventId = record(db, now, "conversation.read", { conversationId, agentId, queueId }, {});
  noteReadByAgent.run(db, { conversationId, agentId, now, eventId });
  clearUnread.run(db, { id: conversationId, agentId, eventId });
  // It marks all before it, so a later one takes its place.
  if (newest) enqueue(db, "message.mark-read", { messageId: newest.id }, { now, key: `read:${conversationId}`, pool: channelId });
}

/** A customer's message as the provider knows it; null when it is gone. */
export function readMessage(db: Database, messageId: number): { channelId: string; providerId: string; sentAt: number } | null {
  const message = findMessage.get(db, { id: messageId });
  return message?.providerId ? { channelId: message.channelId, providerId: message.providerId, sentAt: message.sentAt } : null;
}
