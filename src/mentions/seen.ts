import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { noteSeen } from "./store.ts";

type Seen = { userId: number; conversationId: number; messageIds: readonly number[] };

/** Somebody has had notes before their eyes in which they are named. What is seen already stays as it is. */
export function seeMentions(db: Database, { userId, conversationId, messageIds }: Seen, now: number) {
  for (const { messageId } of noteSeen.all(db, { userId, conversationId, ids: JSON.stringify(messageIds), now })) {
    record(db, now, "mention.seen", { agentId: userId }, { about: conversationId, messageId });
  }
}
