import type { Database } from "bun:sqlite";
import { pack, unpack } from "./pack.ts";
import type { Considered, Others, TieBreak, Why } from "./rules.ts";
import { decisions, insertDecision } from "./store.ts";

// The place in this list is stored: add at the end only.
export const TIE_BREAKS: readonly TieBreak[] = ["only-one", "asked-longest-ago", "lowest-load", "longest-idle", "id", "preferred", "highest-level", "reserved"];

type Outcome = "offered" | "assigned";
export type Explained = { id: number; at: number; outcome: Outcome; agentId: number; considered: readonly Considered[]; others: Others; tieBreak: TieBreak };

/** Keeps why a conversation went to an agent, for as long as the conversation is kept. */
export function keepDecision(db: Database, given: { conversationId: number; agentId: number; outcome: Outcome; why: Why }, now: number) {
  const { conversationId, agentId, outcome, why } = given;
  insertDecision.run(db, { conversationId, agentId, outcome, at: now, tieBreak: TIE_BREAKS.indexOf(why.tieBreak), considered: pack(why) });
}

/** Why a conversation went where it went, oldest first. `after` is the id of the last one known. */
export function decisionsOf(db: Database, conversationId: number, { after = 0, limit = 200 } = {}): Explained[] {
  return decisions.all(db, { conversationId, after, limit }).map(({ considered, tieBreak, ...row }) => {
    return { ...row, ...unpack(considered), tieBreak: TIE_BREAKS[tieBreak] ?? "id" };
  });
}
