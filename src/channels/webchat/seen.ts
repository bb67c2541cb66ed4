import type { Database } from "bun:sqlite";
import { isUnseen, seenByCustomer } from "../../conversations/receipts.ts";
import { Invalid } from "../../http/errors.ts";
import { isKnown } from "./store.ts";
import type { Visitor } from "./visitor.ts";

/** The last message of ours that a visitor's page has, and the last that was visible in it; 0 for none. */
export type Seen = { readonly got: number; readonly read: number };

/** Throws Invalid. */
export function readSeen(body: unknown): Seen {
  const { got, read } = (typeof body === "object" && body !== null ? body : {}) as Partial<Record<keyof Seen, unknown>>;
  if (!isId(got) || !isId(read)) throw new Invalid({ seen: "error.bad-request" });
  return { got, read };
}

/** Whether there is anything to note, so that a page that says the same again costs no write. */
export function isNews(db: Database, visitor: Visitor, seen: Seen): boolean {
  return newsOf(db, visitor, seen).some((one) => isUnseen(db, one));
}

/** The visitor's page has, and shows, our messages: they are delivered, and read. */
export function noteSeen(db: Database, visitor: Visitor, seen: Seen, now: number) {
  for (const one of newsOf(db, visitor, seen)) seenByCustomer(db, one, now);
}

function newsOf(db: Database, { channelId, hash }: Visitor, { got, read }: Seen) {
  const known = isKnown.get(db, { channelId, hash });
  if (!known) return [];
  return [
    { ...known, channelId, upTo: Math.max(got, read), status: "delivered" as const },
    { ...known, channelId, upTo: read, status: "read" as const },
  ];
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
