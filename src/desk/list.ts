import type { Database } from "bun:sqlite";
import type { ListProps } from "../../views/desk/list.tsx";
import { isAgent, statusesOf, statusOf } from "../agents/statuses.ts";
import type { Person } from "../http/session.ts";
import { scopeOf } from "../users/permissions.ts";
import { visibleTo } from "../users/visible.ts";
import type { Arrangement } from "./arrangement.ts";
import { channelsIn, countIn, type Lane, type OpenLane, rowsIn } from "./list-store.ts";
import { placesOf } from "./store.ts";
import { patternsOf, WORDS_MAX } from "./words.ts";

/** Rows a list shows at once. */
export const ROWS_MAX = 200;

/** What a list shows: of which lane, found by which words, of one priority or one channel, whichever it is sorted by. */
export type Looked = Arrangement & { lane: Lane; words: string; only: string | null };

type Asked = Readonly<Record<string, string | undefined>>;
const PRIORITIES: readonly string[] = ["high", "medium", "low"];

/** The list that a person asked for, of the lanes they have, in the order that they keep. */
export function listFor(db: Database, person: Person, asked: Asked, arrangement: Arrangement, chosen: number | null): ListProps {
  const lanes = lanesOf(person);
  const lane = [...lanes, "starred" as const].find((one) => one === asked["lane"]) ?? "mine";
  const looked = { lane, words: (asked["q"] ?? "").slice(0, WORDS_MAX), ...arrangedAs(asked, arrangement) };
  const visible = visibleTo(person);
  return {
    looked,
    lanes: lanes.map((one) => ({ lane: one, count: countIn[one].get(db, visible)?.n ?? 0 })),
    channels: looked.sort === "channel" ? channelsIn[lane].all(db, visible) : [],
    rows: rowsIn[lane].all(db, { ...visible, ...wantedOf(looked), limit: ROWS_MAX }),
    rowsMax: ROWS_MAX,
    chosen,
    places: placesOf.get(db, { agentId: person.userId }) ?? { used: 0, capacity: 0 },
    readiness: readinessOf(db, person.userId),
  };
}

// One filter at a time, and it goes with the order: who asks for one priority sees them by priority, whatever they keep.
function arrangedAs(asked: Asked, { sort, starredFirst }: Arrangement): Arrangement & { only: string | null } {
  const priority = PRIORITIES.find((one) => one === asked["priority"]);
  if (priority) return { sort: "priority", starredFirst, only: priority };
  return asked["channel"] ? { sort: "channel", starredFirst, only: asked["channel"] } : { sort, starredFirst, only: null };
}

function wantedOf({ sort, starredFirst, only, words }: Looked) {
  const by = { priority: sort === "priority" ? only : null, channel: sort === "channel" ? only : null };
  return { ...by, ...patternsOf(words), agentId: null, sort, starredFirst: starredFirst ? (1 as const) : (0 as const) };
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
