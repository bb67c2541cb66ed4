import type { Database } from "bun:sqlite";
import { receive } from "../../conversations/receive.ts";
import { attachUpload, uploadOf } from "../../files/attach.ts";
import { isClientId } from "../../files/take.ts";
import { BadRequest, Invalid } from "../../http/errors.ts";
import type { MessageKind } from "../channel.ts";
import type { Channel } from "../channels.ts";
import { entryOf } from "../inbound.ts";
import { type Chosen, choose } from "./choose.ts";
import { kindOfFile } from "./files.ts";
import { FILES_PER_MESSAGE_MAX, TEXT_LENGTH_MAX } from "./limits.ts";
import { findByProviderIds } from "./store.ts";
import { providerIdOf, type Visitor } from "./visitor.ts";

/** What a visitor's page sends: its own name for it, a text, and files it has sent up before; or what it chose, and then nothing else counts. */
export type Said = { readonly clientId: string; readonly text: string; readonly uploads: readonly string[]; readonly chosen?: Chosen | null };

type Part = { kind: Exclude<MessageKind, "reaction">; text: string; upload: string | null };

/** Reads what a page sent. Throws Invalid. */
export function readSaid(body: unknown): Said {
  const { clientId, text, uploads, chosen: pressed } = (typeof body === "object" && body !== null ? body : {}) as Partial<Record<keyof Said, unknown>>;
  if (typeof clientId !== "string" || !isClientId(clientId)) throw new Invalid({ clientId: "error.bad-request" });
  const chosen = readChosen(pressed);
  if (chosen) return { clientId, text: "", uploads: [], chosen };
  if (typeof text !== "string") throw new Invalid({ text: "field.required" });
  if (text.length > TEXT_LENGTH_MAX) throw new Invalid({ text: "webchat.text-too-long" }, { text: { max: TEXT_LENGTH_MAX } });
  const files = Array.isArray(uploads) ? uploads.filter((upload): upload is string => typeof upload === "string" && isClientId(upload)) : [];
  if (files.length > FILES_PER_MESSAGE_MAX) throw new Invalid({ files: "webchat.too-many-at-once" }, { files: { max: FILES_PER_MESSAGE_MAX } });
  if (text.trim() === "" && files.length === 0) throw new Invalid({ text: "field.required" });
  return { clientId, text: text.replaceAll("\0", "").trim().toWellFormed(), uploads: [...new Set(files)], chosen: null };
}

function readChosen(pressed: unknown): Chosen | null {
  if (typeof pressed !== "object" || pressed === null) return null;
  const { message, option } = pressed as Partial<Record<keyof Chosen, unknown>>;
  if (!Number.isSafeInteger(message) || !Number.isSafeInteger(option)) throw new BadRequest();
  return { message: Number(message), option: Number(option) };
}

/** The messages that were made of what this page has sent before; empty when it never came. */
export function saidBefore(db: Database, visitor: Visitor, clientId: string): number[] {
  const ids = Array.from({ length: FILES_PER_MESSAGE_MAX + 1 }, (_, part) => providerIdOf(visitor, clientId, part));
  return findByProviderIds.all(db, { channelId: visitor.channelId, providerIds: JSON.stringify(ids) }).map(({ id }) => id);
}

/**
 * A visitor writes: into their open conversation, or a new one. A single file takes the text with it, several follow it.
 * Gives the messages' ids, the same ones when it was said before. Throws Invalid for files that are not there or not taken.
 */
export function write(db: Database, channel: Channel, visitor: Visitor, said: Said, now: number): number[] {
  const before = saidBefore(db, visitor, said.clientId);
  if (before.length > 0) return before;
  const { clientId, chosen } = said;
  if (chosen) return [choose(db, channel, visitor, { clientId, chosen }, now)];
  return partsOf(db, visitor, said).map((part, n) => say(db, channel, visitor, said.clientId, part, n, now));
}

function partsOf(db: Database, { owner }: Visitor, { text, uploads }: Said): Part[] {
  const files = uploads.map((upload): Part => {
    const file = uploadOf(db, upload, owner);
    if (!file) throw new Invalid({ files: "webchat.file-missing" });
    return { kind: kindOfFile(file.type), text: "", upload };
  });
  const [only] = files;
  if (only && files.length === 1) return [{ ...only, text }];
  return text === "" ? files : [{ kind: "text", text, upload: null }, ...files];
}

function say(db: Database, channel: Channel, visitor: Visitor, clientId: string, { kind, text, upload }: Part, n: number, now: number): number {
  const id = receive(
    db,
    entryOf(channel),
    {
      what: "message",
      account: visitor.channelId,
      providerId: providerIdOf(visitor, clientId, n),
      from: { handles: [visitor.handle], profileName: null },
      kind,
      text,
      data: null,
      media: null,
      replyTo: null,
      sentAt: now,
      opensWindow: true,
    },
    now,
  ) as number;
  if (upload !== null) attachUpload(db, { messageId: id, clientId: upload, owner: visitor.owner });
  return id;
}
