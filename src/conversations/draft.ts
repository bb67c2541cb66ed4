import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { Conflict } from "../http/errors.ts";
import { type Draft, findDraft, type Place, putDraft } from "./draft-store.ts";

export const NO_DRAFT: Draft = { mode: "reply", text: "", choices: null, revision: 0 };
type Begun = Pick<Draft, "mode" | "text" | "choices">;
type Written = Omit<Draft, "choices"> & Partial<Pick<Draft, "choices">>;

/** What an agent has begun to write in a conversation; an empty text and no choices where there is nothing. */
export function draftOf(db: Database, { conversationId, agentId }: Place): Draft {
  const found = findDraft.get(db, { conversationId, agentId });
  return found ? { ...found, choices: JSON.parse(found.choices ?? "null") } : NO_DRAFT;
}

/**
 * Keeps what an agent has begun to write, and gives its revision. `revision`: of the draft that it was written from. The same once more
 * changes nothing. Throws Conflict where another window of theirs has written since.
 */
export function saveDraft(db: Database, place: Place, { mode, text, choices = null, revision }: Written, now: number): number {
  const before = draftOf(db, place);
  if (before.mode === mode && before.text === text && Bun.deepEquals(before.choices, choices)) return before.revision;
  if (before.revision !== revision) throw new Conflict("conflict.draft");
  return put(db, place, before, { mode, text, choices }, now);
}

/** The draft of this revision was sent: there is nothing left to write. What was written since stays. */
export function draftSent(db: Database, place: Place, revision: number, now: number) {
  const before = draftOf(db, place);
  if (before.revision !== revision || (before.text === "" && before.choices === null)) return;
  put(db, place, before, { mode: "reply", text: "", choices: null }, now);
}

// Told is only that there is one now, or none: the list shows that.
function put(db: Database, place: Place, before: Draft, after: Begun, now: number): number {
  const revision = before.revision + 1;
  putDraft.run(db, { ...place, ...after, choices: after.choices && JSON.stringify(after.choices), revision, now });
  if ((before.text === "") !== (after.text === "")) {
    record(db, now, "draft.changed", { agentId: place.agentId }, { about: place.conversationId });
  }
  return revision;
}
