import { sql } from "../db/sql.ts";

export const MEDIA_KINDS = ["image", "video", "audio", "document"] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];

/** A file of a conversation, with its message: by whom and when. `fileId`: null until it has been fetched, for ever where `problem` says why. */
export type MediaRow = {
  id: number;
  messageId: number;
  /** What the message is, for a file without a name. */
  messageKind: string;
  kind: MediaKind;
  name: string;
  type: string;
  size: number | null;
  width: number | null;
  fileId: number | null;
  problem: string | null;
  direction: "in" | "out" | "note" | "system";
  agentName: string | null;
  sentAt: number;
};

const TYPE = "coalesce(f.type, a.type)";
const KIND = `CASE WHEN ${TYPE} GLOB 'image/*' THEN 'image' WHEN ${TYPE} GLOB 'video/*' THEN 'video'
  WHEN ${TYPE} GLOB 'audio/*' THEN 'audio' ELSE 'document' END`;
const FROM_FILES = "FROM messages m JOIN attachments a ON a.message_id = m.id LEFT JOIN files f ON f.id = a.file_id";

/** The files of a conversation, the newest first. `kind`: of one kind only; null = of all. */
export const mediaOf = sql<MediaRow, { conversationId: number; kind: string | null; limit: number }>(
  `SELECT a.id, m.id AS messageId, m.kind AS messageKind, ${KIND} AS kind, a.name, ${TYPE} AS type, coalesce(f.size, a.size) AS size, f.width,
          a.file_id AS fileId, a.problem, m.direction, u.name AS agentName, m.sent_at AS sentAt
     ${FROM_FILES} LEFT JOIN users u ON m.author_type = 'agent' AND u.id = m.author_id
    WHERE m.conversation_id = $conversationId AND ($kind IS NULL OR ${KIND} = $kind) ORDER BY m.position DESC, m.id DESC, a.id DESC LIMIT +$limit`,
);

export const countMedia = sql<{ kind: MediaKind; n: number }, { conversationId: number }>(
  `SELECT ${KIND} AS kind, count(*) AS n ${FROM_FILES} WHERE m.conversation_id = $conversationId GROUP BY 1`,
);
