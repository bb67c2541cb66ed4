import { Database } from "bun:sqlite";

/** What the Worker does off the loop: a checkpoint syncs the whole database. */
export type Work = { path: string; mode: "PASSIVE" | "RESTART" };
export type Done = { pagesLeft: number };

/** Writing is held back while the log starts over, so whoever still reads from it is not waited for any longer. */
const BUSY_MS = 500;

/** Does one piece of work. Throws what SQLite throws. */
export function perform({ path, mode }: Work): Done {
  using db = new Database(path, { strict: true });
  db.run(`PRAGMA busy_timeout = ${BUSY_MS}`);
  const { log, checkpointed } = db.query(`PRAGMA wal_checkpoint(${mode})`).get() as { log: number; checkpointed: number };
  return { pagesLeft: log - checkpointed };
}
