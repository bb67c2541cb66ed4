import type { Database } from "bun:sqlite";
import type { ChannelKind, Choices } from "../channels/channel.ts";
import { choicesIn } from "../channels/choices.ts";
import type { Facts } from "../events/kinds.ts";
import { type Attachment, attachmentsOf } from "../files/attachments.ts";
import { mentionsIn } from "../mentions/list.ts";
import type { Mentioned } from "../mentions/store.ts";
import { decisionsOf, type Explained } from "../routing/explain.ts";
import type { TieBreak } from "../routing/rules.ts";
import type { VisibleTo } from "../users/visible.ts";
import type { Opened } from "./store.ts";
import { chosenOf, countEarlier, type Happened, happenedSince, reactionsOn, type Said, saidAbove, saidBelow, saidEarlier, saidSince } from "./thread-store.ts";

/** What a message of ours gives to choose from, and the numbers of what was chosen. */
export type Offered = Choices & { chosen: number[] };
/** A message as it is shown. `joined` = the one above is by the same hand, a moment before; `reason` = a key that says why it failed. */
export type ThreadMessage = Said & { attachments: Attachment[]; mentions: Mentioned[]; reactions: string[]; joined: boolean; reason: string | null } & {
  offered: Offered | null;
};
/** A line between the messages; one of a conversation that was given says how that was decided, among how many who could. */
export type Line = Happened & { decided: { tieBreak: TieBreak; could: number } | null };
export type Items = { messages: ThreadMessage[]; lines: Line[] };
export type Thread = Items & { older: boolean };
/** `whole` = there was too much to tell: the page asks for everything anew. */
export type Changes = Items & { whole: boolean };
/** `left` = how many stand before them. */
export type Earlier = { messages: ThreadMessage[]; left: number };

/** Messages that a page loads at once. */
export const PAGE_MESSAGES = 100;
/** And those that a search needs from further up. */
export const MANY_MESSAGES = 500;
export const EARLIER_MESSAGES = 20;
export const CHANGES_MAX = 200;
const LINES_MAX = 200;
const JOINED_MS = 3 * 60_000;

type Where = Pick<Opened, "id" | "identityId" | "channelId">;
type Place = { position: number; id: number };
const END: Place = { position: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };

/** The newest messages of a conversation, or those above a place, in order; so many at most. */
export function threadOf(db: Database, kind: ChannelKind, { id: conversationId }: Where, above: Place = END, limit = PAGE_MESSAGES): Thread {
  const newest = saidAbove.all(db, { conversationId, ...above, limit: limit + 1 });
  const shown = newest.slice(0, limit).toReversed();
  const older = newest.length > limit;
  const from = older ? (shown[0]?.position ?? 0) : Number.MIN_SAFE_INTEGER;
  const lines = linesSince(db, conversationId, 0).filter(({ at }) => at >= from && at < above.position);
  return { messages: dressed(db, kind, shown, inRow(shown)), lines, older };
}

/** All messages of a conversation in order, at most so many of the newest. */
export function allOf(db: Database, kind: ChannelKind, where: Where, max: number): ThreadMessage[] {
  const pages: ThreadMessage[][] = [];
  for (let above = END, older = true, count = 0; older && count < max; ) {
    const { messages, older: more } = threadOf(db, kind, where, above);
    pages.unshift(messages);
    count += messages.length;
    older = more;
    above = messages[0] ?? END;
  }
  return pages.flat();
}

/** What changed in a conversation since an event, each with its place; with every message the one below it, whose look may follow. */
export function changesOf(db: Database, kind: ChannelKind, { id: conversationId }: Where, after: number): Changes {
  const changed = saidSince.all(db, { conversationId, after, limit: CHANGES_MAX + 1 });
  if (changed.length > CHANGES_MAX) return { messages: [], lines: [], whole: true };
  const below = changed.flatMap(({ position, id }) => saidBelow.get(db, { conversationId, position, id }) ?? []);
  const all = [...new Map([...changed, ...below].map((message) => [message.id, message])).values()];
  const above = ({ position, id }: Said) => saidAbove.all(db, { conversationId, position, id, limit: 1 })[0];
  return { messages: dressed(db, kind, all, above), lines: linesSince(db, conversationId, after), whole: false };
}

/** How many messages passed with this customer on this channel before. */
export function earlierCount(db: Database, viewer: VisibleTo, { id: conversationId, identityId, channelId }: Where, before = END.id): number {
  return countEarlier.get(db, { ...viewer, conversationId, identityId, channelId, before })?.n ?? 0;
}

