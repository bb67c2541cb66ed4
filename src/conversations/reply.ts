import type { Database } from "bun:sqlite";
import type { ChannelKind, Choices, MediaKind } from "../channels/channel.ts";
import { numbered, plainChoices } from "../channels/choices.ts";
import { checkWindow } from "../customers/window.ts";
import { record } from "../events/record.ts";
import { attachUpload, uploadOf } from "../files/attach.ts";
import { Conflict, Invalid } from "../http/errors.ts";
import { type PlaceInput, placeData, placeLine, placeText, readPlace } from "../locations/place.ts";
import { mention } from "../mentions/mention.ts";
import { noteAnswered } from "./assignment.ts";
import { type Conversation, type Message, subjectOf } from "./conversation.ts";
import { oweDelivery } from "./delivery.ts";
import { findByClientId, insertMessage, type NewMessage, nameSent, noteChangedBy } from "./message-store.ts";
import { ourName } from "./our-name.ts";
import { placeOurs } from "./place.ts";
import { splitText } from "./split.ts";
import { findConversation, noteActivity } from "./store.ts";

/** Letters an agent may write at once; past a channel's own limit they go as several messages. */
export const TEXT_MAX = 100_000;
/** Room for what is trimmed away; the verbs count the letters that are left. */
export const WRITTEN_MAX = 2 * TEXT_MAX;
export const FILES_MAX = 10;

export type Reply = {
  conversationId: number;
  agentId: number;
  /** Made by the page, unique in the conversation: a double click sends once. */
  clientId: string;
  text: string;
  /** Uploads of this agent, by the ids their page gave them. */
  uploads: readonly string[];
  /** A location goes alone: no text and no file goes with it. */
  location?: PlaceInput | undefined;
  /** The provider's id of the message that is answered. */
  replyTo: string | null;
  /** What the customer may answer with one press. */
  choices?: Choices | null;
};

type Part = { kind: "text" | MediaKind | "location"; text: string; data?: string; upload: string | null; choices?: Choices };

/**
 * The agent who holds a conversation answers. Gives the ids of the messages it became, in order; the same ones
 * again when it was said before. Throws Conflict (not theirs, window closed) and Invalid (empty, too long, file not taken, no place).
 */
export function reply(db: Database, said: Reply, channel: ChannelKind, now: number): number[] {
  const { conversationId, clientId, agentId } = said;
  const before = findByClientId.get(db, { conversationId, clientId });
  if (before) return saidBefore(db, before);

  const conversation = heldBy(db, conversationId, agentId);
  checkWindow(db, conversation, channel.windowMs, now);
  const parts = said.location ? [locationPart(said.location, channel)] : partsOf(db, said, channel);
  const ids = parts.map((part, n) => say(db, conversation, said, part, n, channel.send !== undefined, now));
  noteAnswered(db, { conversationId, agentId, messageId: ids[0] as number }, now);
  return ids;
}

/** A private note: only staff see it, and whom it names is told. Gives its id. */
export function note(
  db: Database,
  { conversationId, agentId, clientId, text }: Pick<Reply, "conversationId" | "agentId" | "clientId" | "text">,
  now: number,
): number {
  const before = findByClientId.get(db, { conversationId, clientId });
  if (before) return before.id;
  const conversation = findConversation.get(db, { id: conversationId });
  if (!conversation || conversation.state === "wrap_up" || conversation.state === "closed") throw new Conflict("conflict.closed");
  checkText(text);
  const id = put(
    db,
    conversation,
    { direction: "note", kind: "text", text: text.trim(), data: null, status: "received", authorId: agentId, clientId, replyTo: null },
    now,
  );
  told(db, conversation, id, "message.noted", now);
  mention(db, { messageId: id, conversationId, agentId, text }, now);
  return id;
}

/** The conversation, if this agent holds it. Throws Conflict. */
export function heldBy(db: Database, conversationId: number, agentId: number): Conversation {
  const conversation = findConversation.get(db, { id: conversationId });
  if (conversation?.state !== "active" || conversation.agentId !== agentId) throw new Conflict("conflict.not-yours");
  return conversation;
}

function partsOf(db: Database, said: Reply, channel: ChannelKind): Part[] {
  const { choices, uploads, agentId } = said;
  const { limits } = channel;
  if (choices && channel.choices) return [partWith(db, said, choices, { limits, choices: channel.choices })];
  const text = choices ? numbered(said.text, plainChoices(choices)) : said.text;
  if (uploads.length > FILES_MAX) throw new Invalid({ files: "reply.too-many-files" });
  if (uploads.length === 0) checkText(text);
  const files = uploads.map((upload): Part => ({ kind: mediaKind(db, upload, ownerOf(agentId), limits), text: "", upload }));
  const plain = text.trim();
  if (plain.length > TEXT_MAX) throw new Invalid({ text: "reply.too-long" });
  const [only] = files;
  if (only && files.length === 1 && plain.length <= limits.captionMax && only.kind !== "audio" && only.kind !== "voice") return [{ ...only, text: plain }];
  return [...splitText(plain, limits.textMax).map((part): Part => ({ kind: "text", text: part, upload: null })), ...files];
}

