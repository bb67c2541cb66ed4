import type { Database } from "bun:sqlite";
import type { Channels } from "../../channels/channels.ts";
import { noteSeen } from "../../channels/webchat/seen.ts";
import type { Visitor } from "../../channels/webchat/visitor.ts";
import { write } from "../../channels/webchat/write.ts";
import { upload } from "../../files/attach.ts";
import { type Kept, keep } from "../../files/keep.ts";
import type { Line } from "../customer.ts";
import { type FindMedia, hasFile, mediaId } from "../media/media.ts";
import type { Said } from "../stories/story.ts";
import { SITE_ID, typed } from "./site.ts";

export type KeptMedia = ReadonlyMap<string, Kept & { readonly name: string }>;

/** The files that visitors send, put into the data folder beforehand, as none can be put there in the middle of a transaction. */
export async function keepMedia(dataDir: string, find: FindMedia, ids: readonly string[]): Promise<KeptMedia> {
  const kept = new Map<string, Kept & { name: string }>();
  for (const id of ids) {
    const media = await find(id);
    if (!media) continue;
    const how = { bytesMax: media.bytes.length, told: media.type, ticket: `demo-${id}` };
    kept.set(id, { ...(await keep(dataDir, new Blob([Uint8Array.from(media.bytes)]).stream(), how)), name: media.name });
  }
  return kept;
}

type Shop = { readonly db: Database; readonly channels: Channels; readonly kept: KeptMedia; clientId(): string; now(): number };

/** A visitor in a past that is being made: the verbs behind the page's requests. */
export function pastVisitorLine(visitor: Visitor, { db, channels, kept, clientId, now }: Shop): Line {
  let [got, read] = [0, 0];
  const attach = (said: Said): string[] => {
    const file = hasFile(said) ? kept.get(mediaId(said)) : undefined;
    if (!file) return [];
    const id = clientId();
    upload(db, { clientId: id, owner: visitor.owner, name: said.what === "document" ? said.name : file.name, kept: file }, now());
    return [id];
  };
  const say = (said: Said) => {
    const channel = channels.find(SITE_ID);
    const uploads = attach(said);
    if (channel && (uploads.length > 0 || typed(said) !== "")) write(db, channel, visitor, { clientId: clientId(), text: typed(said), uploads }, now());
  };
  const seen = (id: string, isRead: boolean) => {
    got = Math.max(got, Number(id));
    if (isRead) read = Math.max(read, Number(id));
    noteSeen(db, visitor, { got, read }, now());
  };
  return {
    say,
    react: (emoji) => say({ what: "text", text: emoji }),
    got: (id) => seen(id, false),
    read: (id) => seen(id, true),
    listen: () => {},
    leave: () => {},
  };
}
