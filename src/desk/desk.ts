import type { Database } from "bun:sqlite";
import type { ChatProps } from "../../views/desk/chat.tsx";
import type { ListProps } from "../../views/desk/list.tsx";
import { isAgent, statusesOf, statusOf } from "../agents/statuses.ts";
import type { ChannelKind } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import { draftOf } from "../conversations/draft.ts";
import { FILES_MAX, TEXT_MAX } from "../conversations/reply.ts";
import { whyNotTake } from "../conversations/take.ts";
import { windowEndsAt } from "../customers/window.ts";
import { NotFound } from "../http/errors.ts";
import type { Person } from "../http/session.ts";
import { type Action, scopeOf } from "../users/permissions.ts";
import { signatureOf } from "../users/signature.ts";
import { visibleTo } from "../users/visible.ts";
import { closingFormOf, closingOf, owes } from "./closing.ts";
import { countIn, findOpened, LANES, type Lane, type Opened, placesOf, rowsIn } from "./store.ts";
import { earlierCount, threadOf } from "./thread.ts";

/** Rows a list shows at once. */
export const ROWS_MAX = 200;

type Asked = Readonly<Record<string, string | undefined>>;
const PRIORITIES = ["low", "medium", "high"] as const;

/** The list that a person asked for, of the lanes they have. */
export function listFor(db: Database, person: Person, asked: Asked, chosen: number | null): ListProps {
  const lanes = lanesOf(person);
  const lane = lanes.find((one) => one === asked["lane"]) ?? "mine";
  const priority = PRIORITIES.find((one) => one === asked["priority"]) ?? null;
  const visible = visibleTo(person);
  return {
    lane,
    lanes: lanes.map((one) => ({ lane: one, count: countIn[one].get(db, visible)?.n ?? 0 })),
    rows: rowsIn[lane].all(db, { ...visible, priority, limit: ROWS_MAX + 1 }).slice(0, ROWS_MAX),
    rowsMax: ROWS_MAX,
    chosen,
    priority,
    places: placesOf.get(db, { agentId: person.userId }) ?? { used: 0, capacity: 0 },
    readiness: readinessOf(db, person.userId),
  };
}

type Opening = { conversation: Opened; kind: ChannelKind };

/** A conversation that a person opens, with its kind of channel. Throws NotFound, also for what `action` does not reach. */
export function openedBy(db: Database, channels: Channels, person: Person, id: number, action: Action = "conversations.view"): Opening {
  const conversation = findOpened.get(db, { ...visibleTo(person, action), id });
  const kind = conversation && channels.find(conversation.channelId)?.kind;
  if (!conversation || !kind) throw new NotFound();
  return { conversation, kind };
}

/** All that the right side shows of a conversation, with what the person may do there. Throws NotFound. */
export function chatFor(db: Database, channels: Channels, person: Person, id: number): ChatProps {
  const { conversation, kind } = openedBy(db, channels, person, id);
  return {
    conversation,
    thread: threadOf(db, kind, conversation),
    earlier: earlierCount(db, visibleTo(person), conversation),
    mine: isMine(conversation, person),
    mayNote: conversation.state !== "wrap_up" && conversation.state !== "closed" && person.permissions.has("conversations.handle"),
    copies: person.permissions.has("conversations.copy") && findOpened.get(db, { ...visibleTo(person, "conversations.copy"), id }) !== null,
    moves: movesOf(db, person, conversation),
    closing: owes(conversation, person) ? closingFormOf(db, person, conversation) : closingOf(db, person, conversation),
    channel: { limits: kind.limits, marks: kind.marks ?? null, textMax: TEXT_MAX, filesMax: FILES_MAX },
    windowEndsAt: windowEndsAt(db, conversation, kind.windowMs),
    signature: signatureOf(db, person.userId),
    draft: draftOf(db, { conversationId: id, agentId: person.userId }),
  };
}

/** What the person may do with where it is. */
function movesOf(db: Database, person: Person, conversation: Opened): ChatProps["moves"] {
  const { id, state, room, agentId } = conversation;
  const mine = isMine(conversation, person);
  const handles = person.permissions.has("conversations.handle");
  const open = state !== "closed" && state !== "wrap_up" && state !== "bot";
  const reaches = (action: Action) => open && !mine && findOpened.get(db, { ...visibleTo(person, action), id }) !== null;
  return {
    transfer: mine,
    resume: handles && room === "personal" && agentId === person.userId,
    take: handles && whyNotTake(db, { conversationId: id, agentId: person.userId }) === null,
    pickUp: reaches("conversations.pick-up"),
    assign: reaches("conversations.assign"),
  };
}

export const isMine = ({ state, agentId }: Opened, { userId, permissions }: Person): boolean =>
  state === "active" && agentId === userId && permissions.has("conversations.handle");

function lanesOf({ permissions }: Person): Lane[] {
  return scopeOf(permissions, "conversations.view") === "own" ? ["mine"] : [...LANES];
}

// Who is not ready may become it with one click; who is no agent has nothing to do with it.
function readinessOf(db: Database, userId: number): ListProps["readiness"] {
  const { statusId } = statusOf(db, userId);
  const statuses = statusesOf(db);
  if (statusId === null || !isAgent(db, userId)) return null;
  return { ready: statuses.some(({ id, ready }) => id === statusId && ready), readyId: statuses.find(({ ready }) => ready)?.id ?? null };
}
