import { constants, Database } from "bun:sqlite";
import { join } from "node:path";

/** Somebody else has the data folder. */
export class FolderTaken extends Error {
  constructor(readonly pid: number) {
    super(`the data folder is in use by process ${pid}`);
  }
}

export type Lock = { release(): void };

/**
 * Takes the data folder for as long as this process lives: `BEGIN EXCLUSIVE` on a file of its own, which
 * the system frees even after `kill -9`. Throws FolderTaken.
 */
export function takeFolder(folder: string, pid: number): Lock {
  const db = new Database(join(folder, "lock.db"), { create: true, strict: true });
  db.run("PRAGMA busy_timeout = 0");
  try {
    db.run("CREATE TABLE IF NOT EXISTS owner (pid INTEGER NOT NULL) STRICT");
    db.run("DELETE FROM owner");
    db.query("INSERT INTO owner (pid) VALUES (?)").run(pid);
    db.run("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY")) throw new FolderTaken(ownerOf(folder));
    throw error;
  }
  return {
    release: () => {
      db.run("ROLLBACK");
      db.close();
    },
  };
}

// The row of who holds the lock cannot be read while it is held, but the file can.
function ownerOf(folder: string): number {
  const db = new Database(`file:${join(folder, "lock.db")}?immutable=1`, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI);
  try {
    return (db.query("SELECT pid FROM owner").get() as { pid: number } | null)?.pid ?? 0;
  } finally {
    db.close();
  }
}
