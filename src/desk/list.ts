import type { Database } from "bun:sqlite";
import type { ListProps } from "../../views/desk/list.tsx";
import { isAgent, statusesOf, statusOf } from "../agents/statuses.ts";
import type { Person } from "../http/session.ts";
import { scopeOf } from "../users/permissions.ts";
import { type VisibleTo, visibleTo } from "../users/visible.ts";
import { archivePage, placeName, readPlace } from "./archive.ts";
import type { Arrangement } from "./arrangement.ts";
import { agentsSeen, channelsIn, countIn, type Lane, type OpenLane, rowsIn } from "./list-store.ts";
import { placesOf } from "./store.ts";
import { patternsOf, WORDS_MAX } from "./words.ts";

/** Rows a list shows at once. */
export const ROWS_MAX = 200;

/** Agents that one may choose of. */
const AGENTS_MAX = 2000;

/**
 * What a list shows: of which lane, found by which words, of one priority or one channel, whichever it is sorted by, of one agent.
 * `before`: the place in the archive before which a page begins, "" for the newest.
 */
export type Looked = Arrangement & { lane: Lane; words: string; only: string | null; agentId: number | null; before: string };

type Asked = Readonly<Record<string, string | undefined>>;
const PRIORITIES: readonly string[] = ["high", "medium", "low"];

/** The list that a person asked for, of the lanes they have, in the order that they keep. */
export function listFor(db: Database, person: Person, asked: Asked, arrangement: Arrangement, chosen: number | null): ListProps {
  const lanes = lanesOf(person);
  const lane = [...lanes, "starred" as const, "archived" as const].find((one) => one === asked["lane"]) ?? "mine";
  const byAgent = lanes.length > 1 && (lane === "all" || lane === "archived");
  const looked: Looked = {
    lane,
    words: (asked["q"] ?? "").slice(0, WORDS_MAX),
    ...arrangedAs(asked, arrangement),
    agentId: (byAgent && Number(asked["agent"])) || null,
    before: readPlace(asked["before"]) === null ? "" : (asked["before"] ?? ""),
  };
  const visible = visibleTo(person);
  return {
    looked,
    lanes: lanes.map((one) => ({ lane: one, count: countIn[one].get(db, visible)?.n ?? 0 })),
    channels: looked.sort === "channel" && lane !== "archived" ? channelsIn[lane].all(db, visible) : [],
    agents: byAgent ? agentsSeen.all(db, { ...visible, limit: AGENTS_MAX }) : null,
    ...rowsOf(db, visible, looked),
    chosen,
    places: placesOf.get(db, { agentId: person.userId }) ?? { used: 0, capacity: 0 },
    readiness: readinessOf(db, person.userId),
  };
}

function rowsOf(db: Database, visible: VisibleTo, looked: Looked): Pick<ListProps, "rows" | "more" | "next"> {
  const { lane, sort, starredFirst, only, words, agentId, before } = looked;
  const wanted = { ...visible, ...patternsOf(words), agentId };
  if (lane === "archived") {
    const { rows, next } = archivePage(db, wanted, readPlace(before));
    return { rows: rows.map((row) => ({ ...row, starred: 0, draft: null })), more: null, next: next && placeName(next) };
  }
  const by = { priority: sort === "priority" ? only : null, channel: sort === "channel" ? only : null };
  const rows = rowsIn[lane].all(db, { ...wanted, ...by, sort, starredFirst: starredFirst ? 1 : 0, limit: ROWS_MAX + 1 });
  return { rows: rows.slice(0, ROWS_MAX), more: rows.length > ROWS_MAX ? ROWS_MAX : null, next: null };
}

// One filter at a time, and it goes with the order: who asks for one priority sees them by priority, whatever they keep.
function arrangedAs(asked: Asked, { sort, starredFirst }: Arrangement): Arrangement & { only: string | null } {
  const priority = PRIORITIES.find((one) => one === asked["priority"]);
  if (priority) return { sort: "priority", starredFirst, only: priority };
  return asked["channel"] ? { sort: "channel", starredFirst, only: asked["channel"] } : { sort, starredFirst, only: null };
}

function lanesOf({ permissions }: Person): OpenLane[] {
  return scopeOf(permissions, "conversations.view") === "own" ? ["mine"] : ["mine", "unassigned", "all"];
}

// Who is not ready may become it with one click; who is no agent has nothing to do with it.
function readinessOf(db: Database, userId: number): ListProps["readiness"] {
  const { statusId } = statusOf(db, userId);
  const statuses = statusesOf(db);
  if (statusId === null || !isAgent(db, userId)) return null;
  return { ready: statuses.some(({ id, ready }) => id === statusId && ready), readyId: statuses.find(({ ready }) => ready)?.id ?? null };
}
