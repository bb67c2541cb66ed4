import type { Database } from "bun:sqlite";
import type { Event } from "./kinds.ts";

// Events of the transaction that is open: rows already, heard by nobody until they are on disk.
const pending = new WeakMap<Database, Event[]>();

export function remember(db: Database, event: Event) {
  const events = pending.get(db);
  if (events) events.push(event);
  else pending.set(db, [event]);
}

export function recordedCount(db: Database): number {
  return pending.get(db)?.length ?? 0;
}

/** What the open transaction has recorded up to now. */
export function recordedSoFar(db: Database): readonly Event[] {
  return pending.get(db) ?? [];
}

export function forgetRecordedSince(db: Database, mark: number) {
  const events = pending.get(db);
  if (events) events.length = mark;
}

/** Takes what the committed transaction recorded, in order. */
export function takeRecorded(db: Database): Event[] {
  const events = pending.get(db) ?? [];
  pending.delete(db);
  return events;
}
