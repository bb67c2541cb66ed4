import type { Database } from "bun:sqlite";
import { viewerOf } from "../users/scopes.ts";
import { visibleTo } from "../users/visible.ts";
import { anyUnseen, type Mentioned, mentionedIn, type Unseen, unseenBy } from "./store.ts";

/** Notes that the list shows at once. */
export const UNSEEN_MAX = 50;

/** Notes that name somebody and that they have not seen, of the conversations that they may open; the newest first. */
export function unseenMentions(db: Database, userId: number): Unseen[] {
  const viewer = anyUnseen.get(db, { userId }) && viewerOf(db, userId);
  return viewer ? unseenBy.all(db, { ...visibleTo(viewer), limit: UNSEEN_MAX }) : [];
}

/** Who is named in some notes. */
export const mentionsIn = (db: Database, messageIds: readonly number[]): Mentioned[] => mentionedIn.all(db, { ids: JSON.stringify(messageIds) });
