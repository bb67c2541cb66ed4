import type { VoiceType } from "../channels/channel.ts";
import { Invalid, NotFound } from "../http/errors.ts";
import type { Workspace } from "../workspace.ts";
import { upload } from "./attach.ts";
import { FileEmpty, FileTooLarge, type Kept, keep } from "./keep.ts";
import { isClientId, refused } from "./take.ts";

/** A recording as a browser makes it, before it is wrapped for its channel. It is held in memory. */
export const VOICE_BYTES_MAX = 8 * 1024 * 1024;

export type Spoken = { clientId: string; owner: string; types: readonly VoiceType[] };

/**
 * Takes what an agent has spoken, as the raw body of a request: wrapped as its channel wants it, without touching the sound. Nothing is left of
 * one that is refused. Throws as `takeFile`, and Invalid for what is no recording of a voice.
 */
export async function takeVoice(workspace: Workspace, request: Request, { clientId, owner, types }: Spoken): Promise<Kept> {
  if (!isClientId(clientId)) throw new NotFound();
  if (Number(request.headers.get("content-length")) > VOICE_BYTES_MAX) throw refused(new FileTooLarge(VOICE_BYTES_MAX), request);
  try {
    const made = await workspace.recordings.rewrap(await bytesOf(request), types);
    if (!made) throw new Invalid({ file: "voice.unreadable" });
    const { bytes, type, durationMs } = made;
    const ticket = `upload-${workspace.dice.token()}`;
    const kept = { ...(await keep(workspace.config.dataDir, new Blob([bytes]).stream(), { bytesMax: bytes.length, told: type, ticket })), type, durationMs };
    await workspace.write((db) => upload(db, { clientId, owner, name: "", kept, voice: true }, workspace.clock()));
    return kept;
  } catch (error) {
    throw refused(error, request);
  }
}

async function bytesOf({ body }: Request): Promise<Uint8Array> {
  if (!body) throw new FileEmpty();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > VOICE_BYTES_MAX) throw new FileTooLarge(VOICE_BYTES_MAX);
    parts.push(part);
  }
  if (size === 0) throw new FileEmpty();
  return Buffer.concat(parts);
}
