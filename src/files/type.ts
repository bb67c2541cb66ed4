import { fileTypeFromBuffer } from "file-type";

export type Told = { type: string; width: number | null; height: number | null };

const PIXELS_MAX = 100_000_000;
// Types that say more than their container does: the content must agree with the family.
const CONTAINERS: Readonly<Record<string, readonly string[]>> = {
  "video/webm": ["audio/webm"],
  "video/mp4": ["audio/mp4", "audio/aac", "video/3gpp"],
  "application/zip": [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ],
  "application/x-cfb": ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"],
  "audio/ogg; codecs=opus": ["audio/ogg"],
};

/** Names that nobody else uses for it. */
const NAMES: Readonly<Record<string, string>> = { "audio/x-m4a": "audio/mp4" };

/**
 * What a file is, by its content. What its sender called it decides only between types that share a container
 * (a recording without picture in WebM), and never makes a page or a script of it.
 */
export async function sniff(path: string, head: Uint8Array, told: string): Promise<Told> {
  const called = told.split(";")[0]?.trim().toLowerCase() ?? "";
  const known = (await fileTypeFromBuffer(head))?.mime ?? (isText(head) ? "text/plain" : "application/octet-stream");
  const found = NAMES[known] ?? known;
  const type = (CONTAINERS[found]?.includes(called) ? called : found).split(";")[0] as string;
  return { type, ...(type.startsWith("image/") ? await measures(path) : { width: null, height: null }) };
}

async function measures(path: string): Promise<{ width: number | null; height: number | null }> {
  try {
    const { width, height } = await new Bun.Image(Bun.file(path), { maxPixels: PIXELS_MAX }).metadata();
    return { width, height };
  } catch {
    return { width: null, height: null };
  }
}

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
