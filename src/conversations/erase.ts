import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { forgetWordsOf } from "../channels/journal-upkeep.ts";
import { record } from "../events/record.ts";
import { filesOfConversation } from "../files/attachments.ts";
import { Conflict, NotFound } from "../http/errors.ts";
import { enqueue } from "../jobs/queue.ts";
import { eraseMails } from "../mail/ask.ts";
import { forgetConversation } from "../search/keep.ts";
import { eraseRecorded } from "../wrap-up/give.ts";
import { subjectOf } from "./conversation.ts";
import * as store from "./erase-store.ts";
import { findConversation } from "./store.ts";

/** How much would go. */
export const wordsIn = (db: Database, conversationId: number) => store.countWords.get(db, { conversationId }) ?? { messages: 0, files: 0 };

/**
 * Erases what was said in a closed conversation: messages, notes, drafts, files, what was written of it afterwards, mails that were made of it, the
 * provider's bytes. The bare conversation and what happened to it stay, so that reports do. Its files, and what the disk still holds of it, go a little
 * later, never during a backup. Throws NotFound, and Conflict while it is not closed or when it was erased before.
 */
export function erase(db: Database, conversationId: number, who: Who, now: number) {
  const conversation = findConversation.get(db, { id: conversationId });
  if (!conversation) throw new NotFound();
  if (conversation.state !== "closed") throw new Conflict("erase.open");
  const fileIds = filesOfConversation(db, conversationId);
  eraseMails(db, conversationId);
  eraseRecorded(db, conversationId);
  forgetWordsOf(db, conversation);
  store.deleteDrafts.run(db, { conversationId });
  store.deleteScheduled.run(db, { conversationId });
  forgetConversation(db, conversationId);
  store.deleteMessages.run(db, { conversationId });
  const eventId = record(db, now, "conversation.erased", subjectOf(conversation), { by: who.userId });
  if (store.markErased.run(db, { id: conversationId, now, eventId }) === 0) throw new Conflict("erase.done");
  oweScrub(db, fileIds, now);
  audit(db, { who, action: "conversation.erased", subject: `conversation:${conversationId}` }, now);
}

/** What the disk still holds of something that was erased, and its files, are to go. */
export function oweScrub(db: Database, fileIds: readonly number[], now: number) {
  enqueue(db, "erased.scrub", { fileIds }, { now, lane: "erased" });
}
