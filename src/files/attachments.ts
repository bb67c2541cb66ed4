import type { Database } from "bun:sqlite";
import { type Attachment, attachmentsOfMessages, fileIdsOf } from "./store.ts";

export type { Attachment } from "./store.ts";

/** The attachments of some messages, in the order they were attached. */
export function attachmentsOf(db: Database, messageIds: readonly number[]): Attachment[] {
  return messageIds.length === 0 ? [] : attachmentsOfMessages.all(db, { messageIds: JSON.stringify(messageIds) });
}

/** The files of a conversation's messages, each once; others may name them too. */
export const filesOfConversation = (db: Database, conversationId: number): number[] => fileIdsOf.all(db, { conversationId }).map(({ id }) => id);
