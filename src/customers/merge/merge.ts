import type { Database } from "bun:sqlite";
import { audit, type Who } from "../../admin/audit.ts";
import { followIdentities } from "../../conversations/follow.ts";
import { record } from "../../events/record.ts";
import { Conflict, NotFound } from "../../http/errors.ts";
import { moveQuotes } from "../../quotes/save.ts";
import { moveTickets } from "../../tickets/save.ts";
import { NOTES_LENGTH_MAX } from "../read.ts";
import { type CustomerRecord, NOBODY_YET, recordOf, writeRecord } from "../save.ts";
import { noteWords } from "../search.ts";
import * as store from "./store.ts";

/** So long a merge can be undone, and what people wrote is kept for it. */
export const UNDO_HOURS = 24;
const UNDO_MS = UNDO_HOURS * 3_600_000;

/** What a person chooses of: each comes from one of the two. Numbers and the values of own fields are joined by themselves where only one has them. */
export const CHOSEN = ["firstName", "surnames", "email", "language", "responsibleId", "notes"] as const;
/** From whom each comes: the one that stays, or the other; of notes also both. Own fields by "field:ID". */
export type Choices = Readonly<Record<string, "kept" | "gone" | "both">>;
type Words = { kept: CustomerRecord; gone: CustomerRecord; merged: CustomerRecord; tickets: number[]; quotes: number[] };

/** The record that two become: of each field what was chosen, else what stands in one alone; all numbers of both. */
export function joined(kept: CustomerRecord, gone: CustomerRecord, choices: Choices): CustomerRecord {
  const ofOther = (name: string, own: unknown, other: unknown) => (own === null || own === undefined ? other !== null : choices[name] === "gone");
  const row = Object.fromEntries(CHOSEN.map((name) => [name, ofOther(name, kept[name], gone[name]) ? gone[name] : kept[name]]));
  const ids = new Set([...Object.keys(kept.values), ...Object.keys(gone.values)]);
  const value = (id: string) => (ofOther(`field:${id}`, kept.values[id], gone.values[id] ?? null) ? gone.values[id] : kept.values[id]) ?? "";
  const both = choices["notes"] === "both" ? [kept.notes, gone.notes].filter(Boolean).join("\n\n").slice(0, NOTES_LENGTH_MAX) : null;
  return {
    ...kept,
    ...row,
    ...(both ? { notes: both } : {}),
    numbers: [...new Set([...kept.numbers, ...gone.numbers])],
    values: Object.fromEntries([...ids].map((id) => [id, value(id)])),
  };
}

/**
 * Makes one customer of two: `goneId` leads to `keptId` from now on, with identities, conversations, tickets, quotes, numbers
 * and what was chosen of the record.
 * Throws NotFound, and Conflict when one of them is part of another already.
 */
export function mergeCustomers(db: Database, keptId: number, goneId: number, choices: Choices, who: Who, now: number): number {
  const [kept, gone] = [recordOf(db, keptId), recordOf(db, goneId)];
  if (keptId === goneId || store.leadOn.run(db, { keptId, goneId }) === 0) throw new Conflict("conflict.merged");
  const merged = joined(kept, gone, choices);
  const identities = JSON.stringify(store.identitiesOf.all(db, { customerId: goneId }).map(({ id }) => id));
  store.moveIdentities.run(db, { identities, fromId: goneId, toId: keptId });
  writeRecord(db, goneId, NOBODY_YET);
  writeRecord(db, keptId, merged);
  const tickets = moveTickets(db, { fromId: goneId, toId: keptId }, null, now);
  const quotes = moveQuotes(db, { fromId: goneId, toId: keptId }, null, now);
  const words = JSON.stringify({ kept, gone, merged, tickets, quotes } satisfies Words);
  const { id } = store.insertMerge.get(db, { keptId, goneId, userId: who.userId, now, identities, words }) as { id: number };
  record(db, now, "customer.merged", {}, { customerId: keptId, goneId });
  settle(db, { keptId, goneId, identities, toId: keptId });
  audit(db, { who, action: "customer.merged", subject: `customer:${keptId}`, after: { goneId } }, now);
  return id;
}

