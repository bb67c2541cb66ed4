import { sql } from "../db/sql.ts";

/** What an agent has begun to write. `revision`: 0 = nothing was ever kept. */
export type Draft = { mode: "reply" | "note"; text: string; revision: number };
export type Place = { conversationId: number; agentId: number };

export const findDraft = sql<Draft, Place>("SELECT mode, text, revision FROM drafts WHERE conversation_id = $conversationId AND agent_id = $agentId");

export const putDraft = sql<never, Place & Draft & { now: number }>(
  `INSERT INTO drafts (conversation_id, agent_id, mode, text, revision, saved_at) VALUES ($conversationId, $agentId, $mode, $text, $revision, $now)
   ON CONFLICT DO UPDATE SET mode = excluded.mode, text = excluded.text, revision = excluded.revision, saved_at = excluded.saved_at`,
);
