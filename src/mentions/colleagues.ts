import type { Database } from "bun:sqlite";
import { scopesOf } from "../users/scopes.ts";
import { type Colleague, colleaguesOf } from "./store.ts";

/** Who else may open a conversation, by name: those who can be named in a note there. */
export function colleaguesOn(db: Database, { conversationId, userId }: { conversationId: number; userId: number }): Colleague[] {
  return colleaguesOf.all(db, { conversationId, exceptId: userId, scopes: JSON.stringify(scopesOf(db, "conversations.view")) });
}
