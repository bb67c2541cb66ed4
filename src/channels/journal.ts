import type { Workspace } from "../workspace.ts";
import { processInbound, wakeNumbers } from "./inbound.ts";

const HEARTBEAT_MS = 1_000;

/** What works off the journal. `wake` when a row is about to be written. */
export type Journal = { wake(): void; stop(): void };

/** Works off the journal in order, a few changes a step; signals wait for the disk by themselves. */
export function keepJournalProcessed({ write, channels, clock, bus, log }: Pick<Workspace, "write" | "channels" | "clock" | "bus" | "log">): Journal {
  let timer: Timer | undefined;
  let asked = false;
  let stopped = false;

  const failed = (error: unknown) => log.error({ error }, "the journal could not be worked off; trying again");
  // Asked for before its row is: so it stands behind all rows of this tick, in the same transaction.
  const wake = () => {
    if (asked || stopped) return;
    asked = true;
    setImmediate(step);
  };
  const step = () => {
    asked = false;
    if (stopped) return;
    write((db) => {
      if (processInbound(db, channels, clock())) wake();
    }).catch(failed);
  };
  const wakeWaiting = () => void write((db) => wakeNumbers(db, channels)).then(wake, failed);
  const beat = () => {
    wake();
    timer = setTimeout(beat, HEARTBEAT_MS);
  };

  const unsubscribe = bus.subscribe(({ kind }) => kind === "channel.changed" && wakeWaiting());
  wakeWaiting();
  beat();
  return {
    wake,
    stop: () => {
      stopped = true;
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
