import { Invalid, NotFound, Refusal, TooLarge } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import { upload } from "./attach.ts";
import { type Accept, FileEmpty, FileTooLarge, type Kept, keep } from "./keep.ts";

/** The ids that pages give what they send. */
const CLIENT_ID = /^[A-Za-z0-9_-]{8,64}$/;
/** The disk is full, or the user's share of it. */
const NO_ROOM = /^(ENOSPC|EDQUOT|SQLITE_FULL)$/;

export type Coming = { clientId: string; owner: string; name: string; bytesMax: number; accept?: Accept };

export const isClientId = (text: string) => CLIENT_ID.test(text);

/**
 * Takes a file that comes as the raw body of a request, and answers when it is on the disk; its owner may then send it with a
 * message. Nothing is left of one that breaks off. Throws TooLarge (before a byte is read, where the length is announced),
 * Invalid (empty, or what `accept` says), 507 (no room), NotFound (no id).
 */
export async function takeFile(workspace: Workspace, request: Request, { clientId, owner, name, bytesMax, accept }: Coming): Promise<Kept> {
  if (!isClientId(clientId)) throw new NotFound();
  if (Number(request.headers.get("content-length")) > bytesMax) throw tooLarge(bytesMax);
  try {
    if (!request.body) throw new FileEmpty();
    const told = request.headers.get("content-type") ?? "";
    const kept = await keep(workspace.config.dataDir, request.body, { bytesMax, told, accept, ticket: `upload-${workspace.dice.token()}` });
    await workspace.write((db) => upload(db, { clientId, owner, name, kept }, workspace.clock()));
    return kept;
  } catch (error) {
    throw refused(error, request);
  }
}

/** What is told of an upload that ended with an error. */
export function refused(error: unknown, { signal }: Request): unknown {
  if (signal.aborted) return new Refusal(499, "upload.broken-off");
  if (error instanceof FileTooLarge) return tooLarge(error.bytesMax);
  if (error instanceof FileEmpty) return new Invalid({ file: "upload.empty" });
  return NO_ROOM.test(String((error as { code?: string }).code)) ? new Refusal(507, "upload.no-room") : error;
}

const tooLarge = (bytesMax: number) => new TooLarge("upload.too-large", { megabytes: Math.floor(bytesMax / 1_048_576) });
