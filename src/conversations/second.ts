import type { Database } from "bun:sqlite";
import { Conflict } from "../http/errors.ts";
import { findByClientId } from "./message-store.ts";
import { newestOurs, type Ours } from "./second-store.ts";
import { findConversation } from "./store.ts";

/** A colleague's answer that is no older is told of even where it is seen: who wrote theirs meanwhile may not have looked. */
export const SECOND_ANSWER_MS = 10_000;
/** Answers that are looked at, the newest. */
const LOOKED_AT_MAX = 50;

/**
 * What a page knew when its agent pressed send: the newest message it showed; the client ids of its own answers, some of the last; and up to
 * which answer its agent has been asked, and wants theirs sent all the same.
 */
export type Known = { seen: number; sent: readonly string[]; asked: number };

/** Somebody answered meanwhile: the sender is asked whether theirs is to go as well. */
export class AnsweredMeanwhile extends Conflict {
  constructor(readonly answer: Ours) {
    super("conflict.answered", { name: answer.authorName ?? "" });
  }
}

type Answer = { conversationId: number; agentId: number; clientId: string };

/**
 * Before an answer is written: throws AnsweredMeanwhile when another is there that its page does not show, or that a colleague wrote a moment
 * ago. One that was said before, and one that is refused for something else, are left to `reply`.
 */
export function checkSecond(db: Database, { conversationId, agentId, clientId }: Answer, { seen, sent, asked }: Known, now: number) {
  if (findByClientId.get(db, { conversationId, clientId }) || findConversation.get(db, { id: conversationId })?.agentId !== agentId) return;
  const isOwn = (ours: Ours) => ours.authorId === agentId && sent.includes(ours.clientId?.replace(/\.\d+$/, "") ?? "");
  const isNews = (ours: Ours) => ours.id > seen || (ours.authorId !== agentId && now - ours.receivedAt < SECOND_ANSWER_MS);
  const found = newestOurs.all(db, { conversationId, limit: LOOKED_AT_MAX }).find((ours) => ours.id > asked && isNews(ours) && !isOwn(ours));
  if (found) throw new AnsweredMeanwhile(found);
}
