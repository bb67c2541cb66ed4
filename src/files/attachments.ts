import type { Database } from "bun:sqlite";
import { type Attachment, attachmentsOfMessages } from "./store.ts";

export type { Attachment } from "./store.ts";

/** The attachments of some messages, in the order they were attached. */
export function attachmentsOf(db: Database, messageIds: readonly number[]): Attachment[] {
  return messageIds.length === 0 ? [] : attachmentsOfMessages.all(db, { messageIds: JSON.stringify(messageIds) });
}
