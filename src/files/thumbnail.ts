import { NotFound } from "../http/errors.ts";
import { FILE_POLICY } from "../http/policy.ts";
import type { Workspace } from "../workspace.ts";
import { pathOf } from "./keep.ts";
import { findAttachment } from "./store.ts";
import { turnsOf } from "./turns.ts";

/** As wide and as high as a thumbnail is at most: for a row of a list, also on a fine screen. */
export const THUMBNAIL_PX_MAX = 160;
const QUALITY = 75;
/** Nothing bigger is decoded for a small picture. */
const SOURCE_BYTES_MAX = 32 * 1024 * 1024;
const SOURCE_PIXELS_MAX = 64_000_000;
/** Each holds a whole picture in memory while it is made. */
const AT_ONCE_MAX = 2;

/**
 * A picture made small, for who may see the whole one: the caller has checked that. It is made when it is asked for and kept by the browser alone,
 * so that nothing of it is left when the file is removed. Throws NotFound, also where it cannot be decoded.
 */
export function thumbnailsOf({ db, config }: Workspace) {
  const inTurn = turnsOf(AT_ONCE_MAX);
  return async (id: number, request: Request): Promise<Response> => {
    const found = findAttachment.get(db, { id });
    const { sha256 = null, type = "", size = 0 } = found ?? {};
    if (sha256 === null || !type.startsWith("image/") || (size ?? 0) > SOURCE_BYTES_MAX) throw new NotFound("error.file-not-here");
    const etag = `"${sha256}-${THUMBNAIL_PX_MAX}"`;
    const headers = { ...FILE_POLICY, "content-type": "image/webp", "cache-control": "private, max-age=31536000, immutable", etag };
    if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
    return new Response(await inTurn(() => small(pathOf(config.dataDir, sha256))), { headers });
  };
}

async function small(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Bun.Image(Bun.file(path), { maxPixels: SOURCE_PIXELS_MAX });
  const made = image.resize(THUMBNAIL_PX_MAX, THUMBNAIL_PX_MAX, { fit: "inside", withoutEnlargement: true }).webp({ quality: QUALITY });
  return made.bytes().catch(() => {
    throw new NotFound("error.file-not-here");
  }) as Promise<Uint8Array<ArrayBuffer>>;
}
