import type { Database } from "bun:sqlite";
import type { Facts, TakenBack } from "../events/kinds.ts";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import * as store from "./assignment-store.ts";
import { freeFrom } from "./reservation.ts";
import { findConversation, noteChange, noteFirstAnswer } from "./store.ts";

type To = { conversationId: number; agentId: number };
type Gift = To & { queueId: number };

/** Why an offer ended without being accepted. Only the first two are remembered against the agent. */
export type OfferEnd = "rejected" | "ignored" | "unseen" | "signed-out" | "moved";
export type Release = OfferEnd | TakenBack | "closed" | "transferred" | "put-aside" | "taken" | "picked-up" | "assigned";

/** Offers a waiting conversation until an instant. Conflict when it no longer waits there or the agent may not receive it. */
export function offer(db: Database, { conversationId: id, agentId, queueId, expiresAt }: Gift & { expiresAt: number }, now: number) {
  if (store.moveToOffered.run(db, { id, agentId, queueId, expiresAt, now }) === 0) throw new Conflict("conflict.no-longer-waiting");
  beginAssignment(db, { conversationId: id, agentId, queueId }, null, now);
  const eventId = record(db, now, "conversation.offered", { conversationId: id, agentId, queueId, wasAgentId: null }, { expiresAt });
  noteChange.run(db, { id, eventId });
}

/** Gives a waiting conversation without asking; exclusively to whom alone it waited for. Conflict as for `offer`. */
export function assign(db: Database, { conversationId: id, agentId, queueId, how }: Gift & { how: "automatic" | "exclusive" }, now: number) {
  const move = how === "exclusive" ? store.moveToExclusive : store.moveToAssigned;
  if (move.run(db, { id, agentId, queueId, now }) === 0) throw new Conflict("conflict.no-longer-waiting");
  begin(db, { conversationId: id, agentId, queueId }, { how, wasAgentId: null }, now);
}

/** An agent has it from now on, however it came to them: for the verbs that have moved it. */
export function begin(
  db: Database,
  { conversationId: id, agentId, queueId }: Gift,
  { wasAgentId, ...facts }: Facts["conversation.accepted"] & { wasAgentId: number | null },
  now: number,
) {
  beginAssignment(db, { conversationId: id, agentId, queueId }, now, now);
  store.forgetRejections.run(db, { id });
  const eventId = record(db, now, "conversation.accepted", { conversationId: id, agentId, queueId, wasAgentId }, facts);
  noteChange.run(db, { id, eventId });
}

/** The agent takes what is offered to them. Conflict when the offer ran out, was taken back, or never was theirs. */
export function accept(db: Database, { conversationId: id, agentId }: To, now: number) {
  const held = store.moveToAccepted.get(db, { id, agentId, now });
  if (!held) throw new Conflict("conflict.offer-gone");
  store.noteAccepted.run(db, { id, now });
  store.forgetRejections.run(db, { id });
  store.forgetIgnored.run(db, { agentId });
  const eventId = record(db, now, "conversation.accepted", { conversationId: id, agentId, queueId: held.queueId }, { how: "manual" });
  noteChange.run(db, { id, eventId });
}

/** The agent says no: the conversation goes back to its place and to another. Conflict as for `accept`. */
export function reject(db: Database, { conversationId: id, agentId }: To, now: number) {
  const back = store.moveBack.get(db, { id, agentId });
  if (!back) throw new Conflict("conflict.offer-gone");
  store.forgetIgnored.run(db, { agentId });
  endOffer(db, { conversationId: id, agentId, queueId: back.queueId }, "rejected", now);
}

/** Nobody answered the offer in time. Conflict when it has not run out or is gone. */
export function expire(db: Database, { conversationId: id, agentId }: To, now: number) {
  const back = store.moveBackExpired.get(db, { id, agentId, now });
  if (!back) throw new Conflict("conflict.offer-gone");
  endOffer(db, { conversationId: id, agentId, queueId: back.queueId }, "ignored", now);
}

