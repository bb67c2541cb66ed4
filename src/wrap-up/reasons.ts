import type { Database } from "bun:sqlite";
import { audit, type Who } from "../admin/audit.ts";
import { record } from "../events/record.ts";
import { type Branch, checkBranches, outlineOf } from "./outline.ts";
import * as store from "./reasons-store.ts";

/** A reason that can be chosen; `path` are the names from the top to it, `way` the same in one line, `last` says that none is below it. */
export type Reason = { id: number; parentId: number | null; path: readonly string[]; way: string; last: boolean };

/** A reason as it is read and searched: "Order › Delivery › Too late". */
export const wayOf = (path: readonly string[]) => path.join(" › ");

/** All reasons that can be chosen, each before those below it, in their order. */
export function reasonsOf(db: Database): Reason[] {
  const below = Map.groupBy(store.reasonRows.all(db), ({ parentId }) => parentId);
  const from = (parentId: number | null, path: readonly string[]): Reason[] =>
    (below.get(parentId) ?? []).flatMap(({ id, name }) => {
      const named = [...path, name];
      return [{ id, parentId, path: named, way: wayOf(named), last: !below.has(id) }, ...from(id, named)];
    });
  return from(null, []);
}

/** The reasons as a tree of names. */
export function branchesOf(db: Database): Branch[] {
  const below = Map.groupBy(store.reasonRows.all(db), ({ parentId }) => parentId);
  const from = (parentId: number | null): Branch[] => (below.get(parentId) ?? []).map(({ id, name }) => ({ name, below: from(id) }));
  return from(null);
}

/**
 * Makes the tree what `wanted` says. A reason keeps its id by its name, whatever the case of its letters, below the same parent; one that is
 * not named any more can no longer be chosen, and stays where it was given. Throws Invalid.
 */
export function changeReasons(db: Database, wanted: readonly Branch[], who: Who, now: number) {
  checkBranches(wanted);
  const before = outlineOf(branchesOf(db));
  if (outlineOf(wanted) === before) return;
  bring(db, null, wanted, now);
  audit(db, { who, action: "reasons.changed", subject: "reasons", before: { reasons: before }, after: { reasons: outlineOf(wanted) } }, now);
  record(db, now, "content.changed", {}, { what: "reasons" });
}

/** Gives a reason of the first level another name; it stays the same reason. Throws Invalid. */
export function renameArea(db: Database, id: number, name: string, who: Who, now: number) {
  const areas = store.reasonRows.all(db).filter(({ parentId }) => parentId === null);
  const place = areas.findIndex((area) => area.id === id);
  const before = branchesOf(db);
  const wanted = before.map((one, at) => (at === place ? { ...one, name } : one));
  checkBranches(wanted);
  store.updateReason.run(db, { id, name, place });
  audit(db, { who, action: "reasons.changed", subject: "reasons", before: { reasons: outlineOf(before) }, after: { reasons: outlineOf(wanted) } }, now);
  record(db, now, "content.changed", {}, { what: "reasons" });
}

function bring(db: Database, parentId: number | null, wanted: readonly Branch[], now: number) {
  const there = store.reasonRows.all(db).filter((row) => row.parentId === parentId);
  const known = new Map(there.map((row) => [keyOf(row.name), row.id]));
  const named = new Set(wanted.map(({ name }) => keyOf(name)));
  for (const { id, name } of there) if (!named.has(keyOf(name))) remove(db, id, now);
  wanted.forEach(({ name, below }, place) => {
    const found = known.get(keyOf(name));
    if (found !== undefined) store.updateReason.run(db, { id: found, name, place });
    const id = found ?? (store.insertReason.get(db, { parentId, name, place }) as { id: number }).id;
    bring(db, id, below, now);
  });
}

function remove(db: Database, id: number, now: number) {
  bring(db, id, [], now);
  store.markRemoved.run(db, { id, now });
}

const keyOf = (name: string) => name.toLowerCase();
