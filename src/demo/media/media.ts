import type { Said } from "../stories/story.ts";
import { PAPERS, type PaperName, paperOf } from "./papers.ts";
import { PICTURES, type PictureName, pictureOf } from "./pictures.ts";
import { voiceOf } from "./voice.ts";

export type Media = { readonly bytes: Uint8Array; readonly type: string; readonly name: string };
type WithFile = Extract<Said, { what: "photo" | "voice" | "document" }>;

export const hasFile = (said: Said): said is WithFile => said.what === "photo" || said.what === "voice" || said.what === "document";

/** The name under which a simulated file can be had. It says what is in it, so that it can be had after a restart too. */
export function mediaId(said: WithFile): string {
  if (said.what === "photo") return `photo-${said.picture}`;
  return said.what === "voice" ? `voice-${said.seconds}` : `paper-${said.paper}`;
}

const VOICE_SECONDS_MAX = 60;

/** The file under a name; null for a name that is none of ours. */
export type FindMedia = (id: string) => Promise<Media | null>;

/** Makes files as they are asked for, and keeps them: there are only a few. */
export function mediaOf(): FindMedia {
  const kept = new Map<string, Promise<Media | null>>();
  return (id) => {
    let media = kept.get(id);
    if (!media) kept.set(id, (media = make(id)));
    return media;
  };
}

async function make(id: string): Promise<Media | null> {
  const [kind = "", ...rest] = id.split("-");
  const name = rest.join("-");
  const seconds = Number(name);
  if (kind === "photo" && isOneOf(PICTURES, name)) return { bytes: await pictureOf(name satisfies PictureName), type: "image/jpeg", name: `${name}.jpg` };
  if (kind === "paper" && isOneOf(PAPERS, name)) return { bytes: paperOf(name satisfies PaperName), type: "application/pdf", name: `${name}.pdf` };
  if (kind === "voice" && seconds > 0 && seconds <= VOICE_SECONDS_MAX) return { bytes: voiceOf(seconds), type: "audio/wav", name: "voice.wav" };
  return null;
}

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T => names.includes(name as T);