/** Messages of earlier conversations with this customer on this channel: the latest before one of them, in order. */
export function earlierThan(db: Database, kind: ChannelKind, viewer: VisibleTo, where: Where, before = END.id): Earlier {
  const { id: conversationId, identityId, channelId } = where;
  const found = saidEarlier.all(db, { ...viewer, conversationId, identityId, channelId, before, limit: EARLIER_MESSAGES });
  const oldest = found.at(-1)?.id ?? 0;
  const shown = found.toSorted((a, b) => a.conversationId - b.conversationId || a.position - b.position || a.id - b.id);
  return { messages: dressed(db, kind, shown, inRow(shown)), left: earlierCount(db, viewer, where, oldest) };
}

const inRow = (messages: readonly Said[]) => (_: Said, at: number) => messages[at - 1];

function dressed(db: Database, kind: ChannelKind, messages: readonly Said[], above: (message: Said, at: number) => Said | undefined): ThreadMessage[] {
  const files = messages.flatMap(({ id, kind: what }) => (what === "text" ? [] : [id]));
  const attachments = Map.groupBy(files.length > 0 ? attachmentsOf(db, files) : [], ({ messageId }) => messageId);
  const notes = messages.flatMap(({ id, direction }) => (direction === "note" ? [id] : []));
  const mentions = Map.groupBy(notes.length > 0 ? mentionsIn(db, notes) : [], ({ messageId }) => messageId);
  const conversations = [...new Set(messages.map(({ conversationId }) => conversationId))];
  const targets = messages.flatMap(({ providerId }) => providerId ?? []);
  const reactions = Map.groupBy(
    reactionsOn.all(db, { conversations: JSON.stringify(conversations), targets: JSON.stringify(targets) }),
    ({ channelId, replyTo }) => `${channelId} ${replyTo}`,
  );
  const offered = offeredBy(db, messages);
  return messages.map((message, at) => ({
    ...message,
    offered: offered.get(message.id) ?? null,
    attachments: attachments.get(message.id) ?? [],
    mentions: mentions.get(message.id) ?? [],
    reactions: (reactions.get(`${message.channelId} ${message.providerId}`) ?? []).map(({ text }) => text),
    joined: isJoined(above(message, at), message),
    reason: message.error === null ? null : (kind.reason?.((JSON.parse(message.error) as { code: string }).code) ?? null),
  }));
}

function offeredBy(db: Database, messages: readonly Said[]): Map<number, Offered> {
  return new Map(
    messages.flatMap(({ id, direction, channelId, providerId, data }): [number, Offered][] => {
      const choices = direction === "out" ? choicesIn(data) : null;
      if (!choices) return [];
      const answers = providerId === null ? [] : chosenOf.all(db, { channelId, replyTo: providerId });
      return [[id, { ...choices, chosen: answers.map(({ option }) => Number(option)).filter((n) => choices.options[n - 1]) }]];
    }),
  );
}

function isJoined(above: Said | undefined, message: Said): boolean {
  const sameHand = above?.direction === message.direction && above.authorType === message.authorType && above.authorId === message.authorId;
  const together = above?.conversationId === message.conversationId && message.position - above.position < JOINED_MS;
  return sameHand && together && message.direction !== "system" && message.direction !== "note";
}

function linesSince(db: Database, conversationId: number, after: number): Line[] {
  const happened = happenedSince.all(db, { conversationId, after, limit: LINES_MAX }).toReversed();
  const decisions = happened.some(isDecided) ? decisionsOf(db, conversationId) : [];
  return happened.map((one) => ({ ...one, decided: isDecided(one) ? howDecided(decisions, one) : null }));
}

// What somebody did by hand was decided by nobody else.
function isDecided({ kind, data }: Happened): boolean {
  if (kind !== "conversation.accepted") return false;
  const { how, by } = JSON.parse(data) as Facts["conversation.accepted"];
  return by === undefined && (how === "automatic" || how === "manual" || how === "exclusive");
}

// What was offered was decided then; what was given at once, now.
function howDecided(decisions: readonly Explained[], { agentId, at }: Happened): Line["decided"] {
  const decision = decisions.findLast((one) => one.agentId === agentId && one.at <= at);
  if (!decision) return null;
  return { tieBreak: decision.tieBreak, could: decision.considered.filter(({ reason }) => reason === "could" || reason === "chosen").length };
}
