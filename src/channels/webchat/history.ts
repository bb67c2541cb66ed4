import type { Database } from "bun:sqlite";
import { isOverFor } from "../../conversations/conversation.ts";
import { type Attachment, attachmentsOf } from "../../files/attachments.ts";
import { type Place as Location, placeInData } from "../../locations/place.ts";
import type { Choices } from "../channel.ts";
import { choicesIn } from "../choices.ts";
import { type Chosen, chosenBy } from "./choose.ts";
import type { Line } from "./lookout.ts";
import * as store from "./store.ts";
import { sentAs, type Visitor } from "./visitor.ts";

/** Messages in one answer. */
export const MESSAGES_PER_ANSWER_MAX = 50;
export const CHANGES_PER_ANSWER_MAX = 200;

/** What a visitor's page is told. Nothing here is about anybody else, and nothing of it only for staff. */
export type Told = {
  messages: ToldMessage[];
  lines: ToldLine[];
  /** How the conversation stands, and who answers. */
  state: "none" | "waiting" | "talking" | "closed";
  agent: string | null;
  /** Whether anybody is there who could answer. */
  ready: boolean;
  /** Where in the queue the conversation stands, 1 = the next, and how long it will probably take, in minutes; null = better nothing. */
  place: Line["place"];
  wait: Line["wait"];
  /** The last event that this answer knows of: ask for what comes `after` it. */
  seen: number;
  /** This takes the place of everything that the page shows. */
  whole: boolean;
  /** What is older and not in here: ask for what stands `before` it. */
  earlier: { before: string; at: number; conversation: number } | null;
};

export type ToldMessage = {
  id: number;
  /** Messages and lines stand by conversation, position and id. */
  conversation: number;
  position: number;
  from: "you" | "us";
  /** Who of us said it: an agent's name; null = the company. */
  author: string | null;
  /** What the visitor's own page called what it sent, and which message of it this is. */
  sent: { clientId: string; part: number } | null;
  kind: string;
  text: string;
  at: number;
  /** The other side has read it. */
  read: boolean;
  revoked: boolean;
  files: ToldFile[];
  /** Of a location: where it is. */
  location: Location | null;
  /** What it gives to choose from. */
  choices: Choices | null;
  /** What it chose of a message of ours. */
  chosen: Chosen | null;
};
export type ToldFile = { id: number; name: string; type: string; size: number | null; width: number | null; height: number | null; durationMs: number | null };

/** Something that happened: who came, or that it was closed. */
export type ToldLine = { key: string; conversation: number; position: number; what: "joined" | "closed"; name: string | null };

