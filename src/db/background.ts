import { laneOf } from "./lane.ts";
import type { Done, Work } from "./work.ts";

/** Slow work, in Workers. All of them end with it. */
export type Background = {
  /** What keeps the write-ahead log small. */
  perform(work: Work): Promise<Done>;
  /**
   * One piece of work in a Worker of its own, which `start` makes. `reads`: it reads the database for long, so that the log cannot be emptied.
   * `msMax`: after that it is ended, and TooSlow thrown.
   */
  apart<W, D>(start: () => Worker, work: W, reads: boolean, msMax?: number): Promise<D>;
  /** Whether somebody reads the database for long. */
  isRead(): boolean;
  close(): void;
};

/** It took longer than it may. */
export class TooSlow extends Error {}

export function backgroundOf(): Background {
  const checkpoints = laneOf<Work, Done>(() =>
    Bun.isStandaloneExecutable ? new Worker("./src/db/worker.ts") : new Worker(new URL("./worker.ts", import.meta.url).href),
  );
  const others = new Set<{ close(): void }>();
  let readers = 0;
  return {
    perform: checkpoints.perform,
    apart: async <W, D>(start: () => Worker, work: W, reads: boolean, msMax?: number) => {
      const lane = laneOf<W, D>(start);
      others.add(lane);
      readers += reads ? 1 : 0;
      try {
        return await (msMax === undefined ? lane.perform(work) : within(lane.perform(work), msMax));
      } finally {
        readers -= reads ? 1 : 0;
        others.delete(lane);
        lane.close();
      }
    },
    isRead: () => readers > 0,
    close: () => {
      for (const lane of [checkpoints, ...others]) lane.close();
    },
  };
}

function within<T>(work: Promise<T>, msMax: number): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new TooSlow(`not done after ${msMax} ms`)), msMax);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}
