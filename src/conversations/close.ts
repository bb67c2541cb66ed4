import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { release } from "./assignment.ts";
import { heldBy } from "./reply.ts";
import { dropStars } from "./star.ts";
import { moveToClosed } from "./store.ts";

/** The agent ends the conversation they hold. Throws Conflict when it is not theirs (any more). */
export function close(db: Database, { conversationId, agentId }: { conversationId: number; agentId: number }, now: number) {
  const { queueId } = heldBy(db, conversationId, agentId);
  const eventId = record(db, now, "conversation.closed", { conversationId, queueId, agentId: null, wasAgentId: agentId }, {});
  if (moveToClosed.run(db, { id: conversationId, agentId, now, eventId }) === 0) throw new Conflict("conflict.not-yours");
  release(db, { conversationId, reason: "closed" }, now);
  dropStars(db, conversationId, now);
}
