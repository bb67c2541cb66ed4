import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { deleteStar, deleteStarsOn, insertStar } from "./star-store.ts";

type Star = { conversationId: number; agentId: number };

/** An agent marks a conversation for themselves, or no more. What is so already, and what is closed, stays as it is. */
export function setStar(db: Database, { conversationId, agentId, on }: Star & { on: boolean }, now: number) {
  const changed = (on ? insertStar : deleteStar).run(db, { conversationId, agentId });
  if (changed > 0) record(db, now, "star.changed", { agentId }, { conversationId });
}

/** It is closed: nobody's star is on it any more. */
export function dropStars(db: Database, conversationId: number, now: number) {
  for (const { agentId } of deleteStarsOn.all(db, { conversationId })) record(db, now, "star.changed", { agentId }, { conversationId });
}
