import type { Database } from "bun:sqlite";
import type { Who } from "../../src/admin/audit.ts";
import { sealOf } from "../../src/admin/seal.ts";
import { migrate, openDb } from "../../src/db/open.ts";
import { checkStatements } from "../../src/db/sql.ts";
import { transact } from "../../src/db/transact.ts";
import type { Event } from "../../src/events/kinds.ts";
import { takeRecorded } from "../../src/events/pending.ts";
import { foundProfiles } from "../../src/users/profiles.ts";
import type { Seal } from "../../src/workspace.ts";

// An office before anybody has set it up: an empty folder with the starting profiles.

export const NINE = Date.UTC(2026, 2, 2, 9);
export const greta: Who = { userId: 1, address: "10.0.0.7" };

type Values = Record<string, unknown> | null;
export type Audit = { userId: number | null; action: string; subject: string; before: Values; after: Values };

export type Office = {
  readonly db: Database;
  readonly seal: Seal;
  /** Does a verb in a transaction of its own; what it throws comes out, and nothing of it stays. */
  write<T>(verb: (db: Database) => T): T;
  /** What happened since somebody last asked. */
  news(): Event[];
  /** What was written down since somebody last asked. */
  audits(): Audit[];
};

export function office(): Office {
  const db = openDb(":memory:");
  migrate(db);
  checkStatements(db);
  let token = 0;
  const dice = { roll: () => 0.5, token: () => Buffer.alloc(16, ++token).toString("base64url") };
  const events: Event[] = [];
  let audited = 0;
  const here: Office = {
    db,
    seal: sealOf(new Uint8Array(32).fill(7), dice),
    write: (verb) => {
      db.run("BEGIN IMMEDIATE");
      try {
        return transact(db, () => verb(db) as never);
      } finally {
        db.run("COMMIT");
        events.push(...takeRecorded(db));
      }
    },
    news: () => events.splice(0),
    audits: () => {
      const rows = db.query("SELECT id, user_id AS userId, action, subject, before, after FROM audit WHERE id > ? ORDER BY id").all(audited) as (Audit & {
        id: number;
      })[];
      audited = rows.at(-1)?.id ?? audited;
      const values = (text: unknown) => (text === null ? null : JSON.parse(text as string));
      return rows.map(({ id: _, before, after, ...row }) => ({ ...row, before: values(before), after: values(after) }));
    },
  };
  here.write((at) => foundProfiles(at));
  here.news();
  return here;
}

/** What a verb refuses with: its key, with its facts if it has any, or the keys of its fields. */
export function refusal(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    const { key, fields, facts } = error as { key?: string; fields?: Record<string, string>; facts?: Record<string, unknown> };
    if (key === undefined) throw error;
    return fields ?? (facts && Object.keys(facts).length > 0 ? { [key]: facts } : key);
  }
  return "nothing";
}
