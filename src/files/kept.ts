import { Conflict } from "../http/errors.ts";

/** Holds between those who copy kept files and those who remove some: never both at once. */
export type FilesKept = {
  /** Nothing is removed while `work` runs. Conflict when somebody does so already. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work`, which removes files, unless they are being kept; then gives null. */
  unless<T>(work: () => Promise<T>): Promise<T | null>;
};

export function filesKeptOf(): FilesKept {
  let keeping = false;
  let removing: Promise<unknown> = Promise.resolve();
  return {
    during: async (work) => {
      if (keeping) throw new Conflict("backup.running");
      keeping = true;
      try {
        await removing;
        return await work();
      } finally {
        keeping = false;
      }
    },
    unless: async (work) => {
      if (keeping) return null;
      const removal = work();
      removing = Promise.allSettled([removing, removal]);
      return removal;
    },
  };
}
