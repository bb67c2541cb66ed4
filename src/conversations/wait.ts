import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { begin, release } from "./assignment.ts";
import type { Conversation } from "./conversation.ts";
import { findConversation, noteChange } from "./store.ts";
import { bringToOwner, bringToQueue, putAside as moveAside } from "./wait-store.ts";

export type Room = "public" | "personal";
type Aside = { conversationId: number; agentId: number; room: Room };

/** Its agent puts it aside until the customer writes: for any agent, or for themselves. Conflict when it is not theirs (any more). */
export function putAside(db: Database, aside: Aside, now: number) {
  move(db, aside, "by hand", now);
}

/** The customer has not answered for the queue's time. Conflict when it is not so (any more). */
export function putAsideSilent(db: Database, { conversationId, agentId }: { conversationId: number; agentId: number }, now: number) {
  move(db, { conversationId, agentId, room: null }, "silent", now);
}

function move(db: Database, { conversationId, agentId, room }: Omit<Aside, "room"> & { room: Room | null }, how: "by hand" | "silent", now: number) {
  const aside = moveAside.get(db, { id: conversationId, agentId, room, now });
  if (!aside) throw new Conflict("conflict.not-yours");
  release(db, { conversationId, reason: "put-aside" }, now);
  const about = { conversationId, agentId: aside.room === "personal" ? agentId : null, queueId: aside.queueId, wasAgentId: agentId };
  const eventId = record(db, now, "conversation.put-aside", about, { room: aside.room, how });
  noteChange.run(db, { id: conversationId, eventId });
}

/**
 * The customer writes: what was put aside comes back, from the personal room to its own agent whatever their status and capacity,
 * from the public one to its old place in the queue. Gives it as it is now.
 */
export function comeBack(db: Database, { id, agentId, queueId }: Conversation, now: number): Conversation {
  if (agentId !== null && bringToOwner.run(db, { id, agentId }) > 0) {
    begin(db, { conversationId: id, agentId, queueId }, { how: "returned", wasAgentId: agentId }, now);
  } else {
    bringToQueue.run(db, { id, now });
    const eventId = record(db, now, "conversation.queued", { conversationId: id, agentId: null, queueId, wasAgentId: agentId }, { reason: "returned" });
    noteChange.run(db, { id, eventId });
  }
  return findConversation.get(db, { id }) as Conversation;
}
