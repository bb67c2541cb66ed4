import type { Event } from "./kinds.ts";

export type Listener = (event: Event) => void;
export type Bus = { publish(events: readonly Event[]): void; subscribe(listener: Listener): () => void };

/** Tells listeners what is on the disk. One that throws is reported and does not silence the others. */
export function busOf(failed: (error: unknown) => void): Bus {
  const listeners = new Set<Listener>();
  const tell = (listener: Listener, event: Event) => {
    try {
      listener(event);
    } catch (error) {
      failed(error);
    }
  };
  return {
    publish: (events) => {
      for (const event of events) for (const listener of listeners) tell(listener, event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
