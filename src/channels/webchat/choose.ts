import type { Database } from "bun:sqlite";
import { isOverFor } from "../../conversations/conversation.ts";
import { idInOurName, ourName } from "../../conversations/our-name.ts";
import { receive } from "../../conversations/receive.ts";
import { Conflict, NotFound } from "../../http/errors.ts";
import type { Channel } from "../channels.ts";
import { choicesIn } from "../choices.ts";
import { entryOf } from "../inbound.ts";
import { conversationsOf, findChoice, type MessageRow, messagesOf } from "./store.ts";
import { providerIdOf, type Visitor } from "./visitor.ts";

/** What a visitor pressed: an option, by its number, of a message of ours. */
export type Chosen = { readonly message: number; readonly option: number };

/**
 * A visitor chooses: once of each message, and while its conversation lasts. It comes in as their message. Gives its id.
 * Throws NotFound (nothing to choose from) and Conflict (too late).
 */
export function choose(db: Database, channel: Channel, visitor: Visitor, { clientId, chosen }: { clientId: string; chosen: Chosen }, now: number): number {
  const whose = { channelId: visitor.channelId, hash: visitor.hash };
  const [asked] = messagesOf.all(db, { ...whose, ids: JSON.stringify([chosen.message]) });
  const choices = asked?.direction === "out" && asked.revokedAt === null ? choicesIn(asked.data) : null;
  const option = choices?.options[chosen.option - 1];
  if (!asked || !choices || !option) throw new NotFound();
  const [latest] = conversationsOf.all(db, { ...whose, limit: 1 });
  if (latest?.id !== asked.conversationId || isOverFor(latest.state)) throw new Conflict("webchat.choice-over");
  const replyTo = ourName(asked.id);
  if (findChoice.get(db, { channelId: visitor.channelId, replyTo })) throw new Conflict("webchat.choice-made");
  const { title, description } = option;
  return receive(
    db,
    entryOf(channel),
    {
      what: "message",
      account: visitor.channelId,
      providerId: providerIdOf(visitor, clientId, 0),
      from: { handles: [visitor.handle], profileName: null },
      kind: "interactive",
      text: title,
      data: { type: choices.kind === "list" ? "list_reply" : "button_reply", id: String(chosen.option), ...(description === "" ? {} : { description }) },
      media: null,
      replyTo,
      sentAt: now,
      opensWindow: true,
    },
    now,
  ) as number;
}

/** What a visitor's message has chosen; null where it chose nothing. */
export function chosenBy({ kind, data, replyTo }: Pick<MessageRow, "kind" | "data" | "replyTo">): Chosen | null {
  const message = kind === "interactive" ? idInOurName(replyTo) : null;
  const option = Number((JSON.parse(data ?? "{}") as { id?: string } | null)?.id);
  return message === null || !Number.isSafeInteger(option) ? null : { message, option };
}
