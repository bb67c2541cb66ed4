import { closeSync, fdatasync, openSync } from "node:fs";

/** Waits until every commit that ended before the call is on the disk. */
export type Sync = { covered(): Promise<void>; close(): void };

/**
 * `fdatasync` of the write-ahead log, off the loop, one in flight. A sync that began before a commit
 * ended does not count for it, so who comes while one is running waits for the next.
 * A sync that fails leaves the state of the disk unknown: `onFailure` must end the process.
 */
export function syncOf(walPath: string, onFailure: (error: Error) => void): Sync {
  const file = openSync(walPath, "r+");
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const start = () => {
    running = new Promise<void>((done) => {
      fdatasync(file, (error) => {
        if (error) return onFailure(error);
        running = null;
        done();
      });
    });
    return running;
  };

  return {
    covered: () => {
      if (!running) return start();
      next ??= running.then(() => {
        next = null;
        return start();
      });
      return next;
    },
    close: () => closeSync(file),
  };
}
