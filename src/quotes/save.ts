import type { Database } from "bun:sqlite";
import { setting } from "../admin/settings.ts";
import { record } from "../events/record.ts";
import { Conflict, NotFound } from "../http/errors.ts";
import { dayAfter, dayOf } from "../texts/time.ts";
import { totalsOf } from "./amounts.ts";
import type { Quote, QuoteInput, QuoteLine, QuoteState } from "./store.ts";
import * as store from "./store.ts";

/** More of one customer's are not shown at once. */
export const QUOTES_SHOWN_MAX = 200;

/** From each state those that it may have next. What was sent is never a draft again. */
export const NEXT_STATES: Readonly<Record<QuoteState, readonly QuoteState[]>> = {
  draft: ["sent"],
  sent: ["accepted", "refused"],
  accepted: ["refused"],
  refused: ["accepted"],
};

type By = { customerId: number; conversationId: number | null; agentId: number };

/** A customer's quotes, the newest first. */
export const quotesFor = (db: Database, customerId: number): QuoteLine[] => store.quotesOf.all(db, { customerId, limit: QUOTES_SHOWN_MAX });

/** Throws NotFound. */
export function quoteOr404(db: Database, id: number): Quote {
  const found = store.findQuote.get(db, { id });
  if (!found) throw new NotFound();
  return { ...found, lines: store.linesOf.all(db, { quoteId: id }) };
}

/** What a new quote begins with: today, in the workspace's zone, and the rate that was used last. */
export function newQuote(db: Database, now: number): { day: string; currency: string; vat: number | null } {
  return { day: dayOf(setting(db, "timeZone"), now), currency: setting(db, "currency"), vat: store.latestRate.get(db)?.vat ?? null };
}

/** A quote is saved for the first time, and has the next number of the year in which that is. Gives its id. Throws NotFound. */
export function addQuote(db: Database, by: By, input: QuoteInput, now: number): number {
  const { day: today, currency } = newQuote(db, now);
  return insert(db, by, input, { currency, year: Number(today.slice(0, 4)), now });
}

function insert(db: Database, by: By, { lines, ...head }: QuoteInput, given: { currency: string; year: number; now: number }): number {
  const { net, vat } = totalsOf(lines);
  const made = store.insertQuote.get(db, { ...head, ...by, ...given, net, vat });
  if (!made) throw new NotFound();
  writeLines(db, made.id, lines);
  record(db, given.now, "quote.changed", {}, { quoteId: made.id, about: by.customerId });
  return made.id;
}

function writeLines(db: Database, quoteId: number, lines: QuoteInput["lines"]) {
  store.deleteLines.run(db, { quoteId });
  for (const [position, line] of lines.entries()) store.insertLine.run(db, { ...line, quoteId, position });
}

/** Changes a draft; what is as it was changes nothing. Throws NotFound, and Conflict when it is no draft any more. */
export function changeQuote(db: Database, id: number, { lines, ...head }: QuoteInput, now: number) {
  const before = quoteOr404(db, id);
  if (Bun.deepEquals(before, { ...before, ...head, lines })) return;
  const { net, vat } = totalsOf(lines);
  if (store.updateQuote.run(db, { id, ...head, net, vat, now }) === 0) throw new Conflict("conflict.quote-sent");
  writeLines(db, id, lines);
  record(db, now, "quote.changed", {}, { quoteId: id, about: before.customerId });
}

/** Says what became of a quote; `conversationId`: where it was sent. Asked for what it is it changes nothing. Throws NotFound, Conflict. */
export function moveQuote(db: Database, { id, to, conversationId = null }: { id: number; to: QuoteState; conversationId?: number | null }, now: number) {
  const { state: from, customerId } = quoteOr404(db, id);
  if (from === to) return;
  if (!NEXT_STATES[from].includes(to)) throw new Conflict("conflict.quote-state");
  store.updateState.run(db, { id, from, to, conversationId, now });
  record(db, now, "quote.changed", {}, { quoteId: id, about: customerId });
}

/** A draft with a number of its own that says what another says, of today and valid as long. Gives its id. Throws NotFound. */
export function newVersion(db: Database, { id, agentId }: { id: number; agentId: number }, now: number): number {
  const { customerId, conversationId, currency, day, validUntil, notes, lines } = quoteOr404(db, id);
  const { day: today } = newQuote(db, now);
  const days = validUntil === null ? null : (Date.parse(validUntil) - Date.parse(day)) / 86_400_000;
  const input = { day: today, validUntil: days === null ? null : dayAfter(today, days), notes, lines };
  return insert(db, { customerId, conversationId, agentId }, input, { currency, year: Number(today.slice(0, 4)), now });
}

/**
 * Two customers became one, or two again: the quotes go along, all of them or, with `ids`, those and what was made in a conversation that went
 * already. Gives the ids of what went.
 */
export function moveQuotes(db: Database, { fromId, toId }: { fromId: number; toId: number }, ids: readonly number[] | null, now: number): number[] {
  const moved = store.moveQuotesTo.all(db, { fromId, toId, ids: ids && JSON.stringify(ids) }).map(({ id }) => id);
  for (const quoteId of moved) for (const about of [fromId, toId]) record(db, now, "quote.changed", {}, { quoteId, about });
  return moved;
}

/** What was offered to a customer keeps its number and its amounts, and loses its words. */
export function eraseQuotes(db: Database, customerId: number) {
  store.emptyNotes.run(db, { customerId });
  store.emptyLines.run(db, { customerId });
}
