import type { Database } from "bun:sqlite";
import { NotFound } from "../http/errors.ts";
import { type Viewer, visibleTo } from "../users/visible.ts";
import * as store from "./search-store.ts";

export const CUSTOMERS_PER_PAGE = 50;
export const SEARCH_LENGTH_MAX = 100;
/** The index knows runs of three (SQLite, FTS5, 4.3.4: the trigram tokenizer). */
const SEARCH_LENGTH_MIN = 3;

/** `next`: where the page after this begins; null = there is none. `short`: what was typed is too short to look for. */
export type Found = { lines: store.CustomerLine[]; next: number | null; short: boolean };

/** From now on a customer is found by what is known of them now. */
export function noteWords(db: Database, customerId: number) {
  store.forgetWords.run(db, { id: customerId });
  store.insertWords.run(db, { id: customerId });
}

/** The customers whom a viewer may see: those with any part of a name, number or address that was typed, else the latest. */
export function customersFor(db: Database, viewer: Viewer, typed: string, before: number | null): Found {
  const page = { ...visibleTo(viewer, "customers.view"), before: before ?? Number.MAX_SAFE_INTEGER, limit: CUSTOMERS_PER_PAGE + 1 };
  const { words, short, match } = askedFor(typed);
  const matches = words !== "" && !short;
  const found = matches ? store.matchingCustomers.all(db, { ...page, match }) : lately(db, page, before ?? 0);
  const lines = found.slice(0, CUSTOMERS_PER_PAGE);
  const last = lines.at(-1);
  return { lines, next: found.length > lines.length && last ? (matches ? last.id : (last.lastId ?? -last.id)) : null, short };
}

/** What a list is searched for, as the index knows it. `short`: too short to look for. */
export function askedFor(typed: string): { words: string; short: boolean; match: string } {
  const words = searched(typed);
  return { words, short: words !== "" && [...words].length < SEARCH_LENGTH_MIN, match: `"${words.replaceAll('"', '""')}"` };
}

// Who wrote last comes first, then those who never wrote; below 0 `before` is one of these.
function lately(db: Database, page: Parameters<typeof store.latestCustomers.all>[1], before: number): store.CustomerLine[] {
  const wrote = before < 0 ? [] : store.latestCustomers.all(db, page);
  const room = page.limit - wrote.length;
  return room === 0 ? wrote : [...wrote, ...store.quietCustomers.all(db, { ...page, before: before < 0 ? -before : Number.MAX_SAFE_INTEGER, limit: room })];
}

/** One whom a viewer may see. Throws NotFound. */
export function customerFor(db: Database, viewer: Viewer, id: number): store.CustomerLine {
  const line = store.oneCustomer.get(db, { ...visibleTo(viewer, "customers.view"), id });
  if (!line) throw new NotFound();
  return line;
}

/** Whether a viewer may see a customer. */
export const seesCustomer = (db: Database, viewer: Viewer, id: number): boolean =>
  store.oneCustomer.get(db, { ...visibleTo(viewer, "customers.view"), id }) !== null;

// Numbers are kept as digits, and typed as people write them.
function searched(typed: string): string {
  const words = typed.trim().slice(0, SEARCH_LENGTH_MAX).normalize("NFC");
  return /^[+(\d][\d\s()./-]*$/.test(words) ? words.replace(/\D/g, "") : words;
}
