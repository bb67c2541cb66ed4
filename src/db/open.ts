import { Database } from "bun:sqlite";
import foundation from "./migrations/001_foundation.sql" with { type: "text" };
import routing from "./migrations/002_routing.sql" with { type: "text" };
import customersSearch from "./migrations/003_customers_search.sql" with { type: "text" };
import opens from "./migrations/004_opens.sql" with { type: "text" };
import writing from "./migrations/005_writing.sql" with { type: "text" };
import stars from "./migrations/006_stars.sql" with { type: "text" };
import wrapUp from "./migrations/007_wrap_up.sql" with { type: "text" };
import mentions from "./migrations/008_mentions.sql" with { type: "text" };
import tickets from "./migrations/009_tickets.sql" with { type: "text" };
import mailAndErasing from "./migrations/010_mail_and_erasing.sql" with { type: "text" };
import records from "./migrations/011_records.sql" with { type: "text" };
import messagesSearch from "./migrations/012_messages_search.sql" with { type: "text" };
import quotes from "./migrations/013_quotes.sql" with { type: "text" };
import locations from "./migrations/014_locations.sql" with { type: "text" };
import choices from "./migrations/015_choices.sql" with { type: "text" };
import scheduled from "./migrations/016_scheduled.sql" with { type: "text" };
import voice from "./migrations/017_voice.sql" with { type: "text" };

/** Every change of the schema, in order, forward only. The version of a folder is how many it has seen. */
export const MIGRATIONS: readonly string[] = [
  foundation,
  routing,
  customersSearch,
  opens,
  writing,
  stars,
  wrapUp,
  mentions,
  tickets,
  mailAndErasing,
  records,
  messagesSearch,
  quotes,
  locations,
  choices,
  scheduled,
  voice,
];

/** The folder was made by a newer Parlo. */
export class FolderTooNew extends Error {}

const CACHE_KIB = 32 * 1024;
/** The log keeps this length when it starts over: what is written over syncs two to three times as fast as what is added. */
const WAL_KEPT_BYTES = 64 * 1024 * 1024;

/**
 * Opens the database for reading and for the one writer. `auto_vacuum` must stand before the first table;
 * checkpoints are made by a Worker (db/checkpoint.ts), never in the middle of a commit.
 */
export function openDb(path: string): Database {
  const db = new Database(path, { strict: true, create: true });
  db.run("PRAGMA auto_vacuum = INCREMENTAL");
  db.run("PRAGMA journal_mode = WAL");
  db.run("PRAGMA synchronous = NORMAL");
  db.run("PRAGMA wal_autocheckpoint = 0");
  db.run(`PRAGMA journal_size_limit = ${WAL_KEPT_BYTES}`);
  db.run("PRAGMA foreign_keys = ON");
  db.run("PRAGMA secure_delete = FAST");
  db.run("PRAGMA busy_timeout = 5000");
  // What a savepoint would put back stays in memory. Else it spills into a file, and that is three quarters of all that is written.
  db.run("PRAGMA temp_store = MEMORY");
  db.run(`PRAGMA cache_size = -${CACHE_KIB}`);
  return db;
}

export function versionOf(db: Database): number {
  return (db.query("PRAGMA user_version").get() as { user_version: number }).user_version;
}

/**
 * Brings the schema up to date, one transaction per step; `beforeStep` is called once before an existing
 * folder is changed (the snapshot). Throws FolderTooNew.
 */
export function migrate(db: Database, beforeStep: (version: number) => void = () => {}) {
  const version = versionOf(db);
  if (version > MIGRATIONS.length)
    throw new FolderTooNew(`the data folder was made by a newer Parlo (its version ${version}, ours ${MIGRATIONS.length}): start that one`);
  if (version > 0 && version < MIGRATIONS.length) beforeStep(version);
  for (let n = version; n < MIGRATIONS.length; n++) {
    db.transaction(() => {
      db.run(MIGRATIONS[n] as string);
      db.run(`PRAGMA user_version = ${n + 1}`);
    }).exclusive();
  }
}
