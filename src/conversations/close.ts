import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { asksFor } from "../wrap-up/give.ts";
import { release } from "./assignment.ts";
import { heldBy } from "./reply.ts";
import { dropStars } from "./star.ts";
import { moveToClosed, moveToWrapUp } from "./store.ts";

/**
 * The agent ends the conversation they hold: for the customer it is over at once. Where its queue asks for a wrap-up or a survey it keeps its
 * place with them until they dispose of it: true then. Throws Conflict when it is not theirs (any more).
 */
export function close(db: Database, { conversationId, agentId }: { conversationId: number; agentId: number }, now: number): boolean {
  const { queueId } = heldBy(db, conversationId, agentId);
  const owes = asksFor(db, conversationId);
  const about = { conversationId, queueId, agentId: owes ? agentId : null, wasAgentId: agentId };
  const eventId = record(db, now, owes ? "conversation.over" : "conversation.closed", about, {});
  const move = owes ? moveToWrapUp : moveToClosed;
  if (move.run(db, { id: conversationId, agentId, now, eventId }) === 0) throw new Conflict("conflict.not-yours");
  if (owes) return true;
  release(db, { conversationId, reason: "closed" }, now);
  dropStars(db, conversationId, now);
  return false;
}
