import type { Database } from "bun:sqlite";
import type { ChannelKind } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import { windowEndsAt } from "../customers/window.ts";
import { transact } from "../db/transact.ts";
import { record } from "../events/record.ts";
import { Conflict, Forbidden, Invalid, NotFound, Refusal } from "../http/errors.ts";
import type { JobHandler } from "../jobs/kinds.ts";
import { enqueue, forget } from "../jobs/queue.ts";
import { deleteScheduled, findScheduled, insertScheduled, noteProblem, overdue, type Scheduled, scheduledIn } from "./later-store.ts";
import { findByClientId } from "./message-store.ts";
import { heldBy, reply, TEXT_MAX } from "./reply.ts";

/** What is due is said, or stays with the reason why not: in one transaction with the end of its job. */
export const sendLater: JobHandler<"message.send-later"> = {
  begin: (db, { channels }, { payload: { scheduledId } }, now) => {
    sendDue(db, channels, scheduledId, now);
    return null;
  },
  run: async () => ({ then: "done" }),
};

/** Of one conversation. */
export const SCHEDULED_MAX = 20;
const AHEAD_MS_MAX = 90 * 24 * 60 * 60_000;

export type Later = { conversationId: number; agentId: number; clientId: string; text: string; dueAt: number };

const keyOf = (id: number) => `scheduled:${id}`;
const changed = (db: Database, about: number, now: number) => record(db, now, "scheduled.changed", {}, { about });

/**
 * The agent who holds a conversation writes an answer that goes out at an instant; written twice it goes once. Throws Conflict when it is not
 * theirs, Invalid when there are no words or too many, or the instant is past, too far ahead, or beyond what the channel allows.
 */
export function schedule(db: Database, { text, ...later }: Later, channel: ChannelKind, now: number) {
  if (findByClientId.get(db, later)) return;
  const conversation = heldBy(db, later.conversationId, later.agentId);
  const words = text.trim();
  if (words === "") throw new Invalid({ text: "reply.empty" });
  if (words.length > TEXT_MAX) throw new Invalid({ text: "reply.too-long" });
  checkTime(later.dueAt, windowEndsAt(db, conversation, channel.windowMs), now);
  if (scheduledIn.all(db, later).length >= SCHEDULED_MAX) throw new Invalid({ text: "later.too-many" });
  const made = insertScheduled.get(db, { ...later, text: words });
  if (!made) return;
  enqueue(db, "message.send-later", { scheduledId: made.id }, { now, runAt: later.dueAt, key: keyOf(made.id) });
  changed(db, later.conversationId, now);
}

function checkTime(dueAt: number, endsAt: number | null, now: number) {
  if (dueAt <= now) throw new Invalid({ time: "later.past" });
  if (dueAt - now > AHEAD_MS_MAX) throw new Invalid({ time: "later.far" });
  if (endsAt !== null && dueAt >= endsAt) throw new Invalid({ time: "later.window" });
}

/** What is to be sent later in a conversation, the next one first. */
export const scheduledOf = (db: Database, conversationId: number): Scheduled[] => scheduledIn.all(db, { conversationId });

/** What is due is said as its agent would say it now. What cannot be said stays, with the reason. */
export function sendDue(db: Database, channels: Channels, id: number, now: number) {
  const one = findScheduled.get(db, { id });
  if (!one || one.problem !== null) return;
  try {
    transact(db, () => say(db, channels, one, one.agentId, now));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    noteProblem.run(db, { id, problem: error instanceof Conflict ? error.key : "later.not-sent" });
    changed(db, one.conversationId, now);
  }
}

/** This is a copy of another life of the folder: what was due meanwhile may have been sent there. A person decides. */
export function abandonScheduled(db: Database, now: number) {
  for (const { id, conversationId } of overdue.all(db, { now })) {
    forget(db, keyOf(id));
    noteProblem.run(db, { id, problem: "later.restored" });
    changed(db, conversationId, now);
  }
}

/** The holder does not wait for the instant. Throws NotFound, Conflict. */
export function sendNow(db: Database, channels: Channels, { id, conversationId, agentId }: One, now: number) {
  say(db, channels, found(db, { id, conversationId }), agentId, now);
}

type One = { id: number; conversationId: number; agentId: number };

function say(db: Database, channels: Channels, one: Scheduled, agentId: number, now: number) {
  const kind = channels.find(one.channelId)?.kind;
  if (!kind) throw new Conflict("conflict.closed");
  const { conversationId, clientId, text } = one;
  reply(db, { conversationId, agentId, clientId, text, uploads: [], replyTo: null }, kind, now);
  drop(db, one, now);
}

/** It is not sent. Whoever wrote it or holds the conversation may say so. Throws NotFound, Forbidden. */
export function unschedule(db: Database, { id, conversationId, agentId }: One, now: number) {
  const one = found(db, { id, conversationId });
  if (one.agentId !== agentId) {
    try {
      heldBy(db, conversationId, agentId);
    } catch {
      throw new Forbidden();
    }
  }
  drop(db, one, now);
}

function drop(db: Database, { id, conversationId }: Scheduled, now: number) {
  forget(db, keyOf(id));
  deleteScheduled.run(db, { id });
  changed(db, conversationId, now);
}

function found(db: Database, { id, conversationId }: Pick<One, "id" | "conversationId">): Scheduled {
  const one = findScheduled.get(db, { id });
  if (one?.conversationId !== conversationId) throw new NotFound();
  return one;
}
