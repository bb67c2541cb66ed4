import { existsSync } from "node:fs";
import { NotFound } from "../http/errors.ts";
import { FILE_POLICY } from "../http/policy.ts";
import type { Workspace } from "../workspace.ts";
import { pathOf } from "./keep.ts";
import { findAttachment } from "./store.ts";

/** Types a browser may show in place; everything else is saved. */
const SHOWN = /^(image\/(png|jpeg|gif|webp|avif|bmp)|video\/(mp4|webm|3gpp|ogg)|audio\/[a-z0-9.+-]+)$/;

/**
 * A stored file with its own type, never as a page of ours: sandboxed, not sniffed, in parts when the player
 * asks so (RFC 9110, 14.2). The caller has checked who asks. Throws NotFound.
 */
export function serveAttachment({ db, config }: Workspace, id: number, request: Request): Response {
  const attachment = findAttachment.get(db, { id });
  const path = attachment?.sha256 ? pathOf(config.dataDir, attachment.sha256) : null;
  if (!attachment || path === null || !existsSync(path)) throw new NotFound("error.file-not-here");
  const { type, name, size } = attachment;
  const etag = `"${attachment.sha256}"`;
  const headers = new Headers({
    ...FILE_POLICY,
    "content-type": type === "text/plain" ? "text/plain; charset=utf-8" : type,
    "content-disposition": `${SHOWN.test(type) ? "inline" : "attachment"}; filename*=UTF-8''${encoded(name || `file-${id}`)}`,
    "cache-control": "private, max-age=31536000, immutable",
    "accept-ranges": "bytes",
    etag,
  });
  const asked = request.headers;
  if (asked.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  const whole = asked.has("if-range") && asked.get("if-range") !== etag;
  return part(Bun.file(path), size ?? 0, whole ? null : asked.get("range"), headers);
}

function part(file: Bun.BunFile, size: number, range: string | null, headers: Headers): Response {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? "");
  if (!asked || (asked[1] === "" && asked[2] === "")) return new Response(file, { headers });
  const from = asked[1] === "" ? Math.max(0, size - Number(asked[2])) : Number(asked[1]);
  const to = asked[1] === "" || asked[2] === "" ? size - 1 : Math.min(Number(asked[2]), size - 1);
  if (from > to) {
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-range", `bytes ${from}-${to}/${size}`);
  return new Response(file.slice(from, to + 1), { status: 206, headers });
}

/** As RFC 8187 (3.2.1) writes a name in a header. */
const encoded = (name: string) => encodeURIComponent(name).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
