import { sql } from "../db/sql.ts";
import { VISIBLE, type VisibleTo } from "../users/visible.ts";

export type FileRow = { id: number; sha256: string; size: number; type: string; width: number | null; height: number | null; durationMs: number | null };
export type Attachment = { id: number; messageId: number; name: string; type: string; size: number | null; problem: string | null } & Omit<
  FileRow,
  "id" | "size" | "type"
> & {
    fileId: number | null;
  };

const ATTACHMENT = `a.id, a.message_id AS messageId, a.name, coalesce(f.type, a.type) AS type, coalesce(f.size, a.size) AS size, a.problem, a.file_id AS fileId,
  f.sha256, f.width, f.height, f.duration_ms AS durationMs`;

export const findFile = sql<FileRow, { sha256: string }>(
  "SELECT id, sha256, size, type, width, height, duration_ms AS durationMs FROM files WHERE sha256 = $sha256",
);
export const insertFile = sql<{ id: number }, Omit<FileRow, "id"> & { now: number }>(
  `INSERT INTO files (sha256, size, type, width, height, duration_ms, created_at) VALUES ($sha256, $size, $type, $width, $height, $durationMs, $now)
   ON CONFLICT (sha256) DO UPDATE SET duration_ms = coalesce(excluded.duration_ms, duration_ms) RETURNING id`,
);

export const findAttachment = sql<Attachment & { conversationId: number; channelId: string; providerId: string | null }, { id: number }>(
  `SELECT ${ATTACHMENT}, m.conversation_id AS conversationId, m.channel_id AS channelId, a.provider_id AS providerId
     FROM attachments a JOIN messages m ON m.id = a.message_id LEFT JOIN files f ON f.id = a.file_id WHERE a.id = $id`,
);

/**
 * Nothing when the viewer may not see the conversation, nor a later one of the same customer on the channel, which shows what passed
 * before (SPEC C8); a note's file opens with its own conversation only.
 */
export const findVisibleAttachment = sql<{ id: number }, { id: number } & VisibleTo>(
  `SELECT a.id FROM attachments a JOIN messages m ON m.id = a.message_id JOIN conversations o ON o.id = m.conversation_id
    WHERE a.id = $id AND EXISTS (SELECT 1 FROM conversations c WHERE c.identity_id = o.identity_id AND c.channel_id = o.channel_id
      AND (c.id = o.id OR (c.id > o.id AND m.direction <> 'note')) AND ${VISIBLE})`,
);

export const attachmentsOf = sql<Attachment, { messageId: number }>(
  `SELECT ${ATTACHMENT} FROM attachments a LEFT JOIN files f ON f.id = a.file_id WHERE a.message_id = $messageId ORDER BY a.id`,
);

/** All attachments of a conversation's messages; `messageIds` is a JSON list. */
export const attachmentsOfMessages = sql<Attachment, { messageIds: string }>(
  `SELECT ${ATTACHMENT} FROM attachments a LEFT JOIN files f ON f.id = a.file_id
    WHERE a.message_id IN (SELECT value FROM json_each($messageIds)) ORDER BY a.id`,
);

export const insertAttachment = sql<
  { id: number },
  { messageId: number; fileId: number | null; name: string; type: string; size: number | null; providerId: string | null }
>(`INSERT INTO attachments (message_id, file_id, name, type, size, provider_id) VALUES ($messageId, $fileId, $name, $type, $size, $providerId) RETURNING id`);

export const fillAttachment = sql<void, { id: number; fileId: number }>(
  "UPDATE attachments SET file_id = $fileId, problem = NULL WHERE id = $id AND file_id IS NULL",
);
export const spoilAttachment = sql<void, { id: number; problem: string }>("UPDATE attachments SET problem = $problem WHERE id = $id AND file_id IS NULL");

export const fileIdsOf = sql<{ id: number }, { conversationId: number }>(
  `SELECT DISTINCT a.file_id AS id FROM messages m JOIN attachments a ON a.message_id = m.id
    WHERE m.conversation_id = $conversationId AND a.file_id IS NOT NULL`,
);
export const fileById = sql<{ sha256: string }, { id: number }>("SELECT sha256 FROM files WHERE id = $id");

type UploadKey = { owner: string; clientId: string };
export const insertUpload = sql<void, UploadKey & { fileId: number; name: string; voice: 0 | 1; now: number }>(
  `INSERT INTO uploads (owner, client_id, file_id, name, voice, created_at) VALUES ($owner, $clientId, $fileId, $name, $voice, $now)
   ON CONFLICT (owner, client_id) DO UPDATE SET file_id = excluded.file_id, name = excluded.name, voice = excluded.voice`,
);
export const findUpload = sql<{ fileId: number; name: string; type: string; size: number; voice: number }, UploadKey>(
  `SELECT u.file_id AS fileId, u.name, f.type, f.size, u.voice FROM uploads u JOIN files f ON f.id = u.file_id
    WHERE u.owner = $owner AND u.client_id = $clientId`,
);
export const countUploads = sql<{ count: number; bytes: number }, { owner: string }>(
  "SELECT count(*) AS count, coalesce(sum(f.size), 0) AS bytes FROM uploads u JOIN files f ON f.id = u.file_id WHERE u.owner = $owner",
);
export const deleteUpload = sql<void, UploadKey>("DELETE FROM uploads WHERE owner = $owner AND client_id = $clientId");
export const forgetUploads = sql<void, { before: number; limit: number }>(
  "DELETE FROM uploads WHERE (owner, client_id) IN (SELECT owner, client_id FROM uploads WHERE created_at < $before ORDER BY created_at LIMIT +$limit)",
);

/** Old files by id, and whether an attachment, an upload or a shortcode names them. */
export const filesFrom = sql<{ id: number; sha256: string; named: 0 | 1 }, { after: number; before: number; limit: number }>(
  `SELECT f.id, f.sha256, (EXISTS (SELECT 1 FROM attachments a WHERE a.file_id = f.id) OR f.id IN (SELECT file_id FROM uploads)
          OR f.id IN (SELECT file_id FROM shortcode_files)) AS named
     FROM files f WHERE f.id > $after AND f.created_at < $before ORDER BY f.id LIMIT +$limit`,
);
export const deleteUnnamed = sql<void, { id: number }>(
  `DELETE FROM files WHERE id = $id
     AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.file_id = files.id) AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.file_id = files.id)
     AND NOT EXISTS (SELECT 1 FROM shortcode_files s WHERE s.file_id = files.id)`,
);
