import { Database } from "bun:sqlite";
import { fdatasync, openSync } from "node:fs";

// The least that writes as Parlo does (DESIGN 10): all of one tick in one transaction, WAL with NORMAL, then one fdatasync of the
// log off the loop, one in flight. No savepoints, no events, no index, no errors.

export function openBare(path: string): Database {
  const db = new Database(path, { create: true, strict: true });
  for (const pragma of [
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "wal_autocheckpoint = 0",
    "foreign_keys = ON",
    "secure_delete = FAST",
    "cache_size = -32768",
  ])
    db.run(`PRAGMA ${pragma}`);
  return db;
}

/** Calls `work` for everything that came in one tick, in one transaction; resolves when it is on the disk. */
export function inTicks<T>(db: Database, path: string, work: (item: T) => void): (item: T) => Promise<void> {
  const file = openSync(`${path}-wal`, "r+");
  let batch: { item: T; done(): void }[] = [];
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const sync = () => {
    running = new Promise((done) =>
      fdatasync(file, (error) => {
        if (error) throw error;
        running = null;
        done();
      }),
    );
    return running;
  };
  const synced = () => {
    if (!running) return sync();
    next ??= running.then(() => {
      next = null;
      return sync();
    });
    return next;
  };
  const flush = () => {
    const entries = batch;
    batch = [];
    db.run("BEGIN IMMEDIATE");
    for (const { item } of entries) work(item);
    db.run("COMMIT");
    void synced().then(() => {
      for (const { done } of entries) done();
    });
  };
  return (item) =>
    new Promise((done) => {
      if (batch.push({ item, done }) === 1) setImmediate(flush);
    });
}