// A channel that takes none gets it in words.
function locationPart(location: PlaceInput, { locations }: ChannelKind): Part {
  const place = readPlace(location, { nameless: true });
  if (!locations) return { kind: "text", text: placeText(place), upload: null };
  return { kind: "location", text: placeLine(place), data: placeData(place), upload: null };
}

// With choices it is one message, whose text is never cut.
function partWith(
  db: Database,
  { text, uploads, agentId }: Reply,
  given: Choices,
  { limits, choices: all }: Required<Pick<ChannelKind, "limits" | "choices">>,
): Part {
  const choices = plainChoices(given, all);
  const { textMax, files } = all[choices.kind];
  const plain = text.trim();
  if (plain === "") throw new Invalid({ text: "choices.text-empty" });
  if (plain.length > textMax) throw new Invalid({ text: "choices.text-too-long" }, { text: { max: textMax } });
  const [upload = null, ...others] = uploads;
  if (others.length > 0) throw new Invalid({ files: "choices.one-file" });
  if (upload === null) return { kind: "text", text: plain, upload, choices };
  const kind = mediaKind(db, upload, ownerOf(agentId), limits);
  if (!files.includes(kind)) throw new Invalid({ files: files.length === 0 ? "choices.no-file" : "choices.other-file" });
  return { kind, text: plain, upload, choices };
}

function checkText(text: string) {
  if (text.trim() === "") throw new Invalid({ text: "reply.empty" });
  if (text.length > TEXT_MAX) throw new Invalid({ text: "reply.too-long" });
}

/** Whose uploads an agent's are. */
export const ownerOf = (agentId: number) => `user:${agentId}`;

// As what a channel takes a file: the first kind whose types and size fit.
function mediaKind(db: Database, clientId: string, owner: string, limits: ChannelKind["limits"]): MediaKind {
  const file = uploadOf(db, clientId, owner);
  if (!file) throw new Invalid({ files: "reply.file-missing" });
  const { voice } = limits;
  if (file.voice && voice && (voice.types as readonly string[]).includes(file.type) && file.size <= voice.bytesMax) return "voice";
  const fitting = limits.files.filter(({ types }) => types.includes(file.type) || types.includes("*/*"));
  const found = fitting.find(({ bytesMax }) => file.size <= bytesMax);
  if (!found) throw new Invalid({ files: fitting.length > 0 ? "reply.file-too-large" : "reply.file-type" });
  return found.kind;
}

function say(db: Database, conversation: Conversation, { clientId, agentId, replyTo }: Reply, part: Part, n: number, delivered: boolean, now: number): number {
  const id = put(
    db,
    conversation,
    {
      direction: "out",
      kind: part.kind,
      text: part.text,
      data: part.choices ? JSON.stringify({ choices: part.choices }) : (part.data ?? null),
      status: delivered ? "queued" : "sent",
      authorId: agentId,
      clientId: n === 0 ? clientId : `${clientId}.${n + 1}`,
      replyTo: n === 0 ? replyTo : null,
    },
    now,
  );
  if (part.choices && !delivered) nameSent.run(db, { id, providerId: ourName(id), sentAt: now });
  if (part.upload !== null && !attachUpload(db, { messageId: id, clientId: part.upload, owner: ownerOf(agentId) })) {
    throw new Invalid({ files: "reply.file-missing" });
  }
  if (delivered) oweDelivery(db, { id, conversationId: conversation.id, channelId: conversation.channelId }, now);
  told(db, conversation, id, "message.written", now);
  return id;
}

type Ours = Pick<NewMessage, "direction" | "kind" | "text" | "data" | "status" | "authorId" | "clientId" | "replyTo">;

function put(db: Database, { id: conversationId, channelId }: Conversation, ours: Ours, now: number): number {
  const position = placeOurs(db, conversationId, now);
  return (
    insertMessage.get(db, {
      conversationId,
      channelId,
      position,
      authorType: "agent",
      providerId: null,
      sentAt: now,
      receivedAt: now,
      ...ours,
    }) as { id: number }
  ).id;
}

function told(db: Database, conversation: Conversation, messageId: number, kind: "message.written" | "message.noted", now: number) {
  const eventId = record(db, now, kind, subjectOf(conversation), { messageId });
  noteChangedBy.run(db, { id: messageId, eventId });
  noteActivity.run(db, { id: conversation.id, messageId, now, owesSince: kind === "message.written" ? now : null, eventId });
}

function saidBefore(db: Database, first: Message): number[] {
  const ids = [first.id];
  for (let n = 2; ; n++) {
    const next = findByClientId.get(db, { conversationId: first.conversationId, clientId: `${first.clientId}.${n}` });
    if (!next) return ids;
    ids.push(next.id);
  }
}
