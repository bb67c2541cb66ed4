import { Invalid } from "../../http/errors.ts";
import type { Limits, MediaKind, Settings } from "../channel.ts";

const MEGABYTE = 1024 * 1024;
/** What a visitor may send in one file unless the channel says otherwise, and the most that it can say; agents may send as much. */
export const FILE_MEGABYTES = 20;
export const FILE_MEGABYTES_MAX = 100;

const DOCUMENTS = [
  "application/pdf",
  "text/plain",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/x-cfb",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.oasis.opendocument.spreadsheet",
  "application/vnd.oasis.opendocument.presentation",
  "application/rtf",
];

const bytesMax = FILE_MEGABYTES_MAX * MEGABYTE;

/** What goes both ways, by content. Programs, pages and archives do not. */
export const WEBCHAT_FILES: Limits["files"] = [
  { kind: "image", types: ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/heic", "image/heif", "image/bmp"], bytesMax },
  { kind: "video", types: ["video/mp4", "video/webm", "video/quicktime", "video/3gpp", "video/ogg"], bytesMax },
  {
    kind: "audio",
    types: ["audio/mpeg", "audio/mp4", "audio/aac", "audio/ogg", "audio/webm", "audio/wav", "audio/x-m4a", "audio/flac", "audio/amr"],
    bytesMax,
  },
  { kind: "document", types: DOCUMENTS, bytesMax },
];

/** As visitors' browsers play it: WebM has played in more of them, and for longer, than Ogg. */
export const WEBCHAT_VOICE: NonNullable<Limits["voice"]> = { types: ["audio/webm", "audio/mp4"], bytesMax: 8 * MEGABYTE, secondsMax: 600 };

/** The bytes that a visitor's file may have on a channel. */
export function visitorBytesMax(settings: Settings): number {
  const megabytes = Number(settings["fileMegabytes"]);
  return (fileMegabytesProblem(settings["fileMegabytes"] ?? "") === null ? megabytes : FILE_MEGABYTES) * MEGABYTE;
}

/** The key of what is wrong with the setting, or null. */
export function fileMegabytesProblem(text: string): string | null {
  const megabytes = Number(text);
  return Number.isInteger(megabytes) && megabytes >= 1 && megabytes <= FILE_MEGABYTES_MAX ? null : "setting.webchat.fileMegabytes.wrong";
}

/** As what kind of message a file goes. Throws Invalid for what the chat does not take. */
export function kindOfFile(type: string): MediaKind {
  const found = WEBCHAT_FILES.find(({ types }) => types.includes(type));
  if (!found) throw new Invalid({ files: "webchat.file-type" });
  return found.kind;
}
