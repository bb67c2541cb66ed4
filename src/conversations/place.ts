import type { Database } from "bun:sqlite";
import { lastPositions } from "./message-store.ts";

/**
 * Where a customer's message stands: at the provider's time within one run of customer messages, and never
 * above a message of ours that already stood there, for it was not read when ours was written.
 */
export function placeInbound(db: Database, conversationId: number, sentAt: number): number {
  const { ours } = lastPositions.get(db, { conversationId }) ?? { ours: null };
  return ours === null ? sentAt : Math.max(sentAt, ours + 1);
}

/** Where a message of ours stands: below everything. */
export function placeOurs(db: Database, conversationId: number, now: number): number {
  const { any } = lastPositions.get(db, { conversationId }) ?? { any: null };
  return any === null ? now : Math.max(now, any + 1);
}
