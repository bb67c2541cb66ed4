import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ConfigProblem } from "../config.ts";
import { FolderTaken, type Lock, takeFolder } from "../db/lock.ts";
import { syncFolder } from "./sync-folder.ts";

/** While this stands in a data folder it is half restored, and nothing starts in it. */
const HALF = "restoring";
/** What a restore puts beside it at the end. */
const MOVED = ["media", "keys", "parlo.db"];
const LOCK = "lock.db";
/** What a file system's maker puts into an empty one. */
const NOT_OURS = "lost+found";

/** A folder that is being restored: everything comes into `staging` first. */
export type Place = {
  staging: string;
  /** All of it is on the disk and in its place, at once or not at all. */
  settle(): void;
  /** As if nothing had been. */
  abandon(): void;
};

/** Lets go of a folder in which a restore was interrupted. Throws ConfigProblem. */
export function refuseHalf(dataDir: string, lock: Lock) {
  if (!existsSync(join(dataDir, HALF))) return;
  lock.release();
  throw new ConfigProblem(78, `${dataDir} is half restored: run the restore again, or empty the folder`);
}

/**
 * Takes a new or empty folder, or one in which a restore was interrupted. Inside of it, not beside it: it may be a volume of its own, in a
 * folder that is not ours. Throws ConfigProblem.
 */
export function takePlace(dataDir: string, pid: number): Place {
  const made = !existsSync(dataDir);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lock = lockEmpty(dataDir, pid);
  chmodSync(dataDir, 0o700);
  const staging = join(dataDir, HALF);
  mkdirSync(staging, { recursive: true, mode: 0o700 });
  syncFolder(dataDir);
  for (const left of [...MOVED, ...readdirSync(staging).map((name) => join(HALF, name))]) rmSync(join(dataDir, left), { recursive: true, force: true });
  mkdirSync(join(staging, "media"), { mode: 0o700 });
  return {
    staging,
    settle: () => {
      syncAll(staging);
      for (const name of MOVED) if (existsSync(join(staging, name))) renameSync(join(staging, name), join(dataDir, name));
      syncFolder(dataDir);
      rmSync(staging, { recursive: true });
      syncFolder(dataDir);
      lock.release();
    },
    abandon: () => {
      for (const name of [...MOVED, HALF, LOCK]) rmSync(join(dataDir, name), { recursive: true, force: true });
      lock.release();
      if (made) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

// The lock before the look: who holds it may just be filling the folder.
function lockEmpty(dataDir: string, pid: number): Lock {
  const found = readdirSync(dataDir).filter((name) => name !== NOT_OURS);
  const lock = found.length === 0 || found.includes(LOCK) ? lockOf(dataDir, pid) : null;
  const left = readdirSync(dataDir).filter((name) => name !== NOT_OURS && !name.startsWith(LOCK));
  if (lock && (left.length === 0 || (left.includes(HALF) && left.every((name) => name === HALF || MOVED.includes(name))))) return lock;
  lock?.release();
  throw new ConfigProblem(78, `${dataDir} is not empty: a backup is restored into a new folder (--data DIR)`);
}

function lockOf(dataDir: string, pid: number): Lock {
  try {
    return takeFolder(dataDir, pid);
  } catch (error) {
    if (error instanceof FolderTaken)
      throw new ConfigProblem(78, `${dataDir} is in use by process ${error.pid}: a backup is restored into a new folder (--data DIR)`);
    throw error;
  }
}

function syncAll(folder: string) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) syncAll(path);
    else syncFile(path);
  }
  syncFolder(folder);
}

function syncFile(path: string) {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
