import type { VoiceType } from "../channels/channel.ts";
import { type Background, TooSlow } from "../db/background.ts";
import type { Done, Rewrapped, Work } from "./rewrap.ts";
import { turnsOf } from "./turns.ts";

/** What is done with recordings, off the loop that serves people. */
export type Recordings = {
  /** Wraps a recording as the first of the types that its sound allows. Null for what is no voice, or cannot be read in time. */
  rewrap(bytes: Uint8Array, types: readonly VoiceType[]): Promise<Rewrapped | null>;
  /** How long a file plays, in ms; null where it does not say. */
  measure(path: string): Promise<number | null>;
};

/** A long recording takes a tenth of a second; what takes this long was made to. */
const MS_MAX = 10_000;
/** Each holds a recording in memory, twice. */
const AT_ONCE_MAX = 2;

export function recordingsOf(background: Background): Recordings {
  const inTurn = turnsOf(AT_ONCE_MAX);
  const apart = <W extends Work>(work: W) => inTurn(() => background.apart<W, Done[W["do"]]>(start, work, false, MS_MAX).catch(nothing));
  return {
    rewrap: (bytes, types) => apart({ do: "rewrap", bytes, types }),
    measure: (path) => apart({ do: "measure", path }),
  };
}

const start = () => (Bun.isStandaloneExecutable ? new Worker("./src/files/worker.ts") : new Worker(new URL("./worker.ts", import.meta.url).href));

function nothing(error: unknown): null {
  if (error instanceof TooSlow) return null;
  throw error;
}
