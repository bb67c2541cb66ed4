import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict, Invalid } from "../http/errors.ts";
import { givenOf, keep, missingOf, type WrapUp } from "../wrap-up/give.ts";
import { release } from "./assignment.ts";
import type { Conversation } from "./conversation.ts";
import { dropStars } from "./star.ts";
import { findConversation, moveToDisposed, noteChange } from "./store.ts";

type By = { conversationId: number; agentId: number };

/** Keeps what the agent has recorded so far of a conversation that they owe a wrap-up. Conflict when they do not (any more). */
export function keepOwed(db: Database, by: By, wrapUp: WrapUp, now: number) {
  const { queueId } = owedBy(db, by);
  if (!keep(db, by, wrapUp, now)) return;
  const eventId = record(db, now, "wrap-up.kept", { conversationId: by.conversationId, agentId: by.agentId, queueId }, {});
  noteChange.run(db, { id: by.conversationId, eventId });
}

/**
 * All that was owed is recorded: the conversation is closed, and its place is free. Throws Invalid naming what is still missing, Conflict when
 * it is not owed by them (any more).
 */
export function dispose(db: Database, by: By, now: number) {
  const conversation = owedBy(db, by);
  const missing = missingOf(db, by.conversationId);
  if (Object.keys(missing).length > 0) throw new Invalid(missing);
  tellGiven(db, conversation, by.agentId, now);
  end(db, conversation, "closed", now);
}

/** Its agent is one no more: it is closed as it stands. */
export function abandon(db: Database, conversation: Conversation, now: number) {
  end(db, conversation, "gone", now);
}

/** Somebody gives or changes the wrap-up of a conversation that is closed. Conflict while it is not. */
export function giveLater(db: Database, by: By, wrapUp: WrapUp, now: number) {
  const conversation = findConversation.get(db, { id: by.conversationId });
  if (conversation?.state !== "closed") throw new Conflict("conflict.changed");
  if (keep(db, by, wrapUp, now)) tellGiven(db, conversation, by.agentId, now);
}

function owedBy(db: Database, { conversationId, agentId }: By): Conversation {
  const conversation = findConversation.get(db, { id: conversationId });
  if (conversation?.state !== "wrap_up" || conversation.agentId !== agentId) throw new Conflict("conflict.not-yours");
  return conversation;
}

function tellGiven(db: Database, { id, agentId, queueId }: Conversation, by: number, now: number) {
  const given = givenOf(db, id);
  if (!given) return;
  const eventId = record(db, now, "wrap-up.given", { conversationId: id, agentId, queueId }, { by, reasonId: given.reasonId });
  noteChange.run(db, { id, eventId });
}

function end(db: Database, { id, agentId, queueId }: Conversation, reason: "closed" | "gone", now: number) {
  const about = { conversationId: id, queueId, agentId: null, wasAgentId: agentId };
  const eventId = record(db, now, "conversation.closed", about, { owed: true });
  if (moveToDisposed.run(db, { id, agentId: agentId ?? 0, now, eventId }) === 0) throw new Conflict("conflict.not-yours");
  release(db, { conversationId: id, reason }, now);
  dropStars(db, id, now);
}
