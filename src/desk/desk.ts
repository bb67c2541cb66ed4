import type { Database } from "bun:sqlite";
import type { ChatProps } from "../../views/desk/chat.tsx";
import { setting } from "../admin/settings.ts";
import type { ChannelKind } from "../channels/channel.ts";
import type { Channels } from "../channels/channels.ts";
import { draftOf } from "../conversations/draft.ts";
import { scheduledOf } from "../conversations/later.ts";
import { FILES_MAX, TEXT_MAX } from "../conversations/reply.ts";
import { whyNotTake } from "../conversations/take.ts";
import { seesCustomer } from "../customers/search.ts";
import { windowEndsAt } from "../customers/window.ts";
import { Gone, NotFound } from "../http/errors.ts";
import type { Person } from "../http/session.ts";
import { quotesFor } from "../quotes/save.ts";
import { ticketsFor } from "../tickets/save.ts";
import type { Action } from "../users/permissions.ts";
import { signatureOf } from "../users/signature.ts";
import { visibleTo } from "../users/visible.ts";
import { closingFormOf, closingOf, owes } from "./closing.ts";
import { countTransfers, findErased, findOpened, type Opened } from "./store.ts";
import { earlierCount, threadOf } from "./thread.ts";

type Opening = { conversation: Opened; kind: ChannelKind };

/** A conversation that a person opens, with its kind of channel. Throws NotFound, also for what `action` does not reach, and Gone when it was erased. */
export function openedBy(db: Database, channels: Channels, person: Person, id: number, action: Action = "conversations.view"): Opening {
  const conversation = findOpened.get(db, { ...visibleTo(person, action), id });
  if (!conversation && findErased.get(db, { ...visibleTo(person, action), id })) throw new Gone("erase.gone");
  const kind = conversation && channels.find(conversation.channelId)?.kind;
  if (!conversation || !kind) throw new NotFound();
  return { conversation, kind };
}

/** All that the right side shows of a conversation, with what the person may do there. Throws NotFound. */
export function chatFor(db: Database, channels: Channels, person: Person, id: number): Omit<ChatProps, "present"> {
  const { conversation, kind } = openedBy(db, channels, person, id);
  const seesThem = seesCustomer(db, person, conversation.customerId);
  return {
    conversation,
    thread: threadOf(db, kind, conversation),
    earlier: earlierCount(db, visibleTo(person), conversation),
    mine: isMine(conversation, person),
    mayNote: conversation.state !== "wrap_up" && conversation.state !== "closed" && person.permissions.has("conversations.handle"),
    tools: toolsOf(db, person, conversation),
    moves: movesOf(db, person, conversation),
    closing: owes(conversation, person) ? closingFormOf(db, person, conversation) : closingOf(db, person, conversation),
    transfers: countTransfers.get(db, { id })?.n ?? 0,
    tickets: seesThem ? ticketsFor(db, conversation.customerId) : null,
    quotes: seesThem ? quotesFor(db, conversation.customerId) : null,
    channel: {
      limits: kind.limits,
      choices: kind.choices ?? null,
      marks: kind.marks ?? null,
      textMax: TEXT_MAX,
      filesMax: FILES_MAX,
      dictation: setting(db, "dictation"),
    },
    windowEndsAt: windowEndsAt(db, conversation, kind.windowMs),
    signature: signatureOf(db, person.userId),
    scheduled: scheduledOf(db, id),
    draft: draftOf(db, { conversationId: id, agentId: person.userId }),
  };
}

const reaches = (db: Database, person: Person, id: number, action: Action): boolean =>
  person.permissions.has(action) && findOpened.get(db, { ...visibleTo(person, action), id }) !== null;

const toolsOf = (db: Database, person: Person, { id, state }: Opened): ChatProps["tools"] => ({
  copies: reaches(db, person, id, "conversations.copy"),
  mails: reaches(db, person, id, "conversations.mail"),
  erases: state === "closed" && reaches(db, person, id, "conversations.delete"),
});

/** What the person may do with where it is. */
function movesOf(db: Database, person: Person, conversation: Opened): ChatProps["moves"] {
  const { id, state, room, agentId } = conversation;
  const mine = isMine(conversation, person);
  const handles = person.permissions.has("conversations.handle");
  const open = state !== "closed" && state !== "wrap_up" && state !== "bot";
  const mayMove = (action: Action) => open && !mine && reaches(db, person, id, action);
  return {
    transfer: mine,
    resume: handles && room === "personal" && agentId === person.userId,
    take: handles && whyNotTake(db, { conversationId: id, agentId: person.userId }) === null,
    pickUp: mayMove("conversations.pick-up"),
    assign: mayMove("conversations.assign"),
  };
}

export const isMine = ({ state, agentId }: Opened, { userId, permissions }: Person): boolean =>
  state === "active" && agentId === userId && permissions.has("conversations.handle");
