import type { Database } from "bun:sqlite";
import type { WaitingProps } from "../../views/desk/waiting.tsx";
import { mayTake } from "../conversations/take.ts";
import type { Person } from "../http/session.ts";
import { visibleTo } from "../users/visible.ts";
import { findOpened } from "./store.ts";
import { ownWaitingRows, waitingRows } from "./waiting-store.ts";

/** Rows that the page shows at once. */
export const WAITING_MAX = 200;

/** What waits where somebody has a skill, or in all that they may see; with what they may do about each. */
export function waitingFor(db: Database, person: Person): WaitingProps {
  const seen = visibleTo(person);
  const within = { ...seen, viewerScope: seen.viewerScope === "own" ? "skillsets" : seen.viewerScope };
  const handles = person.permissions.has("conversations.handle");
  const opens = (id: number, action: "conversations.view" | "conversations.pick-up") => findOpened.get(db, { ...visibleTo(person, action), id }) !== null;
  return {
    place: "waiting",
    rows: waitingRows.all(db, { ...within, limit: WAITING_MAX }).map((row) => ({
      ...row,
      opens: opens(row.id, "conversations.view"),
      action: handles && mayTake(db, { conversationId: row.id, agentId: person.userId }) ? "take" : opens(row.id, "conversations.pick-up") ? "pick-up" : null,
    })),
  };
}

/** What somebody has put aside for themselves. */
export function ownRoomOf(db: Database, { userId }: Person): WaitingProps {
  const rows = ownWaitingRows.all(db, { viewerId: userId, limit: WAITING_MAX });
  return { place: "room", rows: rows.map((row) => ({ ...row, opens: true, action: "resume" })) };
}
