import type { Database } from "bun:sqlite";
import { edit, react, rename, revoke } from "../conversations/amend.ts";
import { receipt } from "../conversations/receipts.ts";
import { type Entry, receive } from "../conversations/receive.ts";
import { transact } from "../db/transact.ts";
import { record } from "../events/record.ts";
import type { Inbound } from "./channel.ts";
import type { Channel, Channels } from "./channels.ts";
import { stop } from "./health.ts";
import { continueJournal, countAttempt, finishJournal, insertJournal, type JournalRow, nextJournal, wakeJournal } from "./store.ts";

/** Changes in one transaction, so that a big batch does not hold the loop. */
export const CHANGES_MAX = 50;
/** Tries of a part that throws before it is left to a person. */
const TRIES_MAX = 3;
/** A full or failing disk is no fault of the row: it stays new, and is tried again when there is room. */
const DISK = /^SQLITE_(FULL|IOERR|NOMEM|BUSY|READONLY)/;

const NOTHING = { problem: null, waitsFor: null };

/** Keeps a provider's bytes before they are answered. Gives the journal's id. */
export function keepInbound(db: Database, channelId: string, body: Uint8Array, now: number): number {
  return (insertJournal.get(db, { channelId, body, now }) as { id: number }).id;
}

/**
 * Works off the oldest rows of the journal, at most CHANGES_MAX changes of them. True when there is more to do.
 * What throws is undone alone; after three tries the rest of its row goes on without it, and the row is shown as failed.
 */
export function processInbound(db: Database, channels: Channels, now: number): boolean {
  let left = CHANGES_MAX;
  for (let row = nextJournal.get(db, { after: 0 }); row; row = nextJournal.get(db, { after: row.id })) {
    left -= processRow(db, channels, row, left, now);
    if (left <= 0) return true;
  }
  return false;
}

/** A channel was made or changed: what came for its number while nobody had it is worked off again. Says how many rows. */
export function wakeNumbers(db: Database, channels: Channels): number {
  const accounts = channels.all().flatMap(({ row, kind, settings }) => (row.disabledAt === null ? (kind.account?.(settings) ?? []) : []));
  return accounts.reduce((count, account) => count + wakeJournal.run(db, { waitsFor: numberOf(account) }), 0);
}

function processRow(db: Database, channels: Channels, row: JournalRow, budget: number, now: number): number {
  const channel = channels.find(row.channelId);
  const items = channel && itemsOf(channel, row.body);
  if (!channel || items === null) {
    finish(db, { ...row, problem: channel ? "journal.broken" : "journal.unknown-channel" }, now);
    return 1;
  }
  const part = items.slice(row.doneItems, row.doneItems + budget);
  const { broken, waitsFor } = doAll(db, channels, channel, part, now);
  if (broken !== null && row.attempts + 1 < TRIES_MAX) {
    countAttempt.run(db, { id: row.id });
  } else {
    const before = row.doneItems > 0 ? row : NOTHING;
    const sofar = { id: row.id, doneItems: row.doneItems + part.length, problem: before.problem ?? broken, waitsFor: before.waitsFor ?? waitsFor };
    if (sofar.doneItems < items.length) continueJournal.run(db, sofar);
    else finish(db, sofar, now);
  }
  return Math.max(part.length, 1);
}

// All are tried, each by itself: what is wrong with one holds up none of the others.
function doAll(db: Database, channels: Channels, beside: Channel, items: readonly Inbound[], now: number) {
  let broken: string | null = null;
  let waitsFor: string | null = null;
  for (const item of items) {
    try {
      const wait = transact(db, () => happen(db, channels, beside, item, now));
      waitsFor ??= wait;
    } catch (error) {
      if (!db.inTransaction || DISK.test(String((error as { code?: string }).code))) throw error;
      broken ??= String(error);
    }
  }
  return { broken, waitsFor };
}

// Null: done. Else what it waits for, as the journal keeps it.
function happen(db: Database, channels: Channels, beside: Channel, item: Inbound, now: number): string | null {
  if (item.what === "notice") return null;
  const channel = channels.ofAccount(beside, item.account);
  if (!channel || channel.row.disabledAt !== null) return numberOf(item.account);
  const entry = entryOf(channel);
  const { channelId } = entry;
  switch (item.what) {
    case "message":
      if (receive(db, entry, item, now) !== null) wakeJournal.run(db, { waitsFor: messageOf(channelId, item.providerId) });
      return null;
    case "receipt":
      if (receipt(db, channelId, item, now) && item.means === "stop-channel" && item.error) {
        stop(db, { channelId, code: item.error.code, problem: item.error.detail }, now);
      }
      return null;
    case "reaction":
      react(db, entry, item, now);
      return null;
    case "rename":
      rename(db, entry, item, now);
      return null;
    case "edit":
      return edit(db, entry, item, now) ? null : messageOf(channelId, item.target);
    case "revoke":
      return revoke(db, entry, item, now) ? null : messageOf(channelId, item.target);
  }
}

const numberOf = (account: string) => `number:${account}`;
const messageOf = (channelId: string, providerId: string) => `message:${channelId}:${providerId}`;

/** Where what comes in on a channel goes. */
export function entryOf({ row, kind, scope }: Channel): Entry {
  return { channelId: row.id, channelKind: kind.kind, scope, queueId: row.queueId, priority: row.priority };
}

function itemsOf(channel: Channel, body: Uint8Array): Inbound[] | null {
  try {
    return channel.kind.parse?.(JSON.parse(new TextDecoder().decode(body))) ?? [];
  } catch {
    return null;
  }
}

// What waits is done from its beginning when that has come; what was done of it already is known then.
function finish(db: Database, { id, doneItems, problem, waitsFor }: Pick<JournalRow, "id" | "doneItems" | "problem" | "waitsFor">, now: number) {
  if (problem !== null) {
    finishJournal.run(db, { id, state: "failed", doneItems, problem, waitsFor, now });
    record(db, now, "journal.failed", {}, { journalId: id });
  } else if (waitsFor !== null) {
    const why = waitsFor.startsWith("number:") ? "journal.unknown-number" : "journal.unknown-message";
    finishJournal.run(db, { id, state: "waiting", doneItems: 0, problem: why, waitsFor, now });
  } else {
    finishJournal.run(db, { id, state: "done", doneItems, problem, waitsFor, now });
  }
}
