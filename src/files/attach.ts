import type { Database } from "bun:sqlite";
import type { Media, Outbound } from "../channels/channel.ts";
import { enqueue } from "../jobs/queue.ts";
import { type Kept, pathOf } from "./keep.ts";
import { attachmentsOf, countUploads, deleteUpload, findUpload, insertAttachment, insertFile, insertUpload } from "./store.ts";

/** Names are shown, never used as paths; a longer one is cut. */
const NAME_MAX = 255;

/** A customer's file that is still the provider's: it is downloaded at once, for it will not stay there. */
export function expectFile(db: Database, { messageId, channelId, media }: { messageId: number; channelId: string; media: Media }, now: number) {
  const { id: attachmentId } = insertAttachment.get(db, {
    messageId,
    fileId: null,
    name: plainName(media.name),
    type: media.type,
    size: null,
    providerId: media.providerId,
  }) as { id: number };
  enqueue(db, "media.download", { attachmentId }, { now, key: `download:${attachmentId}`, pool: `${channelId}/files` });
}

type Uploaded = { clientId: string; owner: string; name: string; kept: Kept; voice?: boolean };

/** A file is on the disk; `owner` may send it with a message by the id their page gave it, as a voice message where they spoke it. */
export function upload(db: Database, { clientId, owner, name, kept, voice = false }: Uploaded, now: number) {
  const { id: fileId } = insertFile.get(db, { durationMs: null, ...kept, now }) as { id: number };
  insertUpload.run(db, { clientId, owner, fileId, name: plainName(name), voice: voice ? 1 : 0, now });
}

/** Its owner has thought better of it. False when there was nothing. */
export function dropUpload(db: Database, { clientId, owner }: { clientId: string; owner: string }): boolean {
  return deleteUpload.run(db, { clientId, owner }) > 0;
}

/** How much `owner` has sent up that no message has taken yet. */
export function waitingUploads(db: Database, owner: string): { count: number; bytes: number } {
  return countUploads.get(db, { owner }) ?? { count: 0, bytes: 0 };
}

/** What `owner` has sent up under an id; null when there is nothing (any more). */
export function uploadOf(db: Database, clientId: string, owner: string) {
  return findUpload.get(db, { clientId, owner });
}

/** The upload becomes the message's attachment. */
export function attachUpload(db: Database, { messageId, clientId, owner }: { messageId: number; clientId: string; owner: string }): boolean {
  const found = findUpload.get(db, { clientId, owner });
  if (!found) return false;
  const { fileId, name, type, size } = found;
  insertAttachment.get(db, { messageId, providerId: null, fileId, name, type, size });
  deleteUpload.run(db, { clientId, owner });
  return true;
}

/** The upload is kept by something else than a message: gives the file. Null when it is not there (any more). */
export function takeUpload(db: Database, key: { clientId: string; owner: string }): { fileId: number; name: string } | null {
  const found = findUpload.get(db, key);
  deleteUpload.run(db, key);
  return found;
}

/** A file that is kept already is laid before `owner` as an upload of theirs. */
export function shareFile(db: Database, { fileId, ...about }: { clientId: string; owner: string; fileId: number; name: string }, now: number) {
  insertUpload.run(db, { ...about, fileId, voice: 0, now });
}

/** The file a message is sent with. */
export function fileToSend(db: Database, messageId: number, dataDir: string): Outbound["file"] {
  const [first] = attachmentsOf.all(db, { messageId });
  return first?.sha256 ? { path: pathOf(dataDir, first.sha256), type: first.type, name: first.name, size: first.size ?? 0 } : null;
}

function plainName(name: string | null): string {
  const plain = (name ?? "").replace(/[\p{Cc}\p{Cf}/\\]/gu, "").trim();
  return plain.slice(0, NAME_MAX).toWellFormed();
}
