import type { Database } from "bun:sqlite";
import { customersFor } from "../customers/search.ts";
import type { CustomerLine } from "../customers/search-store.ts";
import { type SaidThere, saidFor } from "../search/messages.ts";
import { type Viewer, visibleTo } from "../users/visible.ts";
import { conversationNumbered, conversationsOfSome, type FoundConversation } from "./find-store.ts";

/** Of each kind so many are offered. */
export const FOUND_MAX = 6;
const NUMBER = /^#?[1-9]\d{0,14}$/;

export type Found = { customers: CustomerLine[]; conversations: FoundConversation[] };

/** Customers by any part of what they are called or reached by, their conversations, and the one whose number was typed: what the viewer may see. */
export function find(db: Database, viewer: Viewer, typed: string): Found {
  const words = typed.trim();
  if (words === "") return { customers: [], conversations: [] };
  const { lines, short } = customersFor(db, viewer, words, null);
  const customers = short ? [] : lines.slice(0, FOUND_MAX);
  const seen = visibleTo(viewer);
  const numbered = NUMBER.test(words) ? conversationNumbered.get(db, { ...seen, id: Number(words.replace("#", "")) }) : null;
  const theirs = conversationsOfSome.all(db, { ...seen, customers: JSON.stringify(customers.map(({ id }) => id)), limit: FOUND_MAX });
  return { customers, conversations: [...(numbered ? [numbered] : []), ...theirs.filter(({ id }) => id !== numbered?.id)] };
}

/** The same, and where the words were said. */
export function findAll(db: Database, viewer: Viewer, typed: string): Found & { said: SaidThere[] } {
  return { ...find(db, viewer, typed), said: saidFor(db, viewer, typed, { most: FOUND_MAX, steps: 2 }).said };
}
