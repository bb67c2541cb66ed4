import type { Database } from "bun:sqlite";
import { countMedia, MEDIA_KINDS, type MediaKind, type MediaRow, mediaOf } from "./media-store.ts";

/** So many files are shown at first, and as many more at each step. */
export const MEDIA_STEP = 60;
export const MEDIA_MAX = 3000;

export type Media = {
  rows: readonly MediaRow[];
  /** Which kinds there are, and how many files of each. */
  kinds: readonly { kind: MediaKind; n: number }[];
  /** What was asked for; null = of all kinds. */
  kind: MediaKind | null;
  count: number;
  /** Whether there are more than these. */
  more: boolean;
};

/** The files of a conversation, the newest first; a kind that nobody knows is none. */
export function mediaFor(db: Database, conversationId: number, asked: Readonly<Record<string, string | undefined>>): Media {
  const kind = MEDIA_KINDS.find((one) => one === asked["kind"]) ?? null;
  const count = Math.min(Math.max(Math.trunc(Number(asked["count"])) || MEDIA_STEP, MEDIA_STEP), MEDIA_MAX);
  const found = mediaOf.all(db, { conversationId, kind, limit: count + 1 });
  const counted = countMedia.all(db, { conversationId });
  const kinds = MEDIA_KINDS.flatMap((one) => counted.find((each) => each.kind === one) ?? []);
  return { rows: found.slice(0, count), kinds, kind, count, more: found.length > count && count < MEDIA_MAX };
}