/** The agent is gone: what was offered to them goes back to its place, and is not held against them. Gives the conversations. */
export function returnOffers(db: Database, { agentId, reason }: { agentId: number; reason: "unseen" | "signed-out" }, now: number): number[] {
  return store.offersTo.all(db, { agentId }).map(({ id }) => {
    const back = store.moveBack.get(db, { id, agentId });
    if (back) endOffer(db, { conversationId: id, agentId, queueId: back.queueId }, reason, now);
    return id;
  });
}

/** The queue that offered it goes: the offer ends, and is not held against the agent. Conflict as for `accept`. */
export function withdrawOffer(db: Database, { conversationId: id, agentId }: To, now: number) {
  const back = store.moveBack.get(db, { id, agentId });
  if (!back) throw new Conflict("conflict.offer-gone");
  endOffer(db, { conversationId: id, agentId, queueId: back.queueId }, "moved", now);
}

/** The machine slept: nobody could answer, so every offer runs that much longer. */
export function renewOffers(db: Database, { forwardMs }: { forwardMs: number }, now: number) {
  store.postponeOffers.run(db, { forwardMs });
  record(db, now, "clock.jumped", {}, { forwardMs });
}

/** Its agent opened it. True the first time in this assignment. */
export function markOpened(db: Database, { conversationId: id, agentId }: To, now: number): boolean {
  const opened = store.noteOpened.get(db, { id, agentId, now });
  if (!opened) return false;
  store.openedInTime.run(db, { id });
  const eventId = record(db, now, "conversation.opened", { conversationId: id, agentId, queueId: opened.queueId }, {});
  noteChange.run(db, { id, eventId });
  return true;
}

/** Its agent answered: the first answer of the assignment, and of the conversation, is noted. */
export function noteAnswered(db: Database, { conversationId: id, agentId, messageId }: To & { messageId: number }, now: number) {
  store.noteAnswered.run(db, { id, agentId, now });
  store.answeredInTime.run(db, { id });
  if (noteFirstAnswer.run(db, { id, now }) === 0) return;
  const { queueId } = findConversation.get(db, { id }) ?? { queueId: null };
  const eventId = record(db, now, "conversation.answered", { conversationId: id, agentId, queueId }, { messageId });
  noteChange.run(db, { id, eventId });
}

/** Ends whoever's assignment runs, for the verbs that take a conversation from its agent; they record what happened. */
export function release(db: Database, { conversationId: id, reason }: { conversationId: number; reason: Release }, now: number) {
  store.noteReleased.run(db, { id, now, reason });
}

/** What they were asked or given in vain comes to them last; `forGood`: not at all. */
export function rememberRejection(db: Database, { conversationId: id, agentId, forGood = false }: To & { forGood?: boolean }, now: number) {
  store.rememberRejection.run(db, { id, agentId, now, forGood: forGood ? 1 : 0 });
}

function beginAssignment(db: Database, { conversationId: id, agentId, queueId }: Gift, acceptedAt: number | null, now: number) {
  store.insertAssignment.run(db, { id, agentId, queueId, offeredAt: now, acceptedAt });
  store.noteAssignedAt.run(db, { agentId, now });
}

function endOffer(db: Database, { conversationId: id, agentId, queueId }: Gift, reason: OfferEnd, now: number) {
  release(db, { conversationId: id, reason }, now);
  if (reason === "rejected" || reason === "ignored") rememberRejection(db, { conversationId: id, agentId }, now);
  const left = { conversationId: id, agentId: null, queueId, wasAgentId: agentId };
  record(db, now, "conversation.rejected", left, { reason });
  const eventId = record(db, now, "conversation.queued", left, { reason });
  noteChange.run(db, { id, eventId });
  if (reason === "rejected" || reason === "ignored") freeFrom(db, { conversationId: id, agentId }, now);
}
