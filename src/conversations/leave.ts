import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { release } from "./assignment.ts";
import type { Conversation } from "./conversation.ts";
import { abandon } from "./dispose.ts";
import { standing } from "./hand.ts";
import * as hand from "./hand-store.ts";
import { findConversation, noteChange } from "./store.ts";

/**
 * An agent is one no more: what they held waits in its queue again, in its place, what they had put aside waits for anybody, and what they
 * owed a wrap-up is closed without it.
 */
export function giveUpAll(db: Database, agentId: number, now: number) {
  for (const { id } of hand.heldBy.all(db, { agentId })) {
    const { state, queueId, isolatedBy } = standing(db, id);
    const left = { conversationId: id, agentId: null, queueId, wasAgentId: agentId };
    if (state === "wrap_up") abandon(db, findConversation.get(db, { id }) as Conversation, now);
    else if (state === "waiting") {
      hand.openToAll.run(db, { id, agentId });
      noteChange.run(db, { id, eventId: record(db, now, "conversation.put-aside", left, { room: "public", how: "gone" }) });
    } else {
      hand.moveToQueue.run(db, { id, state, wasAgentId: agentId, queueId, isolatedBy, now });
      release(db, { conversationId: id, reason: "gone" }, now);
      record(db, now, "conversation.taken-back", left, { reason: "gone" });
      noteChange.run(db, { id, eventId: record(db, now, "conversation.queued", { ...left, wasAgentId: null }, { reason: "gone" }) });
    }
  }
}
