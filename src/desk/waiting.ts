import type { Database } from "bun:sqlite";
import type { WaitingProps } from "../../views/desk/waiting.tsx";
import { whyNotTake } from "../conversations/take.ts";
import type { Person } from "../http/session.ts";
import { type VisibleTo, visibleTo } from "../users/visible.ts";
import { findOpened } from "./store.ts";
import { ownWaitingRows, skillsetsAsked, waitingRows } from "./waiting-store.ts";

/** Rows that the page shows at once. */
export const WAITING_MAX = 200;

/** What waits in the workspace, first what waits where somebody has a skill; with what they may do about each, or why they may not take it. */
export function waitingFor(db: Database, person: Person): WaitingProps {
  const opens = (id: number, action: "conversations.view" | "conversations.pick-up") => findOpened.get(db, { ...visibleTo(person, action), id }) !== null;
  const asked = Map.groupBy(skillsetsAsked.all(db), ({ queueId }) => queueId);
  const rows = waitingRows.all(db, { ...waitingSeenBy(person), limit: WAITING_MAX }).map((row) => {
    const whyNot = whyNotTake(db, { conversationId: row.id, agentId: person.userId });
    const action = whyNot === null ? ("take" as const) : opens(row.id, "conversations.pick-up") ? ("pick-up" as const) : null;
    const reads = opens(row.id, "conversations.view");
    // What a customer wrote is for those who may read or take it.
    const words = reads || row.skilled === 1 || action !== null ? {} : { lastKind: null, lastText: null };
    return { ...row, ...words, opens: reads, action, whyNot, needs: (asked.get(row.queueId) ?? []).map(({ name }) => name) };
  });
  return { place: "waiting", rows };
}

// All of the workspace for whoever may see conversations at all; an isolated one sees their skillsets only.
function waitingSeenBy(person: Person): VisibleTo {
  const seen = visibleTo(person);
  const isolated = person.permissions.has("isolated");
  return seen.viewerScope === "none" ? seen : { ...seen, viewerScope: isolated ? "skillsets" : "all" };
}

/** What somebody has put aside for themselves. */
export function ownRoomOf(db: Database, { userId }: Person): WaitingProps {
  const rows = ownWaitingRows.all(db, { viewerId: userId, limit: WAITING_MAX });
  return { place: "room", rows: rows.map((row) => ({ ...row, skilled: 1, opens: true, action: "resume", whyNot: null, needs: [] })) };
}
