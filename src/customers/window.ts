import type { Database } from "bun:sqlite";
import { Conflict } from "../http/errors.ts";
import * as store from "./store.ts";

type Where = { identityId: number; channelId: string };

/** Providers stop a little before the hour; so do we. */
const WINDOW_MARGIN_MS = 60_000;

/** The customer wrote, at the provider's time: the window runs from there. */
export function noteCustomerWrote(db: Database, where: Where & { at: number }) {
  store.noteCustomerWrote.run(db, where);
}

/** The provider refused a free text: for it the window is closed until the customer writes again. */
export function noteWindowClosed(db: Database, where: Where & { at: number }) {
  store.noteWindowClosed.run(db, where);
}

/**
 * Until when free text may be sent to a customer on a channel (an instant), null when there is no such limit.
 * An instant in the past, 0 when they never wrote, means that it is closed.
 */
export function windowEndsAt(db: Database, where: Where, windowMs: number | null): number | null {
  if (windowMs === null) return null;
  const { lastCustomerMessageAt, windowClosedAt } = store.windowOf.get(db, where) ?? { lastCustomerMessageAt: null, windowClosedAt: null };
  if (lastCustomerMessageAt === null) return 0;
  const ends = lastCustomerMessageAt + windowMs - WINDOW_MARGIN_MS;
  return windowClosedAt !== null && windowClosedAt >= lastCustomerMessageAt ? Math.min(ends, windowClosedAt) : ends;
}

/** Throws Conflict when free text may not be sent to a customer on a channel at present. */
export function checkWindow(db: Database, where: Where, windowMs: number | null, now: number) {
  const endsAt = windowEndsAt(db, where, windowMs);
  if (endsAt !== null && endsAt <= now) throw new Conflict("conflict.window-closed");
}
