import type { Database } from "bun:sqlite";
import { transact } from "../db/transact.ts";
import { recordedCount } from "../events/pending.ts";
import { Conflict, Invalid } from "../http/errors.ts";
import { lastChange } from "./store.ts";

/** Names a state, so that a form can say later what it was written from. */
export function revisionOf(state: unknown): string {
  return Bun.hash(JSON.stringify(state)).toString(36);
}

/**
 * Does a change that somebody wrote on a page, unless the thing is no longer as the page showed it. What changes nothing may always be
 * sent again. Throws Conflict naming who was faster, and what `change` throws.
 */
export function unlessStale(db: Database, { subject, revision, state }: { subject: string; revision: string; state: unknown }, change: () => void) {
  const before = recordedCount(db);
  const name = lastChange.get(db, { subject })?.name;
  change();
  if (recordedCount(db) === before || revisionOf(state) === revision) return;
  throw name ? new Conflict("conflict.changed-by", { name }) : new Conflict("conflict.changed");
}

/** Whether `change` would change nothing, so that what a form adds is there already: it was sent twice. Undoes what it tried. */
export function isAlready(db: Database, change: () => void): boolean {
  const before = recordedCount(db);
  let same = false;
  try {
    transact(db, () => {
      change();
      same = recordedCount(db) === before;
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone || error instanceof Invalid)) throw error;
  }
  return same;
}

class Undone extends Error {}
