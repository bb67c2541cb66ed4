import type { Database } from "bun:sqlite";
import type { Background } from "./background.ts";
import { sql } from "./sql.ts";
import type { Writer } from "./write.ts";

// In frames of the log: a page of 4 kB each.
/** So many that are not in the database yet are copied there: 16 MB. */
const BEHIND_MAX = 4_096;
/** From this length on the log starts over: 64 MB. With the next write it does so by itself, where all of it has been copied. */
const LENGTH_MAX = 16_384;
/** So many are copied within the moment for which writing is held back. */
const REST_MAX = 1_024;
/** Under load more comes while the log is copied, but less each time. */
const ROUNDS_MAX = 4;
const LOOK_MS = 250;

// How long the log is and how much of it is in the database; it does nothing (SQLite 3.51).
const progress = sql<{ log: number; checkpointed: number }>("PRAGMA wal_checkpoint(NOOP)");

type Kept = { db: Database; path: string; writer: Pick<Writer, "whilePaused">; background: Pick<Background, "perform" | "isRead"> };

/** Keeps the write-ahead log short, off the loop: a checkpoint syncs the whole database. Gives the way to stop. */
export function keepCheckpointed({ db, path, writer, background }: Kept, failed: (error: unknown) => void): () => void {
  let timer: Timer | undefined;
  let stopped = false;

  const seen = () => {
    const { log, checkpointed } = progress.get(db) ?? { log: 0, checkpointed: 0 };
    return { length: log, behind: log - checkpointed };
  };
  const copy = () => background.perform({ path, mode: "PASSIVE" });
  const startOver = async () => {
    for (let round = 0; round < ROUNDS_MAX && seen().behind > REST_MAX; round++) await copy();
    await writer.whilePaused(() => background.perform({ path, mode: "RESTART" }));
  };
  const look = async () => {
    try {
      if (seen().behind > BEHIND_MAX) await copy();
      const { length, behind } = seen();
      if (length > LENGTH_MAX && behind > 0 && !background.isRead()) await startOver();
    } catch (error) {
      failed(error);
    }
    if (!stopped) timer = setTimeout(look, LOOK_MS);
  };
  timer = setTimeout(look, LOOK_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