/**
 * Takes a merge apart again: the other is a customer of their own, with their identities and all that was written on these, also since. What
 * was changed in the record since stays with the one that was kept. Throws NotFound, and Conflict when it is too late or somebody was faster.
 */
export function undoMerge(db: Database, id: number, who: Who, now: number): number {
  const found = store.findMerge.get(db, { id });
  if (!found) throw new NotFound();
  const { keptId, goneId, identities, words, mergedAt } = found;
  if (words === null || mergedAt <= now - UNDO_MS || store.endMerge.run(db, { id, now }) === 0) throw new Conflict("conflict.merge-over");
  if (store.leadBack.run(db, { keptId, goneId }) === 0) throw new Conflict("conflict.merged");
  const before = JSON.parse(words) as Words;
  store.moveIdentities.run(db, { identities, fromId: keptId, toId: goneId });
  writeRecord(db, keptId, parted(recordOf(db, keptId), before));
  writeRecord(db, goneId, before.gone);
  record(db, now, "customer.parted", {}, { customerId: keptId, goneId });
  settle(db, { keptId, goneId, identities, toId: goneId });
  moveTickets(db, { fromId: keptId, toId: goneId }, before.tickets, now);
  moveQuotes(db, { fromId: keptId, toId: goneId }, before.quotes, now);
  audit(db, { who, action: "customer.parted", subject: `customer:${keptId}`, after: { goneId } }, now);
  return goneId;
}

/** Empties what people wrote of merges that can no longer be undone. */
export const forgetMerges = (db: Database, now: number): number => store.emptyMerges.run(db, { before: now - UNDO_MS });

/** A merge that can be undone, with what the other was called. */
export type Undoable = { id: number; name: string; mergedAt: number; userName: string | null };

/** The merges of a customer that can be undone now, the latest first. */
export const mergedLately = (db: Database, keptId: number, now: number): Undoable[] =>
  store.undoable.all(db, { keptId, since: now - UNDO_MS }).map(({ id, goneId, mergedAt, userName, words }) => {
    const { firstName, surnames, email, numbers } = (JSON.parse(words ?? "{}") as Words).gone;
    return { id, name: [firstName, surnames].filter(Boolean).join(" ") || email || numbers[0] || String(goneId), mergedAt, userName };
  });

/** Whom a customer is part of now; null = they are one of their own. */
export const partOf = (db: Database, id: number): number | null => store.mergedInto.get(db, { id })?.id ?? null;

// A field that is as the merge made it is as it was before; one that was changed since stays.
function parted(now: CustomerRecord, { kept, gone, merged }: Words): CustomerRecord {
  const back = <T>(is: T, made: T, was: T) => (Bun.deepEquals(is, made) ? was : is);
  const row = Object.fromEntries(CHOSEN.map((name) => [name, back(now[name], merged[name], kept[name])]));
  const theirs = new Set(gone.numbers.filter((number) => !kept.numbers.includes(number)));
  const ids = new Set([...Object.keys(now.values), ...Object.keys(kept.values)]);
  const values = [...ids].map((id) => [id, back(now.values[id] ?? "", merged.values[id] ?? "", kept.values[id] ?? "")] as const);
  return { ...now, ...row, numbers: now.numbers.filter((number) => !theirs.has(number)), values: Object.fromEntries(values) };
}

type Moved = { keptId: number; goneId: number; identities: string; toId: number };

// The conversations go with their identities, and both are found by what they are called by now.
function settle(db: Database, { keptId, goneId, identities, toId }: Moved) {
  followIdentities(db, { identities: JSON.parse(identities) as number[], customerId: toId });
  noteWords(db, keptId);
  noteWords(db, goneId);
}