export type Place = { conversationId: number; position: number; id: number };
const END: Place = { conversationId: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** Says who is there, and where in the queue the visitor's latest conversation stands. */
export type LineOf = (conversation: store.ConversationRow | null) => Line;

/** The newest messages, or those before a place. */
export function historyOf(db: Database, lineOf: LineOf, visitor: Visitor, before: Place | null): Told {
  const whose = whoseOf(visitor);
  const rows = store.messagesBefore.all(db, { ...whose, ...(before ?? END), limit: MESSAGES_PER_ANSWER_MAX + 1 });
  const older = rows[MESSAGES_PER_ANSWER_MAX];
  const shown = rows.slice(0, MESSAGES_PER_ANSWER_MAX).reverse();
  const [first] = shown;
  return {
    ...stateOf(db, lineOf, visitor),
    messages: told(db, shown),
    lines: linesOf(db, visitor, first?.conversationId ?? END.conversationId),
    seen: store.lastChange.get(db, whose)?.eventId ?? 0,
    whole: before === null,
    earlier: older && first ? { before: placeText(first), at: older.receivedAt, conversation: older.conversationId } : null,
  };
}

/** What changed since an event; when that is too much, everything anew. */
export function changesSince(db: Database, lineOf: LineOf, visitor: Visitor, after: number): Told {
  const rows = store.messagesChanged.all(db, { ...whoseOf(visitor), after, limit: CHANGES_PER_ANSWER_MAX + 1 });
  if (rows.length > CHANGES_PER_ANSWER_MAX) return historyOf(db, lineOf, visitor, null);
  const latest = store.conversationsOf.all(db, { ...whoseOf(visitor), limit: 2 }).at(-1);
  return {
    ...stateOf(db, lineOf, visitor),
    messages: told(db, rows),
    lines: linesOf(db, visitor, latest?.id ?? END.conversationId),
    seen: rows.at(-1)?.changedBy ?? after,
    whole: false,
    earlier: null,
  };
}

/** Some messages by their ids, as the visitor is told them. */
export function messagesOf(db: Database, visitor: Visitor, ids: readonly number[]): ToldMessage[] {
  return told(db, store.messagesOf.all(db, { ...whoseOf(visitor), ids: JSON.stringify(ids) }));
}

export const placeText = ({ conversationId, position, id }: Place) => `${conversationId}.${position}.${id}`;

/** From `placeText`; null when it is none. */
export function placeIn(text: string): Place | null {
  const [conversationId, position, id, ...rest] = text.split(".").map(Number);
  const numbers = [conversationId, position, id];
  return rest.length === 0 && numbers.every(Number.isSafeInteger) ? ({ conversationId, position, id } as Place) : null;
}

const whoseOf = ({ channelId, hash }: Visitor) => ({ channelId, hash });

function stateOf(db: Database, lineOf: LineOf, visitor: Visitor): Pick<Told, "state" | "agent" | "ready" | "place" | "wait"> {
  const [latest = null] = store.conversationsOf.all(db, { ...whoseOf(visitor), limit: 1 });
  const line = lineOf(latest);
  if (!latest) return { state: "none", agent: null, ...line };
  if (isOver(latest)) return { state: "closed", agent: null, ...line };
  return latest.state === "active" ? { state: "talking", agent: latest.agent, ...line } : { state: "waiting", agent: null, ...line };
}

const isOver = ({ state }: store.ConversationRow) => isOverFor(state);

function linesOf(db: Database, visitor: Visitor, from: number): ToldLine[] {
  const joined = store.agentsIn
    .all(db, { ...whoseOf(visitor), from })
    .filter((line, at, all) => line.name !== all[at - 1]?.name || line.conversationId !== all[at - 1]?.conversationId)
    .map(({ id, conversationId, at, name }): ToldLine => ({ key: `joined-${id}`, conversation: conversationId, position: at, what: "joined", name }));
  const closed = store.conversationsOf
    .all(db, { ...whoseOf(visitor), limit: CHANGES_PER_ANSWER_MAX })
    .filter((conversation) => conversation.id >= from && isOver(conversation))
    .map(
      ({ id, closedAt, lastActivityAt }): ToldLine => ({
        key: `closed-${id}`,
        conversation: id,
        position: closedAt ?? lastActivityAt,
        what: "closed",
        name: null,
      }),
    );
  return [...joined, ...closed];
}

function told(db: Database, rows: readonly store.MessageRow[]): ToldMessage[] {
  const attachments = attachmentsOf(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => toldMessage(row, attachments.filter(({ messageId }) => messageId === row.id).flatMap(toldFile)));
}

function toldMessage(row: store.MessageRow, files: ToldFile[]): ToldMessage {
  const mine = row.direction === "in";
  const revoked = row.revokedAt !== null;
  return {
    id: row.id,
    conversation: row.conversationId,
    position: row.position,
    from: mine ? "you" : "us",
    author: mine ? null : row.author,
    sent: mine ? sentAs(row.providerId) : null,
    kind: row.kind,
    text: revoked ? "" : row.text,
    at: row.receivedAt,
    read: row.readAt !== null,
    revoked,
    files: revoked ? [] : files,
    location: row.kind === "location" && !revoked ? placeInData(row.data) : null,
    choices: mine || revoked ? null : choicesIn(row.data),
    chosen: mine ? chosenBy(row) : null,
  };
}

const toldFile = ({ id, name, type, size, width, height, durationMs, sha256 }: Attachment): ToldFile[] =>
  sha256 === null ? [] : [{ id, name, type, size, width, height, durationMs }];
