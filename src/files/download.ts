import type { Database } from "bun:sqlite";
import { GoneForGood } from "../channels/channel.ts";
import { messageChanged } from "../conversations/amend.ts";
import type { JobEnd, JobHandler } from "../jobs/kinds.ts";
import { FileEmpty, FileTooLarge, type Kept, keep, pathOf } from "./keep.ts";
import { fillAttachment, findAttachment, insertFile, spoilAttachment } from "./store.ts";

/** WhatsApp itself takes no more (contracts: error 131052). */
const INBOUND_BYTES_MAX = 100 * 1024 * 1024;
/** Providers keep a file for a week; with the back-off these tries span about two days. */
const TRIES_MAX = 24;
const FIRST_PAUSE_MS = 2_000;
const PAUSE_MAX_MS = 4 * 60 * 60_000;

/** Fetches a customer's file from the provider into the data folder. */
export const download: JobHandler<"media.download"> = {
  run: async (workspace, { id, payload: { attachmentId }, attempts }) => {
    const attachment = findAttachment.get(workspace.db, { id: attachmentId });
    const channel = attachment && workspace.channels.find(attachment.channelId);
    if (!attachment || attachment.fileId !== null || attachment.providerId === null || !channel?.kind.download) return { then: "done" };
    try {
      const stream = await channel.kind.download(attachment.providerId, channel.settings, workspace.egress);
      const kept = await keep(workspace.config.dataDir, stream, { bytesMax: INBOUND_BYTES_MAX, told: attachment.type, ticket: `download-${id}` });
      const durationMs = kept.type.startsWith("audio/") ? await workspace.recordings.measure(pathOf(workspace.config.dataDir, kept.sha256)) : null;
      return { then: "done", write: (db) => arrived(db, attachment, { ...kept, durationMs }, workspace.clock()) };
    } catch (error) {
      const problem = problemOf(error);
      if (problem !== null || attempts >= TRIES_MAX) {
        return { then: "done", write: (db) => spoiled(db, attachment, problem ?? "file.not-received", workspace.clock()) };
      }
      return tryAgain(workspace.clock(), attempts, error);
    }
  },
};

function arrived(db: Database, { id, messageId }: { id: number; messageId: number }, kept: Kept, now: number) {
  const { id: fileId } = insertFile.get(db, { durationMs: null, ...kept, now }) as { id: number };
  if (fillAttachment.run(db, { id, fileId }) > 0) messageChanged(db, { messageId, what: "file" }, now);
}

function spoiled(db: Database, { id, messageId }: { id: number; messageId: number }, problem: string, now: number) {
  if (spoilAttachment.run(db, { id, problem }) > 0) messageChanged(db, { messageId, what: "file" }, now);
}

// Trying again would not help these.
function problemOf(error: unknown): string | null {
  if (error instanceof FileTooLarge) return "file.too-large";
  if (error instanceof FileEmpty) return "file.empty";
  return error instanceof GoneForGood ? "file.gone" : null;
}

function tryAgain(now: number, attempts: number, error: unknown): JobEnd {
  return { then: { againAt: now + Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), PAUSE_MAX_MS) }, problem: String(error) };
}
