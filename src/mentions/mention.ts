import type { Database } from "bun:sqlite";
import { record } from "../events/record.ts";
import { mentionOf } from "../texts/mentioned.ts";
import { colleaguesOn } from "./colleagues.ts";
import { type Colleague, insertMention } from "./store.ts";

type Note = { messageId: number; conversationId: number; agentId: number; text: string };

/**
 * Tells the colleagues whom a note names with "@" and their name or user name, if they may open the conversation. Two of one name are both
 * told. Gives their ids.
 */
export function mention(db: Database, { messageId, conversationId, agentId, text }: Note, now: number): number[] {
  if (!text.includes("@")) return [];
  const named = namedIn(text, colleaguesOn(db, { conversationId, userId: agentId }));
  for (const userId of named) {
    insertMention.run(db, { messageId, userId });
    record(db, now, "mention.made", { agentId: userId }, { about: conversationId, messageId, by: agentId });
  }
  return named;
}

function namedIn(text: string, people: readonly Colleague[]): number[] {
  if (people.length === 0) return [];
  const names = people.flatMap(({ name, username }) => [name, username]);
  const found = new Set([...text.matchAll(new RegExp(mentionOf(names), "giu"))].map(([, name = ""]) => name.toLowerCase()));
  return people.flatMap(({ id, name, username }) => (found.has(name.toLowerCase()) || found.has(username.toLowerCase()) ? [id] : []));
}
