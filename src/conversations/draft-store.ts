import type { Choices } from "../channels/channel.ts";
import { sql } from "../db/sql.ts";

/** What an agent has begun to write. `revision`: 0 = nothing was ever kept. */
export type Draft = { mode: "reply" | "note"; text: string; choices: Choices | null; revision: number };
/** `choices`: as JSON. */
type Row = Omit<Draft, "choices"> & { choices: string | null };
export type Place = { conversationId: number; agentId: number };

export const findDraft = sql<Row, Place>("SELECT mode, text, choices, revision FROM drafts WHERE conversation_id = $conversationId AND agent_id = $agentId");

export const putDraft = sql<never, Place & Row & { now: number }>(
  `INSERT INTO drafts (conversation_id, agent_id, mode, text, choices, revision, saved_at)
   VALUES ($conversationId, $agentId, $mode, $text, $choices, $revision, $now)
   ON CONFLICT DO UPDATE SET mode = excluded.mode, text = excluded.text, choices = excluded.choices, revision = excluded.revision,
     saved_at = excluded.saved_at`,
);
